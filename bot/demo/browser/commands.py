"""The bot's commands that a person is offered in a place, as their client would list them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simcord.enums import AppCommandType
from simcord.interactions import command_leaves

from ..people import Person
from ..places import Channel
from .rights import visible, why_no_commands

_KEPT = (
    "name",
    "type",
    "required",
    "autocomplete",
    "choices",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "channel_types",
)
"""Of an option, as Discord tells it (DOC/interactions/application-commands)."""


def offered(person: Person, channel: Channel) -> dict[str, Any]:
    """Slash commands with their options, and what a message's menu holds."""
    if why_no_commands(person, channel) is not None:
        return {"slash": [], "menu": []}
    language = person.world.backend.locales.get(person.id, "en-US")
    return {
        "slash": [
            _leaf(path, node, root, language)
            for root in _visible(person, channel, AppCommandType.CHAT_INPUT)
            for path, node in command_leaves(root)
        ],
        "menu": [
            {"name": root["name"], "label": _local(root, "name", language)}
            for root in _visible(person, channel, AppCommandType.MESSAGE)
        ],
        **_choosable(person, channel),
    }


def _visible(person: Person, channel: Channel, kind: AppCommandType) -> list[dict[str, Any]]:
    return person.world.backend.visible_commands(
        user_id=person.id, channel_id=channel.id, type=kind
    )


def _leaf(
    path: list[str], node: Mapping[str, Any], root: Mapping[str, Any], language: str
) -> dict[str, Any]:
    return {
        "name": " ".join(path),
        "label": " ".join(_labels(path, root, language)),
        "description": _local(node, "description", language),
        "options": [_option(option, language) for option in node.get("options") or ()],
    }


def _labels(path: list[str], root: Mapping[str, Any], language: str) -> Iterator[str]:
    node = root
    yield _local(node, "name", language)
    for name in path[1:]:
        node = next(option for option in node["options"] if option["name"] == name)
        yield _local(node, "name", language)


def _option(option: Mapping[str, Any], language: str) -> dict[str, Any]:
    choices = [
        {"name": _local(each, "name", language), "value": each["value"]}
        for each in option.get("choices") or ()
    ]
    return {
        **{name: option[name] for name in _KEPT if name in option},
        "label": _local(option, "name", language),
        "description": _local(option, "description", language),
        "choices": choices,
    }


def _local(thing: Mapping[str, Any], field: str, language: str) -> str:
    words = thing.get(f"{field}_localizations") or {}
    return str(words.get(language) or thing.get(field) or "")


def _choosable(person: Person, channel: Channel) -> dict[str, Any]:
    """Whom and what options of those kinds can name."""
    guild_id = channel.stored.guild_id
    if guild_id is None:
        return {"channels": [], "people": [], "roles": []}
    backend, server = person.world.backend, person.world.server(guild_id)
    users = (backend.users[user_id] for user_id in server.stored.members)
    return {
        "channels": [
            {"id": str(each.id), "name": each.name} for each in visible(person, server.channels)
        ],
        "people": [{"id": str(each.id), "name": each.global_name or each.name} for each in users],
        "roles": [{"id": str(each.id), "name": each.name} for each in server.stored.roles.values()],
    }
