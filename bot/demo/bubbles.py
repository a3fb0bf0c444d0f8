"""Cards and messages on a terminal, much as Discord shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.app import RecordedComment

from .markup import blocks, inline, plain
from .outcome import Entry, Outcome

_COLOURS = (
    "green",
    "yellow",
    "magenta",
    "cyan",
    "bright_blue",
    "bright_red",
    "orange3",
    "bright_green",
)
_UNDER_AUTHOR = (0, 0, 0, 2)
_LONGEST_QUOTE = 60


def card(entry: Entry, outcome: Outcome) -> RenderableType:
    """A bot's embed, framed, with its buttons."""
    lines: list[RenderableType] = [*blocks(entry.shown, outcome.names)]
    if entry.seen.components:
        lines += [Text(), _buttons(entry)]
    framed = Panel(Group(*lines), padding=(0, 1), border_style="blue")
    return Group(_heading(entry, outcome), Padding(framed, _UNDER_AUTHOR))


def message(entry: Entry, others: Mapping[int, Entry], outcome: Outcome) -> RenderableType:
    """A message in a thread; `others`, by id, are those that it may reply to."""
    parts: list[RenderableType] = []
    if entry.seen.reply_to is not None:
        parts.append(_answered(others.get(entry.seen.reply_to), outcome))
    parts.append(_heading(entry, outcome))
    parts += (Padding(block, _UNDER_AUTHOR) for block in blocks(entry.shown, outcome.names))
    if entry.seen.reactions:
        shown = " ".join(f"{emoji} {count}" for emoji, count in entry.seen.reactions)
        parts.append(Padding(Text(shown, "dim"), _UNDER_AUTHOR))
    return Group(*parts)


def gone(recorded: RecordedComment, outcome: Outcome) -> RenderableType:
    """Where a message stood that was deleted; what it said is in the record."""
    comment = recorded.comment
    who = name(comment.author_id, outcome).plain
    when = f"  {comment.created_at:%H:%M}  {ending(recorded, outcome)}"
    return Text.assemble((who, "strike dim"), (when, "dim italic"))


def ending(recorded: RecordedComment, outcome: Outcome) -> str:
    """When and by whom a comment was deleted, as far as Discord said so; empty if it was not."""
    end = recorded.tombstone
    if end is None:
        return ""
    by = "" if end.deleted_by is None else f" by {outcome.names.get(end.deleted_by, 'a moderator')}"
    return f"deleted{by} at {end.noticed_at:%H:%M}"


def name(user_id: int | None, outcome: Outcome) -> Text:
    """What somebody is called, in a colour of their own."""
    shown = "Somebody" if user_id is None else outcome.names.get(user_id, "Somebody")
    if user_id == outcome.bot_id:
        return Text.assemble((shown, "bold blue"), " ", (" APP ", "white on blue"))
    return plain(shown, f"bold {_COLOURS[(user_id or 0) % len(_COLOURS)]}")


def day(at: datetime) -> str:
    """A date as people write it."""
    return f"{at.day} {at:%B %Y}"


def _heading(entry: Entry, outcome: Outcome) -> Text:
    return Text.assemble(name(entry.seen.author_id, outcome), *_marks(entry))


def _marks(entry: Entry) -> Iterator[tuple[str, str]]:
    yield f"  {entry.seen.at:%H:%M}", "dim"
    edited = entry.seen.edited_at
    if edited is not None:
        on = f" on {day(edited)}" if edited.date() != entry.seen.at.date() else ""
        yield f"  (edited{on} at {edited:%H:%M})", "dim italic"


def _answered(answered: Entry | None, outcome: Outcome) -> Text:
    if answered is None:
        return Text("╭ to a message that was deleted", "dim italic")
    said = answered.seen.content or answered.seen.embeds[0].get("description", "")
    last_line = inline(said.rsplit("\n", 1)[-1], outcome.names)
    last_line.truncate(_LONGEST_QUOTE, overflow="ellipsis")
    who = name(answered.seen.author_id, outcome)
    return Text.assemble(("╭ to ", "dim"), who, ": ", last_line, style="dim")


def _buttons(entry: Entry) -> Text:
    return Text("  ").join(Text(f" {label} ", "reverse") for label in entry.seen.components)
