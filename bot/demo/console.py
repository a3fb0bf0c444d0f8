"""A person's way to the bot: commands, buttons, selects, dialogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcord import actors
from simcord._modal import _submit_modal
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

from .answers import Answer, Choice
from .places import Channel, Role
from .refused import Refused, refusals
from .seen import Control, Seen

if TYPE_CHECKING:
    from .embedded import EmbeddedDiscord
    from .people import Person


@dataclass(frozen=True, slots=True)
class Console:
    """One person in one channel."""

    world: EmbeddedDiscord
    person: Person
    channel: Channel

    async def command(self, name: str, options: Mapping[str, Any]) -> Answer:
        """Give a slash command."""
        values = {key: self._handle(value) for key, value in options.items()}
        with refusals():
            return self._answer(
                await actors._slash(self._actor, self._place, name.lstrip("/"), values)
            )

    async def autocomplete(
        self, name: str, option: str, typed: str, filled: Mapping[str, Any]
    ) -> list[Choice]:
        """What is offered for an option."""
        values = {key: self._handle(value) for key, value in filled.items()}
        with refusals():
            offered = await actors._autocomplete(
                self._actor, self._place, name.lstrip("/"), option, typed, values
            )
        return [Choice(choice["name"], choice["value"]) for choice in offered]

    async def menu(self, message: Seen, name: str) -> Answer:
        """Choose a message's context menu command."""
        actor = self._actor
        if not isinstance(actor, MemberActor):
            raise Refused(0, "a message in direct messages has no menu of the bot")
        with refusals():
            return self._answer(await actor.context_menu(self._place, name, self._target(message)))

    async def click(self, message: Seen, button: str) -> Answer:
        """Press a button."""
        with refusals():
            custom_id = self._control(message, button).custom_id
            return self._answer(
                await actors._component_click(
                    self._actor, self._target(message), label=None, custom_id=custom_id
                )
            )

    def _control(self, message: Seen, name: str) -> Control:
        current = self.world.message(message.channel_id, message.id).controls
        found = [c for c in current if name in (c.label, c.custom_id)]
        if len(found) != 1:
            labels = ", ".join(control.label for control in current) or "none"
            raise Refused(0, f"{len(found)} buttons are called {name!r}; there are: {labels}")
        if found[0].custom_id is None:
            raise Refused(0, f"{name!r} is a link")
        return found[0]

    async def select(self, message: Seen, values: Sequence[Any], menu: str | None) -> Answer:
        """Choose in a select."""
        chosen = [self._handle(self._value(message, value)) for value in values]
        with refusals():
            return self._answer(
                await actors._component_select(
                    self._actor, self._target(message), chosen, custom_id=menu
                )
            )

    def _value(self, message: Seen, value: Any) -> Any:
        stored = self.world.backend.get_message(message.channel_id, message.id)
        by_label = {
            option["label"]: option["value"]
            for component in walk_components(stored.components)
            for option in component.get("options") or ()
        }
        return by_label.get(value, value) if isinstance(value, str) else value

    async def submit(self, answer: Answer, fields: Mapping[str, Any]) -> Answer:
        """Send off a dialog."""
        modal = answer.modal
        if modal is None:
            raise Refused(0, "the bot opened no dialog")
        names = {label.replace(" ", "_").casefold(): key for label, key in modal.fields.items()}
        values = {
            names.get(name.replace(" ", "_").casefold(), name): self._handle(value)
            for name, value in fields.items()
        }
        with refusals():
            shown = InteractionResult(self.world.env, answer.record)
            return self._answer(await _submit_modal(self._actor, shown, values))

    @property
    def _actor(self) -> Any:
        env, backend = self.world.env, self.world.backend
        user = UserHandle(env, backend.get_user(self.person.id))
        guild_id = self.channel.stored.guild_id
        if guild_id is None:
            return user
        return MemberActor(env, GuildHandle(env, backend.get_guild(guild_id)), user)

    @property
    def _place(self) -> ChannelHandle:
        return self._channel_handle(self.channel)

    def _channel_handle(self, channel: Channel) -> ChannelHandle:
        env, stored = self.world.env, channel.stored
        guild = self.world.backend.guilds.get(stored.guild_id or 0)
        return ChannelHandle(env, GuildHandle(env, guild) if guild is not None else None, stored)

    def _target(self, message: Seen) -> ResponseMessage:
        stored = self.world.backend.get_message(message.channel_id, message.id)
        return ResponseMessage(self.world.env, stored)

    def _answer(self, result: InteractionResult) -> Answer:
        return Answer(self.world, result._interaction)

    def _handle(self, value: Any) -> Any:
        if isinstance(value, Channel):
            return self._channel_handle(value)
        if isinstance(value, Role):
            guild = GuildHandle(self.world.env, self.world.backend.get_guild(value.server_id))
            return RoleHandle(
                self.world.env, guild, self.world.backend.get_role(value.server_id, value.id)
            )
        if isinstance(value, type(self.person)):
            return Console(self.world, value, self.channel)._actor
        return value
