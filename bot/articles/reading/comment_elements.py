"""Which elements of a page are readers' comments.

Asked in this order: the elements that say so, by number, class or type; else the items of a list
that says so; else what stands between numbered anchors, as old Movable Type printed them. Where
some carry numbers, all do, and a number that comes again is the same comment printed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from bot.articles.reading.comment_anchors import anchored_comments
from bot.articles.reading.comment_lists import listed_comments
from bot.articles.reading.comment_markup import is_typed_comment
from bot.articles.reading.comment_parts import (
    AUTHOR,
    Elements,
    class_of,
    classes_of,
    has_parts,
    inside,
)
from bot.articles.reading.dom import (
    ancestors,
    find,
    has_in_class,
    names_of,
    tag_of,
)

# As in: comment-12, li-comment-12, dsq-comment-12, comment_item_12, wpd-comm-12_0, comment-6a00d8…
_MAYBE = re.compile(r"comm|comtr|cmt|h-cite|(?:ping|track)back|\bc-?\d", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(
    r"(?:[a-z0-9]+[-_])*?(?:comm(?:ent)?|cmt|ljcmt)(?:[-_]?(?:item|inner|id|entry|node|post|no))?"
    r"[-_]?(?P<number>[0-9a-f]*\d[0-9a-f-]*)(?:_\d+)?"
)
_OTHER_NUMBERED = re.compile(
    r"(?:^|[-_])(?:reply|respond|edit|delete|report|votes?|likes?|form|preview|parent)(?:[-_]|$)"
)
_BARE_NUMBER = re.compile(r"c-?(?P<number>\d{3,}|[0-9a-f]{16,})")
_CLASS = re.compile(
    r"(?:[a-z0-9]+[-_])*(?:comment(?:[-_]?(?:item|post|entry|row|single))?|h-cite|comtr)"
)
_PING = re.compile(r"(?:[a-z0-9]+[-_])*(?:pingback|trackback)|[pu]-mention")
# What a webmention can be besides a comment (indieweb.org/responses): it says nothing.
_GESTURE = re.compile(r"[pu]-(?:like|repost|bookmark|favorite|rsvp)(?:-of)?")
_DEPTH = re.compile(
    r"\s(?:depth-|comment-depth-|level-|wpd_comment_level-|comment-level-)(\d{1,2})\s"
)
_WORDS = ("comm", "cmt", "comtr", "h-cite", "pingback", "trackback")
_REPLIES = re.compile(r"\s(?:children|replies|indented|wpd-replies)\s")
_CANDIDATES = ("li", "div", "article", "section", "dt", "tr", "ul")
_LISTS = ("ol", "ul", "dl")


def comment_elements(root: HtmlElement) -> list[Elements]:
    """The elements of each comment, in the order of the page; the outermost of several around."""
    marked = _marked(root)
    if marked:
        return [(element, *_definitions(element)) for element in marked]
    listed = listed_comments(root)
    return [(element,) for element in listed] if listed else list(anchored_comments(root))


def is_ping(elements: Elements) -> bool:
    """Whether another site's link made it and not a person."""
    return any(_PING.fullmatch(name) for name in classes_of(elements[0]))


def says_comment(elements: Elements) -> bool:
    """Whether its class, id or type speaks of a comment, and not only a number in it."""
    names = names_of(elements[0])
    return is_typed_comment(elements[0]) or any(word in names for word in _WORDS)


def depth_of(elements: Elements) -> int:
    """How deep a comment says that it stands; Drupal sets replies in with a wrapper."""
    element = elements[0]
    if match := _DEPTH.search(names_of(element).replace(" ", "  ")):
        return int(match[1])
    if tag_of(element) == "tr" and (indents := find(element, ".//td[@indent]")):
        stated = indents[0].get("indent") or ""
        return 1 + int(stated) if re.fullmatch(r"\d{1,3}", stated) else 1
    return 1 + sum("indented" in names_of(around).split() for around in ancestors(element))


def _marked(root: HtmlElement) -> list[HtmlElement]:
    numbers: dict[HtmlElement, str | None] = {}
    for found in root.iter(*_CANDIDATES):
        if not _may_be_one(found) or not _is_one(found):
            continue
        number = _number(found)
        element = _marked_by(found)
        around = next((outer for outer in ancestors(element) if outer in numbers), None)
        if around is not None and _is_same(element, number, around, numbers[around]):
            numbers[around] = numbers[around] or number
        else:
            numbers[element] = number
    return list(_once(numbers))


def _marked_by(element: HtmlElement) -> HtmlElement:
    """The comment that a numbered element marks: itself, of an empty one what is called so."""
    around = element.getparent()
    if len(element) or element.text or around is None:
        return element
    return around if any(map(_CLASS.fullmatch, classes_of(around))) else element


def _once(numbers: dict[HtmlElement, str | None]) -> Iterator[HtmlElement]:
    """Each number once; those without any only beside others, or where there are no numbers."""
    parents = {element.getparent() for element, number in numbers.items() if number is not None}
    seen: set[str] = set()
    for element, number in numbers.items():
        is_strange = number is None and bool(parents) and element.getparent() not in parents
        if not is_strange and number not in seen:
            yield element
        if number is not None:
            seen.add(number)


def _may_be_one(element: HtmlElement) -> bool:
    return has_in_class(element, _MAYBE) or any(
        _MAYBE.search(element.get(name) or "") for name in ("id", "itemtype")
    )


def _is_one(element: HtmlElement) -> bool:
    if is_typed_comment(element):
        return True
    classes, tag = classes_of(element), tag_of(element)
    if any(map(_GESTURE.fullmatch, classes)):
        return False
    numbered = _number(element) is not None
    if tag == "dt":
        return numbered and any("comment" in name for name in classes)
    if numbered:
        return True
    if tag == "ul":
        return False
    if any(_CLASS.fullmatch(name) for name in classes):
        deep = _DEPTH.search(names_of(element).replace(" ", "  ")) is not None
        return (deep or has_parts(element)) and not _is_template(element)
    return tag == "li" and any(_PING.fullmatch(name) for name in classes)


def _number(element: HtmlElement) -> str | None:
    """The number in its id; a bare *c123* counts only where a class says comment."""
    name = (element.get("id") or "").lower()
    if _DIGIT.search(name) is None or _OTHER_NUMBERED.search(name):
        return None
    if match := _NUMBERED.fullmatch(name):
        return match["number"]
    match = _BARE_NUMBER.fullmatch(name)
    if match is None:
        return None
    near = (element, *(child for child in element if tag_of(child)))
    return match["number"] if any("comment" in class_of(part) for part in near) else None


def _is_template(element: HtmlElement) -> bool:
    """What a script fills in: the preview of the form, a pattern for new comments."""
    around = (element, *list(ancestors(element))[:3])
    return any(
        re.search(r"preview|template\b(?!-)", names_of(part)) for part in around
    ) and not any("comment-template" in names_of(part) for part in around)


def _is_same(
    element: HtmlElement, number: str | None, around: HtmlElement, around_number: str | None
) -> bool:
    """Whether an element inside another is that same comment and not a reply to it."""
    if number is not None and around_number is not None:
        return number == around_number
    if is_typed_comment(element) and is_typed_comment(around):
        return False
    for between in ancestors(element):
        if between is around:
            break
        if tag_of(between) in _LISTS or _REPLIES.search(names_of(between)):
            return False
    # Where the outer one's author stands outside the inner one, these are two.
    author = next(inside(around, AUTHOR), None)
    if author is None or author is element:
        return True
    return element in ancestors(author) or not has_parts(element)


def _definitions(element: HtmlElement) -> Iterator[HtmlElement]:
    """The `<dd>` that belong to a `<dt>`."""
    following = element.getnext()
    while tag_of(element) == "dt" and following is not None and tag_of(following) == "dd":
        yield following
        following = following.getnext()
