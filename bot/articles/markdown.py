"""Text as the Markdown that Discord shows, and back.

Discord acts on fewer marks than CommonMark and on some of its own (spoilers, mentions,
timestamps), so escaping is ours. Whatever comes from outside goes through `escape` exactly once;
`plain` undoes it. Rules: Discord's "Markdown Text 101" and "Message Formatting" reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote, urlsplit

from bot.articles.model import (
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
)

# A bare address ends before the punctuation of the sentence that it stands in.
_ADDRESS = r"https?://[^\s<>\\`|*]*[^\s<>\\`|*.,:;!?\"'”’»)\]}_~]"
_TO_ESCAPE = re.compile(
    r"(?=[h\\*_~`|\[\]<>@:+#.-])"  # how each begins: most characters go no further
    rf"(?:(?P<address>{_ADDRESS})"
    r"|(?P<mark>[\\*_~`|\[\]<>]"
    r"|@(?=everyone|here)"  # never to look like a ping
    r"|:(?=[\w+-]+:)"  # :name: would become an emoji
    r"|^[-+](?=[\s#-]|$)|^#(?=[#\s])"  # list, subtext, heading
    r"|(?<=^\d)\.(?=\s)|(?<=^\d\d)\.(?=\s)|(?<=^\d{3})\.(?=\s)|(?<=^\d{4})\.(?=\s)))",  # 12. list
    re.MULTILINE,
)
_MAY_BE_MARK = re.compile(r"[\\*_~`|\[\]<>@:]")
_MAY_BEGIN_LINE = re.compile(r"^[-+#\d]", re.MULTILINE)
_MARK = re.compile(r"[\\`<\[*_~|]")
_MARKUP = re.compile(
    rf"(?={_MARK.pattern})"
    r"(?:\\(?P<escaped>[^\w\s]|_)"
    r"|(?P<fence>`+)(?P<code>.+?)(?P=fence)"
    rf"|<(?P<address>{_ADDRESS})>"
    r"|\[(?P<label>(?:\\.|[^\]\\])*)\]\([^)\s]*\)"
    r"|(?P<emphasis>[*_~|]+))",
    re.DOTALL,
)
# What would end a link's target, or break out of it.
_UNSAFE_IN_TARGET = re.compile(r"[\s()<>|\"`\\\x00-\x1f]")


def escape(text: str) -> str:
    """`text` so that Discord shows exactly its characters; bare web addresses stay links."""
    if _MAY_BE_MARK.search(text) is None and _MAY_BEGIN_LINE.search(text) is None:
        return text  # as most are: looking at each of its characters takes long
    return _TO_ESCAPE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    # In angle brackets an address keeps its characters, whatever they mean elsewhere.
    return f"<{match['address']}>" if match["address"] else f"\\{match['mark']}"


def plain(markdown: str) -> str:
    """The text that a reader of the inline `markdown` sees, without its marks."""
    return markdown if _MARK.search(markdown) is None else _MARKUP.sub(_shown, markdown)


def _shown(match: re.Match[str]) -> str:
    if match["label"] is not None:
        return plain(match["label"])
    if match["code"]:
        return match["code"].strip()
    return match["escaped"] or match["address"] or ""


def link(label_markdown: str, url: str) -> str:
    """A link with a label; the label alone where `url` is no web address.

    Discord shows no masked link whose label holds an address, so the target stands for both.
    """
    target = link_target(url)
    if target is None:
        return label_markdown
    if "://" in label_markdown:
        return f"<{target}>"
    return f"[{label_markdown}]({target})"


@lru_cache(maxsize=1000)  # a page's buttons and menus lead to the same places
def link_target(url: str) -> str | None:
    """`url` as a link may carry it: http(s), nothing in it that ends the link; else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return _UNSAFE_IN_TARGET.sub(lambda match: quote(match[0]), parts.geturl())


def code_span(text: str) -> str:
    """`text` as inline code, fenced by more backticks than it holds in a row.

    Three begin a block of code wherever they stand, so what holds two in a row is no code span.
    """
    if "``" in text:
        return escape(text)
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def body_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as one Markdown text, parted by blank lines, list items by single ones."""
    return _joined(list(blocks), _markdown_of)


def plain_text(blocks: Iterable[Block]) -> str:
    """What a reader of the blocks sees, without any marks; captions included."""
    return _joined(list(blocks), _plain_of)


def _joined(blocks: Sequence[Block], render: Callable[[Block], str]) -> str:
    if not blocks:
        return ""
    parts = [render(blocks[0])]
    for before, block in pairwise(blocks):
        tight = isinstance(before, ListItem) and isinstance(block, ListItem)
        parts += ["\n" if tight else "\n\n", render(block)]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


def _markdown_of(block: Block) -> str:
    match block:
        case Paragraph(markdown):
            return markdown
        case Heading(level, markdown):
            return f"{'#' * level} {markdown}"
        case ListItem(depth, number, markdown):
            mark = "-" if number is None else f"{number}."
            return f"{'  ' * depth}{mark} {markdown}"
        case Quote(markdown):
            return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))
        case Code(text, language):
            return f"```{language or ''}\n{text}\n```"
        case Picture(url, caption):
            return _picture_markdown(url, caption)
        case Rule():
            return "---"


def _picture_markdown(url: str | None, caption: str | None) -> str:
    target = link_target(url) if url else None
    words = escape(caption) if caption else ""
    if target is None:
        return f"*{words}*" if words else ""
    return f"![{words}]({target})"


def _plain_of(block: Block) -> str:
    match block:
        case Paragraph(markdown) | Heading(_, markdown) | Quote(markdown):
            return plain(markdown)
        case ListItem(depth, number, markdown):
            mark = "-" if number is None else f"{number}."
            return f"{'  ' * depth}{mark} {plain(markdown)}"
        case Code(text, _):
            return text
        case Picture(_, caption):
            return caption or ""
        case Rule():
            return ""
