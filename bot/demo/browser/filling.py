"""What a visitor filled in, as the values that people's verbs take.

The page sends ids for people, roles and channels, and files as base 64. Which of them is meant, the
bot's own commands, selects and dialogs say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field
from simcord.components import walk_components
from simcord.enums import ComponentType, OptionType
from simcord.interactions import walk_to_subcommand

from ..people import Person
from ..places import Channel, Role
from ..refused import Refused, refusals


class File(BaseModel):
    """A file that is attached."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=200)]
    data: Base64Bytes

    @property
    def upload(self) -> tuple[str, bytes]:
        """As a person attaches it."""
        return self.name, self.data


Given = bool | int | float | str | File | tuple[File, ...] | tuple[str, ...]
"""What can be filled into one field."""

_KINDS: Mapping[int, type[Person | Role | Channel]] = {
    OptionType.USER: Person,
    OptionType.CHANNEL: Channel,
    OptionType.ROLE: Role,
}
_SELECTS: Mapping[int, type[Person | Role | Channel]] = {
    ComponentType.USER_SELECT: Person,
    ComponentType.ROLE_SELECT: Role,
    ComponentType.CHANNEL_SELECT: Channel,
}


def options(person: Person, place: int, name: str, given: Mapping[str, Given]) -> dict[str, Any]:
    """A slash command's options by name; raises `Refused` where there is no such command."""
    backend, path = person.world.backend, name.split()
    with refusals():
        root = backend.find_command(path[0] if path else "", backend.get_channel(place).guild_id)
        if root is None:
            raise Refused(0, f"There is no command /{name}.")
        leaf, _ = walk_to_subcommand(root, path[1:])
    kinds: dict[str, int] = {option["name"]: option["type"] for option in leaf.get("options") or ()}
    return {key: _value(person, _KINDS.get(kinds.get(key, 0)), each) for key, each in given.items()}


def chosen(person: Person, components: list[dict[str, Any]], menu: str, values: Given) -> list[Any]:
    """What was chosen in the select with that custom id."""
    kinds = {part.get("custom_id"): part["type"] for part in walk_components(components)}
    return _many(person, _SELECTS.get(kinds.get(menu, 0)), values)


def fields(person: Person, modal: Mapping[str, Any], given: Mapping[str, Given]) -> dict[str, Any]:
    """A dialog's fields by custom id."""
    kinds = {part["custom_id"]: part["type"] for part in _controls(modal["components"])}
    return {
        key: _many(person, _SELECTS.get(kinds.get(key, 0)), each)
        if isinstance(each, tuple)
        else each
        for key, each in given.items()
    }


def _controls(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in components:
        if "custom_id" in part:
            yield part
        yield from _controls([part["component"]] if "component" in part else [])
        yield from _controls(part.get("components") or [])


def _many(person: Person, kind: type[Person | Role | Channel] | None, values: Given) -> list[Any]:
    given = values if isinstance(values, tuple) else (values,)
    return [_value(person, kind, each) for each in given]


def _value(person: Person, kind: type[Person | Role | Channel] | None, value: Given) -> Any:
    if isinstance(value, File):
        return value.upload
    if kind is None:
        return value
    if not isinstance(value, str) or not value.isdecimal():
        raise Refused(0, "Choose one of those that are offered.")
    return _thing(person, kind, int(value))


def _thing(person: Person, kind: type[Person | Role | Channel], number: int) -> Any:
    if kind is Person:
        return Person(person.world, number, person.server_id)
    if kind is Role:
        return Role(person.world, person.server_id, number)
    return person.world.channel(number)
