"""Servers of an embedded Discord: building them, and letting people in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord
from simcord.backend import serializers
from simcord.backend.models import AuditLogEntry, Guild, Overwrite
from simcord.enums import ChannelType, OverwriteType

from .people import Person
from .places import Channel, Role
from .seen import Seen, seen

if TYPE_CHECKING:
    from .embedded import EmbeddedDiscord


_ALL = discord.Permissions.all().value


@dataclass(frozen=True, slots=True)
class Server:
    """A Discord server."""

    world: EmbeddedDiscord = field(repr=False, compare=False)
    id: int

    @property
    def stored(self) -> Guild:
        """The server as the backend keeps it."""
        return self.world.backend.get_guild(self.id)

    @property
    def name(self) -> str:
        """Its name."""
        return self.stored.name

    @property
    def owner(self) -> Person:
        """Whose it is: who may do everything."""
        return Person(self.world, self.stored.owner_id, self.id)

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return Role(self.world, self.id, self.id)

    @property
    def bot_role(self) -> Role:
        """The role that came with the bot: all permissions but Administrator."""
        member = self.stored.members[self.world.backend.bot_user.id]
        return Role(self.world, self.id, member.role_ids[0])

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Its channels, threads aside, in order."""
        return tuple(Channel(self.world, channel_id) for channel_id in self.stored.channel_ids)

    @property
    def audit_log(self) -> tuple[AuditLogEntry, ...]:
        """Its audit log, oldest first."""
        return tuple(self.stored.audit_log_entries)

    def create_channel(
        self, name: str, *, topic: str | None = None, private: bool = False
    ) -> Channel:
        """A new text channel; a private one is hidden from everybody but the bot's role."""
        hidden = [
            Overwrite(self.id, OverwriteType.ROLE, deny=discord.Permissions.view_channel.flag),
            Overwrite(
                self.bot_role.id, OverwriteType.ROLE, allow=discord.Permissions.view_channel.flag
            ),
        ]
        stored = self.world.backend.create_channel(
            self.id,
            name,
            type=ChannelType.TEXT,
            overwrites=hidden if private else [],
            topic=topic,
        )
        return Channel(self.world, stored.id)

    def create_role(self, name: str, permissions: discord.Permissions | None = None) -> Role:
        """A new role, above all others but the bot's."""
        value = permissions.value if permissions is not None else 0
        stored = self.world.backend.create_role(self.id, name, permissions=value)
        return Role(self.world, self.id, stored.id)

    def person(
        self,
        name: str,
        *,
        roles: Iterable[Role] = (),
        permissions: discord.Permissions | None = None,
        nick: str | None = None,
        locale: str = "en-US",
        nitro: bool = False,
    ) -> Person:
        """A new member; `permissions` become a role of their own."""
        user = self.world.backend.make_user(name)
        person = self.welcome(
            Person(self.world, user.id, self.id), roles=roles, permissions=permissions, nick=nick
        )
        person.set_locale(locale)
        person.set_nitro(nitro)
        return person

    def bot(self, name: str, *, permissions: discord.Permissions | None = None) -> Person:
        """Another bot, which is a member."""
        user = self.world.backend.make_user(name, bot=True)
        return self.welcome(Person(self.world, user.id, self.id), permissions=permissions)

    def welcome(
        self,
        person: Person,
        *,
        roles: Iterable[Role] = (),
        permissions: discord.Permissions | None = None,
        nick: str | None = None,
    ) -> Person:
        """Let somebody join who is in the world already; gives them as a member of this server."""
        given = [role.id for role in roles]
        if permissions is not None:
            given.append(self.create_role(f"{person.name}'s rights", permissions).id)
        self.world.backend.add_member(self.id, person.id, roles=given, nick=nick, announce=True)
        return Person(self.world, person.id, self.id)

    def webhook(self, channel: Channel, name: str) -> Webhook:
        """A new webhook that posts into `channel`."""
        stored = self.world.backend.create_webhook(channel.id, name, self.owner.id)
        return Webhook(self.world, stored.id)

    def remove_bot(self) -> None:
        """Throw the bot out."""
        self.world.backend.remove_member(self.id, self.world.backend.bot_user.id)
        self.world.backend.emit("GUILD_DELETE", {"id": str(self.id)})

    def invite_bot(self, permissions: discord.Permissions | None = None) -> None:
        """Let the bot in again, with all permissions but Administrator unless told otherwise."""
        bot = self.world.backend.bot_user
        given = permissions or discord.Permissions(~discord.Permissions.administrator.flag & _ALL)
        role = self.create_role(bot.name, given)
        self.world.backend.add_member(self.id, bot.id, roles=[role.id])
        payload = serializers.guild_create_payload(self.world.backend, self.stored)
        self.world.backend.emit("GUILD_CREATE", dict(payload))


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts under its own name, or another."""

    world: EmbeddedDiscord = field(repr=False, compare=False)
    id: int

    async def post(
        self, text: str = "", *, username: str | None = None, embeds: Sequence[Any] = ()
    ) -> Seen:
        """Post; `embeds` are `discord.Embed`s."""
        stored = self.world.backend.get_webhook(self.id)
        message = self.world.backend.create_message(
            stored.channel_id,
            stored.webhook_user_id,
            text,
            embeds=[embed.to_dict() for embed in embeds],
            webhook_id=stored.id,
            author_name=username,
        )
        await self.world.settle()
        return seen(self.world.backend, message)
