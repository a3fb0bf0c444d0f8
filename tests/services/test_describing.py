"""What changed from one configuration to another, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.servers.configuration import ChannelSettings, Configuration, FeedSettings
from bot.servers.filters import By, EntryFilter
from bot.servers.model import StoredPolicy
from bot.services.configuration.describing import differences, statements
from bot.wording import Catalogue

BEFORE = Configuration(channels=(ChannelSettings(7),))
FEED = FeedSettings("https://press.example/feed", 7, "The *Press*", True)
FILTERED = replace(FEED, filters=(EntryFilter(By.WORDS, "horoscope", only=False),))
CHANGES = {
    "language": (
        replace(BEFORE, language="es"),
        "**Language of public texts**: English → Spanish",
    ),
    "notices": (
        replace(BEFORE, notices_channel_id=8),
        "**Channel for notices**: not set → <#8>",
    ),
    "role": (replace(BEFORE, moderator_role_id=9), "**Moderators' role**: not set → <@&9>"),
    "channel": (
        replace(BEFORE, channels=(ChannelSettings(7, mirror="off"),)),
        "**Articles in <#7>**: discussions close after 14 days · the article goes in whole,"
        " in 20 messages at most → discussions close after 14 days · the article is not copied",
    ),
    "feed": (
        replace(BEFORE, feeds=(FEED,)),
        "**Feed “The \\*Press\\*” in <#7>**: not set → read every 10 minutes · nothing older than"
        " 48 hours · full articles are republished",
    ),
    "cap": (
        replace(BEFORE, civility=StoredPolicy(capped=False)),
        "**Removing replies without a moderator**: off, the gravest are held → on, with a strike",
    ),
    "languages": (
        replace(BEFORE, civility=StoredPolicy(languages=("es",))),
        "**Languages in which replies are judged**: every one there is → Spanish",
    ),
    "family": (
        replace(BEFORE, civility=StoredPolicy(verdicts={"slur": "hold"})),
        "**Civility, Slurs**: not set → held until a moderator decides",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_both_ways(name):
    words = Catalogue.load().words("en")
    after, told = CHANGES[name]
    label, _, change = told.partition(": ")
    was, _, now = change.partition(" → ")

    there, back = differences(words, BEFORE, after, {}), differences(words, after, BEFORE, {})

    assert there == [told]
    assert back == [f"{label}: {now} → {was}"]


def test_a_filter_of_a_feed_is_told_by_itself():
    words = Catalogue.load().words("en")
    before, after = replace(BEFORE, feeds=(FEED,)), replace(BEFORE, feeds=(FILTERED,))

    (told,) = differences(words, before, after, {})

    assert told.startswith("**Filter of feed “The \\*Press\\*” in <#7>**: not set → ")
    assert "horoscope" in told


def test_nothing_changed_is_nothing_to_tell():
    assert differences(Catalogue.load().words("es"), BEFORE, BEFORE, {}) == []


def test_every_setting_is_stated_once():
    whole = replace(BEFORE, feeds=(FILTERED,), civility=StoredPolicy(verdicts={"slur": "hold"}))

    stated = [each.about for each in statements(Catalogue.load().words("es"), whole, {})]

    assert len(stated) == len(set(stated)) == 10
