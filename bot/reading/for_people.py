"""What was read, as a person would see it posted: the card, the parts in the thread, the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.articles.layout import Part, card, lay_out
from bot.articles.model import ArticlePage, Feed, FeedEntry, Mirror, Remark
from bot.reading.command import Outcome
from bot.wording import Catalogue, Words, invitation

_REMARKS = {
    Remark.PAYWALL: "Only the beginning is on the page; the rest is for subscribers.",
    Remark.LIVE: "This is a running report, which goes on changing.",
}
_TIMESTAMP = re.compile(r"<t:(\d+):\w>")
_SUBTEXT = re.compile(r"^-# (.*)$", re.MULTILINE)


def show(outcome: Outcome, console: Console, catalogue: Catalogue) -> None:
    """Print the outcome to a console."""
    console.print(Rule(_safe(outcome.source), align="left"))
    match outcome.read:
        case ArticlePage() as page:
            words = catalogue.words(page.article.language)
            console.print(*_page(page, words), sep="\n\n")
        case Feed() as feed:
            console.print(*_feed(feed), sep="\n")
        case None:
            console.print(Text(outcome.error or ""))


def _page(page: ArticlePage, words: Words) -> Iterable[RenderableType]:
    shown = card(page.article)
    body = Group(Markdown(f"**{shown.title}**"), Text(), _markdown(shown.description))
    yield Panel(body, title="card", subtitle=_safe(shown.url or "no address"), title_align="left")
    parts = lay_out(page.article, mirror=Mirror.FULL, words=words)
    for number, part in enumerate(parts, 1):
        yield Panel(_part(part), title=f"part {number} of {len(parts)}", title_align="left")
    yield Panel(_markdown(invitation(words)), title="invitation", title_align="left")
    yield from (Text(line) for line in _facts(page))


def _part(part: Part) -> RenderableType:
    return _markdown("\n\n".join(part.texts))


def _facts(page: ArticlePage) -> Iterable[str]:
    yield from (_REMARKS[remark] for remark in page.remarks)
    if page.comments_elsewhere is not None:
        system = _safe(page.comments_elsewhere)
        yield f"Its comments are loaded by {system}; they are not in the page."
    else:
        count = _counted(page.comment_count, "comment", "comments")
        yield f"The page has {count}; {len(page.comments)} read."
    if page.comments_closed:
        yield "Comments are closed there."


def _feed(feed: Feed) -> Iterable[RenderableType]:
    title = _safe(feed.title or "A feed without a title")
    count = _counted(len(feed.entries), "entry", "entries")
    yield Text(f"{title}: {count}", style="bold")
    for entry in feed.entries:
        yield Text()
        yield from _entry(entry)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _entry(entry: FeedEntry) -> Iterable[RenderableType]:
    yield Text(_safe(entry.title), style="bold")
    facts = (entry.byline, _day(entry.published), entry.url)
    yield Text(" · ".join(_safe(fact) for fact in facts if fact), style="dim")
    if entry.excerpt:
        yield Text(_safe(entry.excerpt))


def _markdown(text: str) -> Markdown:
    """Discord's Markdown as far as a terminal shows it: no subtext, and dates in words."""
    dated = _TIMESTAMP.sub(lambda match: _day_of(int(match[1])), text)
    return Markdown(_safe(_SUBTEXT.sub(r"*\1*", dated)), hyperlinks=False)


def _day_of(seconds: int) -> str:
    return _day(datetime.fromtimestamp(seconds, UTC)) or ""


def _day(at: datetime | None) -> str | None:
    return None if at is None else f"{at:%Y-%m-%d}"


def _safe(text: str) -> str:
    """Without characters that command the terminal, or that it cannot be sent."""
    return "".join(
        each for each in text if each == "\n" or unicodedata.category(each) not in {"Cc", "Cs"}
    )
