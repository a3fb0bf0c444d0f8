"""What remains of a scene: what people see at its end, and the record behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from simcord.backend.models import Message
from simcord.components import walk_components

from bot.app import Record, RecordedCase, RecordedComment, RecordedDiscussion

from .places import Channel
from .seen import Seen
from .stage import Asked, Stage

_TEXT_DISPLAY, _MEDIA_GALLERY = 10, 12  # DOC/components/reference
_MESSAGE, _REPLY = 0, 19  # DOC/resources/message, Message Types: what people and bots write


@dataclass(frozen=True, slots=True)
class Entry:
    """A message at the end. `shown` is its text as Discord's Markdown, pictures in their places."""

    seen: Seen
    shown: str
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, a thread in one (`parent_id`), or the direct messages of the person it is named
    after, with what stands in it, oldest first.
    """

    id: int
    name: str
    parent_id: int | None
    locked: bool
    archived: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A discussion in the record, with all its comments and cases."""

    kept: RecordedDiscussion
    comments: tuple[RecordedComment, ...]
    cases: tuple[RecordedCase, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of it. `names` are people's and channels' by id; `at` (UTC) is when the scene ended."""

    server_id: int
    server: str
    bot_id: int
    at: datetime
    names: Mapping[int, str]
    channels: tuple[Place, ...]
    threads: tuple[Place, ...]
    direct: tuple[Place, ...]
    asked: tuple[Asked, ...]
    record: tuple[Chapter, ...]


def look(stage: Stage, record: Record) -> Outcome:
    """What there is to see now."""
    world = stage.world
    channels = tuple(_place(channel) for channel in stage.server.channels)
    threads = tuple(_place(each) for channel in stage.server.channels for each in channel.threads)
    places = {place.id: place.name for place in (*channels, *threads)}
    return Outcome(
        server_id=stage.server.id,
        server=stage.server.name,
        bot_id=world.backend.bot_user.id,
        at=world.now(),
        names={world.backend.bot_user.id: world.backend.bot_user.name, **places, **stage.names},
        channels=channels,
        threads=threads,
        direct=tuple(_direct(stage)),
        asked=tuple(stage.asked),
        record=tuple(_chapter(record, kept) for kept in record.discussions(world.now())),
    )


def _chapter(record: Record, kept: RecordedDiscussion) -> Chapter:
    discussion_id = kept.discussion.id
    comments, cases = record.comments(discussion_id), record.cases(discussion_id)
    return Chapter(kept, tuple(comments), tuple(cases))


def _direct(stage: Stage) -> Iterator[Place]:
    """What the bot wrote to members in private."""
    for name, member in stage.members.items():
        if (place := _place(member.dm)).entries:
            yield replace(place, name=name)


def _place(channel: Channel) -> Place:
    stored = channel.stored
    written = (seen for seen in channel.messages if seen.type in (_MESSAGE, _REPLY))
    return Place(
        id=channel.id,
        name=channel.name,
        parent_id=stored.parent_id if stored.is_thread else None,
        locked=channel.locked,
        archived=channel.archived,
        entries=tuple(_entry(channel, seen) for seen in written),
    )


def _entry(channel: Channel, seen: Seen) -> Entry:
    pieces = tuple(_pieces(channel.world.backend.get_message(channel.id, seen.id)))
    return Entry(
        seen=seen,
        shown="\n".join(_shown(piece) for piece in pieces).rstrip("\n"),
        pictures=tuple(piece.url for piece in pieces if isinstance(piece, _Picture)),
    )


@dataclass(frozen=True, slots=True)
class _Picture:
    url: str


def _shown(piece: str | _Picture) -> str:
    if isinstance(piece, _Picture):
        return f"▣ {piece.url}"
    is_caption = piece.startswith("-# ")
    return f"{piece}\n" if is_caption else piece


def _pieces(message: Message) -> Iterator[str | _Picture]:
    """The parts of a message in the order in which they are seen."""
    if message.content:
        yield message.content
    for embed in message.embeds:
        yield from _embedded(embed)
    for part in walk_components(message.components):
        if part["type"] == _TEXT_DISPLAY:
            yield part["content"]
        elif part["type"] == _MEDIA_GALLERY:
            yield from (_Picture(item["media"]["url"]) for item in part["items"])


def _embedded(embed: Mapping[str, Any]) -> Iterator[str | _Picture]:
    title, url = embed.get("title"), embed.get("url")
    if embed.get("author"):
        yield f"**{embed['author']['name']}**"
    if title:
        yield "\n".join((f"## {title}", *([f"-# {url}"] if url else ())))
    if embed.get("description"):
        yield embed["description"]
    if embed.get("image"):
        yield _Picture(embed["image"]["url"])
    if embed.get("footer"):
        yield f"-# {embed['footer']['text']}"
