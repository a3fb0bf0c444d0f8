"""The people of an embedded Discord, and what they can do.

A person asks Discord for what they want as their client would, by the same requests as a bot, so
the same rules hold; what Discord would refuse raises `Refused`. Commands, buttons and dialogs reach
the bot as interactions. Every verb returns when the bot has dealt with what it caused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from simcord.backend.access import message_accessible

from .answers import Answer, Choice
from .console import Console
from .fidelity.seat import Upload, ask
from .places import Channel
from .refused import Refused, refusals
from .seen import Seen, seen

if TYPE_CHECKING:
    from .embedded import EmbeddedDiscord

__all__ = ["Person", "Refused"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as a member of one server."""

    world: EmbeddedDiscord = field(repr=False, compare=False)
    id: int
    server_id: int

    @property
    def name(self) -> str:
        """What they are called."""
        user = self.world.backend.get_user(self.id)
        return user.global_name or user.name

    @property
    def mention(self) -> str:
        """How a message mentions them."""
        return f"<@{self.id}>"

    @property
    def dm(self) -> Channel:
        """Their direct messages with the bot."""
        return self.world.channel(self.world.backend.get_dm_channel(self.id).id)

    # Writing

    async def say(
        self,
        where: Channel,
        text: str = "",
        *,
        reply_to: Seen | int | None = None,
        attachments: Sequence[tuple[str, bytes]] = (),
        silent: bool = False,
    ) -> Seen:
        """Write a message; attachments are names with their bytes."""
        body: dict[str, Any] = {"content": text, "flags": 1 << 12 if silent else 0}
        if reply_to is not None:
            body["message_reference"] = {"message_id": str(_id(reply_to))}
        files = [Upload(name, data) for name, data in attachments]
        sent = self._request("POST", f"/channels/{where.id}/messages", body, files)
        return await self._left_to_the_bot(where.id, int(sent["id"]))

    async def edit(self, message: Seen, text: str) -> Seen:
        """Change a message of one's own."""
        self._request("PATCH", _path(message), {"content": text})
        return await self._left_to_the_bot(message.channel_id, message.id)

    async def delete(self, message: Seen) -> None:
        """Delete a message; somebody else's needs Manage Messages."""
        await self._ask("DELETE", _path(message))

    async def delete_many(self, *messages: Seen) -> None:
        """Delete 2 to 100 messages of one channel at once, as moderators' tools do."""
        path = f"/channels/{messages[0].channel_id}/messages/bulk-delete"
        await self._ask("POST", path, {"messages": [str(message.id) for message in messages]})

    async def react(self, message: Seen, emoji: str) -> None:
        """Add a reaction."""
        await self._ask("PUT", f"{_path(message)}/reactions/{quote(emoji)}/@me")

    async def unreact(self, message: Seen, emoji: str) -> None:
        """Take a reaction back."""
        await self._ask("DELETE", f"{_path(message)}/reactions/{quote(emoji)}/@me")

    async def pin(self, message: Seen) -> None:
        """Pin a message."""
        await self._ask("PUT", f"/channels/{message.channel_id}/messages/pins/{message.id}")

    # Threads

    async def start_thread(
        self, origin: Seen | Channel, name: str, *, minutes: int = 1440
    ) -> Channel:
        """Start a thread on a message, or in a channel without one."""
        body: dict[str, Any] = {"name": name, "auto_archive_duration": minutes}
        if isinstance(origin, Seen):
            path = f"{_path(origin)}/threads"
        else:
            path, body["type"] = f"/channels/{origin.id}/threads", 11
        return self.world.channel(int((await self._ask("POST", path, body))["id"]))

    async def change(self, thread: Channel, **fields: Any) -> None:
        """Change a thread; the fields are those of Discord's Modify Channel."""
        await self._ask("PATCH", f"/channels/{thread.id}", fields)

    async def lock(self, thread: Channel) -> None:
        """Lock a thread."""
        await self.change(thread, locked=True)

    async def unlock(self, thread: Channel) -> None:
        """Unlock a thread, opening it if it is archived."""
        await self.change(thread, **({"archived": False} if thread.archived else {}), locked=False)

    async def archive(self, thread: Channel) -> None:
        """Archive a thread."""
        await self.change(thread, archived=True)

    async def unarchive(self, thread: Channel) -> None:
        """Open an archived thread again."""
        await self.change(thread, archived=False)

    async def rename(self, thread: Channel, name: str) -> None:
        """Give a thread another name."""
        await self.change(thread, name=name)

    async def remove(self, channel: Channel) -> None:
        """Delete a channel or a thread."""
        await self._ask("DELETE", f"/channels/{channel.id}")

    # Other people

    async def time_out(self, person: Person, duration: timedelta | None) -> None:
        """Silence somebody for a while; None ends it."""
        until = (self.world.now() + duration).isoformat() if duration is not None else None
        path = f"/guilds/{self.server_id}/members/{person.id}"
        await self._ask("PATCH", path, {"communication_disabled_until": until})

    async def ban(self, person: Person, reason: str | None = None) -> None:
        """Ban somebody."""
        await self._ask("PUT", f"/guilds/{self.server_id}/bans/{person.id}", {}, reason=reason)

    async def leave(self) -> None:
        """Leave the server."""
        self.world.backend.remove_member(self.server_id, self.id)
        await self.world.settle()

    # Looking

    def sees(self, where: Channel) -> list[Seen]:
        """The messages that they see there, oldest first; raises Refused (50001) without access."""
        backend = self.world.backend
        stored = sorted(backend.messages.get(where.id, {}).values(), key=lambda message: message.id)
        with refusals():
            backend.require_permissions(where.stored.guild_id, self.id, where.id)
        return [
            seen(backend, message)
            for message in stored
            if message_accessible(backend, where.id, message, self.id, history=True)
        ]

    def dms(self) -> list[Seen]:
        """Their direct messages with the bot, oldest first."""
        return self.sees(self.dm)

    # Settings

    def close_dms(self) -> None:
        """Take no direct messages any more."""
        self.world.backend.closed_dms.add(self.id)

    def open_dms(self) -> None:
        """Take direct messages."""
        self.world.backend.closed_dms.discard(self.id)

    def set_locale(self, locale: str) -> None:
        """Use Discord in another language, such as `es-ES` (DOC/reference, Locales)."""
        self.world.backend.locales[self.id] = locale

    def set_nitro(self, nitro: bool) -> None:
        """Have Nitro, or not: with it messages may be 4000 characters long."""
        (self.world.backend.nitro.add if nitro else self.world.backend.nitro.discard)(self.id)

    # Asking the bot

    async def command(self, name: str, where: Channel | None = None, /, **options: Any) -> Answer:
        """Give a slash command such as `/discussion close`; options are plain values or handles.

        Without `where` it is given in the first channel of the server that the person sees.
        """
        return await self._console(where).command(name, options)

    async def autocomplete(
        self, name: str, option: str, typed: str, where: Channel | None = None, /, **filled: Any
    ) -> list[Choice]:
        """What is offered while one types into an option."""
        return await self._console(where).autocomplete(name, option, typed, filled)

    async def menu(self, message: Seen, name: str) -> Answer:
        """Choose a message's context menu command."""
        return await self._console(self.world.channel(message.channel_id)).menu(message, name)

    async def click(self, message: Seen, button: str) -> Answer:
        """Press a button, named by its label or its custom id."""
        return await self._console(self.world.channel(message.channel_id)).click(message, button)

    async def select(self, message: Seen, *values: Any, menu: str | None = None) -> Answer:
        """Choose in a select, values or labels; `menu` is its custom id where there are several."""
        console = self._console(self.world.channel(message.channel_id))
        return await console.select(message, values, menu)

    async def submit(
        self, answer: Answer, values: Mapping[str, Any] | None = None, /, **fields: Any
    ) -> Answer:
        """Send off a dialog; fields are named by custom id or label (spaces as underscores)."""
        console = self._console(self.world.channel(answer.record.channel_id))
        return await console.submit(answer, {**(values or {}), **fields})

    def _console(self, where: Channel | None) -> Console:
        return Console(self.world, self, where if where is not None else self._first_channel())

    def _first_channel(self) -> Channel:
        for channel in self.world.server(self.server_id).channels:
            if self.world.backend.has(self.id, channel.stored, "view_channel"):
                return channel
        raise Refused(50001, "this person sees no channel of the server to give a command in")

    async def _ask(
        self, method: str, path: str, json: Any = None, reason: str | None = None
    ) -> Any:
        answer = self._request(method, path, json, reason=reason)
        await self.world.settle()
        return answer

    async def _left_to_the_bot(self, channel_id: int, message_id: int) -> Seen:
        """The message as it stood before the bot dealt with it, and perhaps deleted it."""
        message = self.world.message(channel_id, message_id)
        await self.world.settle()
        return message

    def _request(
        self,
        method: str,
        path: str,
        json: Any = None,
        files: Sequence[Upload] = (),
        reason: str | None = None,
    ) -> Any:
        backend = self.world.backend
        user = backend.get_user(self.id)
        with refusals():
            return ask(backend, user, method, path, json=json, files=files, reason=reason)


def _id(message: Seen | int) -> int:
    return message.id if isinstance(message, Seen) else message


def _path(message: Seen) -> str:
    return f"/channels/{message.channel_id}/messages/{message.id}"
