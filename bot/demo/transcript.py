"""An outcome as a transcript: what people see at the end, then the record behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.app import RecordedComment, RecordedDiscussion

from .bubbles import card, day, ending, gone, message, name
from .case_history import met, steps
from .markup import blocks, inline, plain
from .outcome import Chapter, Outcome, Place
from .stage import Asked


def transcript(outcome: Outcome) -> Iterator[RenderableType]:
    """All of it, in order. Times are in UTC."""
    yield from as_people_see_it(outcome)
    yield from _headed("What passed between one person and the bot")
    yield from (_asked(asked, outcome) for asked in outcome.asked)
    for chapter in outcome.record:
        yield from _headed(f"The record of “{chapter.kept.article.title}”")
        yield _summary(chapter)
        yield _comments(chapter, outcome)


def as_people_see_it(outcome: Outcome) -> Iterator[RenderableType]:
    """Channels and direct messages with their cards, and threads with their messages."""
    headed = [
        *((f"{outcome.server} · #{place.name}", place) for place in outcome.channels),
        *((f"Direct messages to {place.name}", place) for place in outcome.direct),
    ]
    for title, place in headed:
        if place.entries:
            yield from _headed(title)
            yield from (card(entry, outcome) for entry in place.entries)
    for place in outcome.threads:
        yield from _headed(" · ".join((place.name, *_state(place))))
        yield from _thread(place, outcome)


def _headed(title: str) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(plain(title, "bold"), style="blue", characters="═")


def _state(place: Place) -> Iterator[str]:
    if place.locked:
        yield "locked"
    if place.archived:
        yield "archived"


def _thread(place: Place, outcome: Outcome) -> Iterator[RenderableType]:
    entries = {entry.seen.id: entry for entry in place.entries}
    shown = {
        message_id: (entry.seen.at, message(entry, entries, outcome))
        for message_id, entry in entries.items()
    }
    deleted = {
        each.comment.message_id: (each.comment.created_at, gone(each, outcome))
        for each in _deleted(place, outcome)
    }
    last: date | None = None
    for _, (at, bubble) in sorted((shown | deleted).items(), key=itemgetter(0)):
        yield Text()
        if at.date() != last:
            yield Rule(Text(day(at), "dim"), style="dim", characters="─")
        last = at.date()
        yield bubble


def _deleted(place: Place, outcome: Outcome) -> Iterator[RecordedComment]:
    for chapter in outcome.record:
        if chapter.kept.discussion.thread_id == place.id:
            yield from (each for each in chapter.comments if each.tombstone is not None)


def _asked(asked: Asked, outcome: Outcome) -> RenderableType:
    line = Text.assemble(
        (f"{asked.at.day} {asked.at:%b %H:%M}  ", "dim"),
        plain(asked.who, "bold"),
        "  ",
        plain(asked.what, "cyan"),
        plain(f"  in #{asked.where}" if asked.where is not None else "", "dim"),
    )
    return Group(line, Padding(Group(*blocks(asked.answer, outcome.names)), (0, 0, 0, 4)))


def _summary(chapter: Chapter) -> Text:
    texts = sum(len(each.revisions) for each in chapter.comments)
    deleted = sum(each.tombstone is not None for each in chapter.comments)
    return Text(
        f"{len(chapter.comments)} comments recorded, with {texts} texts; {deleted} were deleted,"
        f" {chapter.kept.count} stand. Civility cases: {len(chapter.cases)}."
        f" {_closure(chapter.kept)}"
    )


def _closure(kept: RecordedDiscussion) -> str:
    closing = kept.closing
    if closing is None:
        return "Open."
    return f"Closed by {closing.why.value} on {day(closing.at)} at {closing.at:%H:%M}."


def _comments(chapter: Chapter, outcome: Outcome) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, expand=True)
    for heading in ("", "Who", "Written"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Every text, and the end", ratio=1)
    for number, each in enumerate(chapter.comments, 1):
        at = each.comment.created_at
        written = Text(f"{at.day} {at:%b %H:%M}", "dim")
        table.add_row(
            str(number),
            name(each.comment.author_id, outcome),
            written,
            _life(each, chapter, outcome),
        )
    return table


def _life(recorded: RecordedComment, chapter: Chapter, outcome: Outcome) -> Text:
    lines = [
        Text.assemble(
            inline((each.text or "").replace("\n", " ⏎ "), outcome.names),
            (f"  (edited {each.edited_at:%H:%M})" if each.edited_at else "", "dim italic"),
        )
        for each in recorded.revisions
    ]
    lines += (plain(line, "yellow") for line in _cases(recorded.comment.id, chapter, outcome))
    if recorded.tombstone is not None:
        lines.append(Text(ending(recorded, outcome), "red"))
    return Text("\n").join(lines)


def _cases(comment_id: int, chapter: Chapter, outcome: Outcome) -> Iterator[str]:
    """What rules met in the comment, and what came of it."""
    for case in chapter.cases:
        if found := met(case, comment_id):
            yield from found
            told = steps(case, lambda user_id: name(user_id, outcome).plain)
            yield from (f"Case {case.case.id}, {step.at:%H:%M}: {step.text}" for step in told)
