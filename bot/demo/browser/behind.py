"""What the bot has just done in the world, told from the requests that it made.

A line says what came of a request, so it is made right after it. People's doings are none of these,
and neither is reading: the record (`kept`) tells what the bot keeps of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from simcord.backend.models import Channel as Stored
from simcord.backend.models import Message

from ..fidelity import FaithfulBackend
from ..markup import blocks
from ..seen import text_of

KEPT = 200
"""Lines; older ones are forgotten."""
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the bot did, in words; `thread_id` tells which discussion it concerns.

    `kept` is what happened in the record alone.
    """

    at: datetime
    text: str
    thread_id: int | None = None
    message_id: int | None = None
    kept: bool = False


class Behind:
    """Listens to the bot's requests."""

    def __init__(self, backend: FaithfulBackend) -> None:
        self._backend = backend
        self._states: dict[int, tuple[bool, bool]] = {}
        self.deeds: deque[Deed] = deque(maxlen=KEPT)

    def note(self, method: str, path: str) -> None:
        """Take in a request that has just been answered; `path` is what follows the version."""
        for wanted, pattern, tell in _REQUESTS:
            if wanted == method and (found := pattern.fullmatch(path)) is not None:
                self.deeds.extend(tell(self, *map(_number, found.groups())))
                return

    def _wrote(self, channel_id: int) -> Iterator[Deed]:
        stored, channel = self._backend.messages[channel_id], self._channel(channel_id)
        newest = next((stored[key] for key in reversed(stored) if self._is_own(stored[key])), None)
        if newest is None:
            return
        if channel.guild_id is None:
            yield self._deed(f"Sent {self._recipient(channel)} a direct message", channel, newest)
            return
        yield self._deed(f"Wrote in {_place(channel)}: {self._title(newest)}", channel, newest)

    def _edited(self, channel_id: int, message_id: int) -> Iterator[Deed]:
        message = self._backend.messages[channel_id].get(message_id)
        channel = self._channel(channel_id)
        if message is None:
            return
        if channel.guild_id is None:
            text = f"Changed a direct message to {self._recipient(channel)}"
        else:
            text = f"Changed in {_place(channel)}: {self._title(message)}"
        yield self._deed(text, channel, message)

    def _deleted(self, channel_id: int, _message_id: int) -> Iterator[Deed]:
        channel = self._channel(channel_id)
        if channel.guild_id is None:
            text = f"Deleted a direct message to {self._recipient(channel)}"
        else:
            text = f"Deleted a message in {_place(channel)}"
        yield self._deed(text, channel)

    def _started(self, _channel_id: int, message_id: int) -> Iterator[Deed]:
        thread = self._backend.channels.get(message_id)
        if thread is not None:
            self._states[thread.id] = _state(thread)
            yield self._deed(f"Started the thread {_place(thread)}", thread)

    def _changed(self, channel_id: int) -> Iterator[Deed]:
        thread = self._channel(channel_id)
        was_archived, was_locked = self._states.get(thread.id, (False, False))
        self._states[thread.id] = archived, locked = _state(thread)
        told = {
            "Locked": locked and not was_locked,
            "Unlocked": was_locked and not locked,
            "Archived": archived and not was_archived,
            "Took out of the archive": was_archived and not archived,
        }
        if done := [word for word, is_so in told.items() if is_so]:
            words = " and ".join([done[0], *(word.lower() for word in done[1:])])
            yield self._deed(f"{words} {_place(thread)}", thread)

    def _answered(self, interaction_id: int) -> Iterator[Deed]:
        record = self._backend.interactions.get(interaction_id)
        if record is None or record.autocomplete_choices is not None:
            return
        who = self._name(record.user_id)
        what = f"{who}’s /{record.command_name}" if record.command_name else f"{who}’s click"
        done = "Opened a dialog for" if record.modal is not None else "Answered"
        yield self._deed(f"{done} {what}", self._channel(record.channel_id))

    def _deed(self, text: str, channel: Stored, message: Message | None = None) -> Deed:
        thread_id = channel.id if channel.is_thread else None
        if message is not None and message.id in self._backend.channels:
            thread_id = message.id  # a card has its thread's id
        return Deed(self._backend.clock.now(), text, thread_id, message.id if message else None)

    def _title(self, message: Message) -> str:
        """The beginning of what there is to read, as it is shown but for emphasis."""
        lines = text_of(message).splitlines()
        is_signed = any("author" in embed for embed in message.embeds)
        first = "\n".join(lines[: 2 if is_signed else 1])
        names = {channel.id: channel.name or "" for channel in self._backend.channels.values()}
        names |= {user_id: self._name(user_id) for user_id in self._backend.users}
        bare = ": ".join(block.text.plain for block in blocks(first, names)).strip()
        return bare if len(bare) <= _LONGEST_TITLE else f"{bare[: _LONGEST_TITLE - 1]}…"

    def _channel(self, channel_id: int) -> Stored:
        return self._backend.get_channel(channel_id)

    def _is_own(self, message: Message) -> bool:
        return message.author_id == self._backend.bot_user.id

    def _recipient(self, channel: Stored) -> str:
        return self._name(channel.recipient_ids[0])

    def _name(self, user_id: int) -> str:
        user = self._backend.users.get(user_id)
        return "somebody" if user is None else user.global_name or user.name


def _state(thread: Stored) -> tuple[bool, bool]:
    state = thread.thread_metadata
    return (False, False) if state is None else (state.archived, state.locked)


def _place(channel: Stored) -> str:
    return f"“{channel.name}”" if channel.is_thread else f"#{channel.name}"


def _number(text: str) -> int:
    return int(text)


_Tell = Callable[..., Iterator[Deed]]
_REQUESTS: tuple[tuple[str, re.Pattern[str], _Tell], ...] = (
    ("POST", re.compile(r"/channels/(\d+)/messages"), Behind._wrote),
    ("PATCH", re.compile(r"/channels/(\d+)/messages/(\d+)"), Behind._edited),
    ("DELETE", re.compile(r"/channels/(\d+)/messages/(\d+)"), Behind._deleted),
    ("POST", re.compile(r"/channels/(\d+)/messages/(\d+)/threads"), Behind._started),
    ("PATCH", re.compile(r"/channels/(\d+)"), Behind._changed),
    ("POST", re.compile(r"/interactions/(\d+)/[^/]+/callback"), Behind._answered),
)
"""Which requests are told, by method and path (DOC/resources)."""
