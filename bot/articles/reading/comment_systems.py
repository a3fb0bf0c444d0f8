"""Systems that load a page's comments by script: the page then holds none, though there may be."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from bot.articles.reading.dom import find

# By what their own installation instructions put into the page, in lower case.
_SYSTEMS = (
    ("Disqus", ("disqus.com/embed", "disqus_thread", "disqus_shortname", "disqus_config")),
    (
        "Coral",
        ("coral_talk", "coral-talk", "coral_thread", "coral.createstreamembed", "coralproject"),
    ),
    ("OpenWeb", ("spot.im", "spotim", "openweb.com", "openweb.io", "data-spot-id")),
    ("Facebook", ("fb-comments", "fb:comments", "comments_plugin", "plugins/comments.php")),
    ("Viafoura", ("viafoura",)),
    ("Hyvor Talk", ("talk.hyvor", "hyvor-talk")),
    ("Vuukle", ("vuukle",)),
    ("Commento", ("commento.io", "commento.js", "id=commento ")),
    ("Squarespace", ("squarespace-comments",)),
    ("Giscus", ("giscus.app", "class=giscus")),
    ("Utterances", ("utteranc.es",)),
    ("Remark42", ("remark42", "remark_config")),
    ("Isso", ("isso-thread", "data-isso")),
    ("IntenseDebate", ("intensedebate", "idcomments")),
    ("Livefyre", ("livefyre",)),
    ("Cusdis", ("cusdis",)),
    ("Insticator", ("insticator",)),
    ("GraphComment", ("graphcomment",)),
    ("HyperComments", ("hypercomments",)),
    ("Cackle", ("cackle.me",)),
    ("Waline", ("waline",)),
    ("Twikoo", ("twikoo",)),
    ("Discourse", ("discourse-comments", "discourseembed")),
    ("Muut", ("muut.com", "data-muut")),
    ("FastComments", ("fastcomments",)),
    ("Talkyard", ("talkyard",)),
    ("CommentBox.io", ("commentbox.io", "commentboxio")),
    ("Gigya", ("gigya.comments", "comments.gigya", "gig-comments")),
)
_SCRIPT_LENGTH = 20_000
_NAMED = "//body//*[self::div or self::section or self::aside][@*]"


def system_of(root: HtmlElement) -> str | None:
    """The name of the system whose comments the page's scripts would load; None without one."""
    marks = "\n".join(_marks(root)).lower()
    return next((name for name, signs in _SYSTEMS if any(sign in marks for sign in signs)), None)


def _marks(root: HtmlElement) -> Iterator[str]:
    """Where such systems show: addresses and text of scripts and frames, ids and classes."""
    for part in root.iter("script", "iframe"):
        if "json" not in (part.get("type") or ""):
            address = part.get("src") or part.get("data-src") or ""
            yield f"{address} {(part.text or '')[:_SCRIPT_LENGTH]}"
    for part in find(root, _NAMED):
        names = (name for name in map(str, part.keys()) if name.startswith("data-"))
        yield f"id={part.get('id') or ''} class={part.get('class') or ''} {' '.join(names)}"
