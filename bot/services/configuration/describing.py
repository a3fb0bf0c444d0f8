"""A configuration in words: each setting a statement, each difference what it was and is.

Whatever is stated here is also what `differences` tells of; nothing else has to know the settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.articles.layout import escape, shortened
from bot.servers.configuration import ChannelSettings, Configuration, FeedSettings
from bot.servers.model import ArticleChannel
from bot.services.feeds.filters import worded
from bot.services.moderating.languages import judged_languages
from bot.services.moderating.worded_rules import own_rule_text
from bot.wording import Words, family_name, verdict_effect

LANGUAGES: Mapping[str, str] = {"en": "config.english", "es": "config.spanish"}
LONGEST_NAME = 60
"""Characters of a feed's title, so that a line stays one."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One setting: `about` tells it from every other, `label` names it, `value` is how it is."""

    about: tuple[object, ...]
    label: str
    value: str

    def __str__(self) -> str:
        return f"**{self.label}**: {self.value}"


def statements(
    words: Words, configuration: Configuration, threads: Mapping[int, int]
) -> list[Statement]:
    """Every setting of a configuration, as Markdown.

    `threads`: those of the discussions that own rules are about, by the discussions' ids.
    """
    return list(
        chain(
            _server(words, configuration),
            (_channel(words, each) for each in configuration.channels),
            chain.from_iterable(_feed(words, each) for each in configuration.feeds),
            _civility(words, configuration, threads),
        )
    )


def differences(
    words: Words, before: Configuration, after: Configuration, threads: Mapping[int, int]
) -> list[str]:
    """What changed from one configuration to another, a line each, as Markdown."""
    was = {each.about: each for each in statements(words, before, threads)}
    now = {each.about: each for each in statements(words, after, threads)}
    nothing = words("config.nothing")
    return [
        words(
            "config.difference",
            setting=(was.get(about) or now[about]).label,
            before=was[about].value if about in was else nothing,
            after=now[about].value if about in now else nothing,
        )
        for about in {**was, **now}
        if was.get(about) != now.get(about)
    ]


def _server(words: Words, chosen: Configuration) -> Iterator[Statement]:
    language = words(LANGUAGES[chosen.language])
    yield Statement(("language",), words("config.language"), language)
    notices = _mention(words, "#", chosen.notices_channel_id)
    yield Statement(("notices",), words("config.notices"), notices)
    role = _mention(words, "@&", chosen.moderator_role_id)
    yield Statement(("role",), words("config.role"), role)
    moderation = _mention(words, "#", chosen.moderation_channel_id)
    yield Statement(("moderation",), words("config.moderation"), moderation)


def _mention(words: Words, mark: str, chosen_id: int | None) -> str:
    return words("config.nothing") if chosen_id is None else f"<{mark}{chosen_id}>"


def _channel(words: Words, channel: ChannelSettings) -> Statement:
    label = words("config.channel", channel=f"<#{channel.channel_id}>")
    return Statement(("channel", channel.channel_id), label, channel_text(words, channel))


def channel_text(words: Words, channel: ChannelSettings | ArticleChannel) -> str:
    """When discussions of a channel close, and how much of an article goes into them."""
    days = channel.close_after_days
    closing = words("channel.keeps_open") if days is None else words.plural("channel.closes", days)
    return f"{closing} · {_mirror(words, channel)}"


def _mirror(words: Words, channel: ChannelSettings | ArticleChannel) -> str:
    if channel.mirror == "off":
        return words("channel.mirror_off")
    if channel.mirror == "opening":
        return words("channel.mirror_opening")
    return words.plural("channel.mirror_full", channel.part_limit)


def _feed(words: Words, feed: FeedSettings) -> Iterator[Statement]:
    title = escape(shortened(feed.title or feed.url, LONGEST_NAME))
    place, where = (feed.url, feed.channel_id), f"<#{feed.channel_id}>"
    label = words("config.feed", feed=title, channel=where)
    value = " · ".join(
        (
            words.plural("feed.every", feed.interval_minutes),
            words.plural("config.feed_oldest", feed.oldest_hours),
            _republishing(words, feed.republish),
        )
    )
    yield Statement(("feed", *place), label, value)
    for each in feed.filters:
        label = words("config.filter", feed=title, channel=where)
        yield Statement(("filter", *place, each), label, worded(words, each))


def _republishing(words: Words, republish: bool | None) -> str:
    if republish is None:
        return words("config.republish_unsaid")
    return words("feed.republishes") if republish else words("feed.does_not_republish")


def _civility(
    words: Words, configuration: Configuration, threads: Mapping[int, int]
) -> Iterator[Statement]:
    policy = configuration.civility
    removing = words("config.removing_off") if policy.capped else words("config.removing_on")
    yield Statement(("removing",), words("config.removing"), removing)
    judged = judged_languages(words, policy.languages)
    yield Statement(("judged languages",), words("config.judged_languages"), judged)
    for family, verdict in sorted(policy.verdicts.items()):
        label = words("config.family", family=family_name(words, family))
        yield Statement(("family", family), label, verdict_effect(words, verdict))
    for rule, verdict in sorted(policy.grades.items()):
        label = words("config.grade", rule=f"`{rule}`")
        yield Statement(("grade", rule), label, verdict_effect(words, verdict))
    for own in policy.rules:
        label = words("config.own_rule", rule=own.name)
        yield Statement(("own rule", own.name), label, own_rule_text(words, own, threads))
