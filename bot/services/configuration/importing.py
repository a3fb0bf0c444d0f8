"""Reading a configuration from a file: whole or not at all, every fault told at once.

What a file leaves out stays as it is, so that a part of one can be imported, too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.civility.model import VERDICTS, Family
from bot.civility.own_rules import OwnRuleError, OwnRules
from bot.fetching.errors import BadUrlError
from bot.fetching.urls import WEB_PORTS, checked
from bot.servers.configuration import (
    FORMAT,
    Configuration,
    Misfit,
    MisfitError,
    from_document,
    to_document,
)
from bot.services.moderating.judges import own_rule
from bot.wording import Reason

LARGEST_FILE = 1_000_000
"""Bytes. A server with as many feeds as may be takes a third of it."""


LONGEST_STEP = 60
"""Characters of a name in the file that are said back."""
FAMILIES = tuple(family.value for family in Family if family is not Family.OWN)


class FaultyFileError(ValueError):
    """A file that is no configuration for this server: why, with all that is wrong in it."""

    def __init__(self, faults: Iterable[Reason]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults in a file")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is in a server, by id: channels that the bot can write to, and roles."""

    channels: frozenset[int]
    roles: frozenset[int]


def configuration_in(data: bytes, current: Configuration, around: Surroundings) -> Configuration:
    """The configuration that a file asks for. Raises `FaultyFileError`."""
    document = _document(data)
    try:
        wanted = from_document(_completed(document, to_document(current)))
    except MisfitError as error:
        raise FaultyFileError(map(_reason, error.misfits)) from None
    if faults := list(_unfit(wanted, current, around)):
        raise FaultyFileError(faults)
    return wanted


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise FaultyFileError([Reason("config.fault_no_json", {})]) from None  # it quotes the file
    if not isinstance(document, dict) or "format" not in document:
        raise FaultyFileError([Reason("config.fault_no_configuration", {})])
    if document["format"] != FORMAT:
        raise FaultyFileError([Reason("config.fault_format", {"format": FORMAT})])
    return document


def _completed(document: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says, and of what it leaves out what holds now; so for civility by itself."""
    whole = {**current, **document}
    if isinstance(civility := document.get("civility"), dict):
        whole["civility"] = {**current["civility"], **civility}
    return whole


def _reason(misfit: Misfit) -> Reason:
    limit = misfit.limit.replace(" or ", ", ").replace("'", "`")
    key = FAULTS.get(misfit.kind) or KINDS.get(misfit.kind.partition("_")[0], "config.fault_other")
    return Reason(key, {"place": _named(misfit.place), "limit": limit})


FAULTS: Mapping[str, str] = {
    "missing": "config.fault_missing",
    "unexpected_keyword_argument": "config.fault_unknown",
    "literal_error": "config.fault_choice",
    "enum": "config.fault_choice",
    "value_error": "config.fault_filter",
    "greater_than_equal": "config.fault_least",
    "less_than_equal": "config.fault_most",
    "string_too_long": "config.fault_long",
    "string_too_short": "config.fault_missing",
    "too_long": "config.fault_many",
}
"""By pydantic's names of errors."""
KINDS: Mapping[str, str] = {
    "int": "config.fault_number",
    "string": "config.fault_text",
    "bool": "config.fault_flag",
    "tuple": "config.fault_list",
    "dict": "config.fault_object",
    "dataclass": "config.fault_object",
}
"""By the first word of those that tell of a wrong type."""


def _named(place: Iterable[str | int]) -> str:
    """`channels › 2 › mirror`: the second entry of a list is told as the second."""
    return " › ".join(map(_step, place))


def _step(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step.replace("`", "'")[:LONGEST_STEP]


def _unfit(wanted: Configuration, current: Configuration, around: Surroundings) -> Iterator[Reason]:
    """What is well written and yet cannot be, in this server or at all.

    What holds already may go on: a channel that is gone is no reason to lose its settings.
    """
    yield from _strangers(wanted, current, around)
    yield from _doubles(wanted)
    articles = {each.channel_id for each in wanted.channels}
    for number, feed in enumerate(wanted.feeds):
        if feed in current.feeds:
            continue
        place = _named(("feeds", number))
        if feed.channel_id not in articles:
            yield Reason("config.fault_feed_channel", {"place": place})
        yield from _address(feed.url, place)
    for name, verdict in wanted.civility.verdicts.items():
        yield from _one_of(FAMILIES, name, ("civility", "verdicts"))
        yield from _one_of(VERDICTS, verdict, ("civility", "verdicts", name))
    for rule, verdict in wanted.civility.grades.items():
        yield from _one_of(VERDICTS, verdict, ("civility", "grades", rule))
    try:
        OwnRules.of(map(own_rule, wanted.civility.rules), {}, ())
    except OwnRuleError as error:
        yield Reason(error.key, error.values)


def _strangers(
    wanted: Configuration, current: Configuration, around: Surroundings
) -> Iterator[Reason]:
    known = around.channels.union(_channels(current).values())
    for place, channel_id in _channels(wanted).items():
        if channel_id is not None and channel_id not in known:
            yield Reason("config.fault_channel", {"place": _named(place), "id": channel_id})
    role_id = wanted.moderator_role_id
    if role_id not in (None, current.moderator_role_id, *around.roles):
        yield Reason("config.fault_role", {"place": "moderator_role_id", "id": role_id or 0})


def _channels(configuration: Configuration) -> Mapping[tuple[str | int, ...], int | None]:
    """The channels that are named, each by its place."""
    return {
        ("notices_channel_id",): configuration.notices_channel_id,
        ("moderation_channel_id",): configuration.moderation_channel_id,
        **{
            ("channels", number, "channel_id"): each.channel_id
            for number, each in enumerate(configuration.channels)
        },
    }


def _doubles(wanted: Configuration) -> Iterator[Reason]:
    channels = Counter(each.channel_id for each in wanted.channels)
    feeds = Counter((each.url, each.channel_id) for each in wanted.feeds)
    if any(count > 1 for count in channels.values()):
        yield Reason("config.fault_double", {"place": "channels"})
    if any(count > 1 for count in feeds.values()):
        yield Reason("config.fault_double", {"place": "feeds"})


def _address(url: str, place: str) -> Iterator[Reason]:
    try:
        checked(url, WEB_PORTS)
    except BadUrlError:
        yield Reason("config.fault_address", {"place": place})


def _one_of(names: Iterable[str], name: str, place: tuple[str, ...]) -> Iterator[Reason]:
    if name not in names:
        limit = ", ".join(f"`{each}`" for each in names)
        yield Reason("config.fault_choice", {"place": _named(place), "limit": limit})
