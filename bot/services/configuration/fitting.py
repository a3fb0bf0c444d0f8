"""Whether a configuration that is well written can hold in a server: what it names must be there.

What holds already may go on: a channel that is gone is no reason to lose its settings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from bot.civility import shipped
from bot.civility.model import VERDICTS, Family
from bot.civility.own_rule import OwnRuleError
from bot.civility.own_rules import OwnRules
from bot.fetching.errors import BadUrlError
from bot.fetching.urls import WEB_PORTS, checked
from bot.servers.configuration import Configuration
from bot.servers.own_rules import StoredRule
from bot.services.moderating.judges import own_rule
from bot.wording import Reason

LONGEST_STEP = 60
"""Characters of a name in the file that are said back."""
FAMILIES = tuple(family.value for family in Family if family is not Family.OWN)
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is in a server: text channels and roles that only some have, by id.

    `moderating` are the roles whose holders could moderate: those that people hand out. `lacking`
    names the rights that the bot lacks in a channel for what a configuration's field of that name
    uses it for; an empty text where it has all of them.
    """

    channels: frozenset[int]
    roles: frozenset[int]
    moderating: frozenset[int]
    lacking: Callable[[str, int], str]


def unfit(
    wanted: Configuration,
    current: Configuration,
    around: Surroundings,
    discussions: Container[int],
) -> Iterator[Reason]:
    """What cannot be, in this server or at all: a message's key with its values for each.

    `discussions` are the ids of the server's.
    """
    articles = {each.channel_id for each in wanted.channels}
    yield from _unusable(wanted, current, around)
    for number, own in enumerate(wanted.civility.rules):
        if own not in current.civility.rules:
            yield from _astray(own, ("civility", "rules", number), around, discussions, articles)
    yield from _doubles(wanted)
    for number, feed in enumerate(wanted.feeds):
        if feed in current.feeds:
            continue
        place = named(("feeds", number))
        if feed.channel_id not in articles:
            yield Reason("config.fault_feed_channel", {"place": place})
        yield from _address(feed.url, place)
    for name, verdict in wanted.civility.verdicts.items():
        yield from _one_of(FAMILIES, name, ("civility", "verdicts"))
        yield from _one_of(VERDICTS, verdict, ("civility", "verdicts", name))
    for rule, verdict in wanted.civility.grades.items():
        yield from _one_of(VERDICTS, verdict, ("civility", "grades", rule))
    for number, language in enumerate(wanted.civility.languages or ()):
        if language not in (current.civility.languages or ()):
            yield from _one_of(shipped.available(), language, ("civility", "languages", number))
    try:
        OwnRules.of(map(own_rule, wanted.civility.rules), {}, ())
    except OwnRuleError as error:
        yield Reason(error.key, error.values)


def _unusable(
    wanted: Configuration, current: Configuration, around: Surroundings
) -> Iterator[Reason]:
    """Channels and a role that are not there, or that the bot cannot use."""
    used = {(place[0], channel_id) for place, channel_id in _channels(current)}
    for place, channel_id in _channels(wanted):
        if (place[0], channel_id) in used:
            continue
        if channel_id not in around.channels:
            yield Reason("config.fault_channel", {"place": named(place), "id": channel_id})
        elif rights := around.lacking(str(place[0]), channel_id):
            values = {"place": named(place), "channel": f"<#{channel_id}>", "rights": rights}
            yield Reason("config.fault_rights", values)
    role_id = wanted.moderator_role_id
    if role_id not in (None, current.moderator_role_id, *around.moderating):
        yield Reason("config.fault_role", {"place": "moderator_role_id", "id": role_id or 0})


def _astray(
    rule: StoredRule,
    place: Place,
    around: Surroundings,
    discussions: Container[int],
    articles: Container[int],
) -> Iterator[Reason]:
    """A channel, a discussion and roles that the rule is about, and that are not there.

    In a channel without articles nothing is judged.
    """
    if rule.channel_id is not None:
        where = named((*place, "channel_id"))
        if rule.channel_id not in around.channels:
            yield Reason("config.fault_channel", {"place": where, "id": rule.channel_id})
        elif rule.channel_id not in articles:
            yield Reason("config.fault_feed_channel", {"place": where})
    if rule.discussion_id is not None and rule.discussion_id not in discussions:
        where = named((*place, "discussion_id"))
        yield Reason("config.fault_discussion", {"place": where, "id": rule.discussion_id})
    for number, role_id in enumerate(rule.exempt_role_ids):
        if role_id not in around.roles:
            where = named((*place, "exempt_role_ids", number))
            yield Reason("config.fault_no_role", {"place": where, "id": role_id})


def _channels(configuration: Configuration) -> Iterator[tuple[Place, int]]:
    """The channels that are named, each with its place, whose first step says what it is for."""
    for field in ("notices_channel_id", "moderation_channel_id"):
        if (channel_id := getattr(configuration, field)) is not None:
            yield (field,), channel_id
    for number, each in enumerate(configuration.channels):
        yield ("channels", number, "channel_id"), each.channel_id


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


def _one_of(names: Iterable[str], name: str, place: Place) -> Iterator[Reason]:
    if name not in names:
        limit = ", ".join(f"`{each}`" for each in names)
        yield Reason("config.fault_choice", {"place": named(place), "limit": limit})


def named(place: Iterable[str | int]) -> str:
    """`channels › 2 › mirror`: the second entry of a list is told as the second."""
    return " › ".join(map(_step, place))


def _step(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step.replace("`", "'")[:LONGEST_STEP]
