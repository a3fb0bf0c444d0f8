"""What the bot answers to a command, a button, a select or a dialog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simcord.backend.models import Interaction, Message

from .seen import Control, Seen, seen

if TYPE_CHECKING:
    from .embedded import EmbeddedDiscord


@dataclass(frozen=True, slots=True)
class Modal:
    """A dialog that the bot opened; `fields` are its custom ids by label."""

    title: str
    custom_id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What autocomplete offers."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The bot's answer as it stands now: a deferred one fills in when the bot gets to it."""

    world: EmbeddedDiscord = field(repr=False)
    record: Interaction = field(repr=False)

    @property
    def acknowledged(self) -> bool:
        """Whether the bot answered at all, in time; otherwise Discord says that it failed."""
        return self.record.responded

    @property
    def thinking(self) -> bool:
        """Whether the answer is deferred and still to come."""
        return self.record.loading

    @property
    def message(self) -> Seen | None:
        """The answer itself; None for a dialog, a mere acknowledgement, or one taken back."""
        return self._seen(self.record.message_id)

    @property
    def followups(self) -> tuple[Seen, ...]:
        """What the bot added to its answer and did not take back."""
        found = (self._seen(message_id) for message_id in self.record.followup_ids)
        return tuple(message for message in found if message is not None)

    @property
    def text(self) -> str:
        """All there is to read in the answer and what followed it."""
        return "\n".join(message.text for message in self._messages())

    @property
    def ephemeral(self) -> bool:
        """Whether there is an answer, and only the asker sees it."""
        messages = list(self._messages())
        return bool(messages) and all(message.ephemeral for message in messages)

    @property
    def controls(self) -> tuple[Control, ...]:
        """The buttons and selects of the answer and what followed it."""
        return tuple(control for message in self._messages() for control in message.controls)

    @property
    def components(self) -> tuple[str, ...]:
        """The labels of those."""
        return tuple(control.label for control in self.controls)

    @property
    def modal(self) -> Modal | None:
        """The dialog that the bot opened, if it did."""
        spec = self.record.modal
        if spec is None:
            return None
        return Modal(spec["title"], spec["custom_id"], dict(_fields(spec["components"])))

    def _messages(self) -> Iterator[Seen]:
        if self.message is not None:
            yield self.message
        yield from self.followups

    def _seen(self, message_id: int | None) -> Seen | None:
        stored = self.world.backend.messages.get(self.record.channel_id, {})
        message: Message | None = stored.get(message_id) if message_id is not None else None
        return seen(self.world.backend, message) if message is not None else None


def _fields(components: list[dict[str, Any]], label: str = "") -> Iterator[tuple[str, str]]:
    for component in components:
        name = component.get("label") or label
        if component.get("custom_id"):
            yield name, component["custom_id"]
        inner = [component["component"]] if "component" in component else []
        yield from _fields([*inner, *component.get("components", [])], name)
