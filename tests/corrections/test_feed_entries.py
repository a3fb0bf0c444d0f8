"""What a feed says anew of an article that is posted is corrected too, and never more than that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.community import START
from tests.corrections.desk import LATER, TITLE, TOLD, URL, Newspaper, page
from tests.feeds.press import FEED, Item, items

POLL = timedelta(minutes=10, seconds=1)
ENTRY = Item(TITLE, URL, "lighthouse", START + timedelta(minutes=5), TOLD[0])
QUIET = items(1)
"""What was in the feed before."""


@pytest.fixture
async def watched(newspaper: Newspaper) -> Newspaper:
    """A feed is watched; it brings the page's article at the next reading."""
    newspaper.press.publish(QUIET)
    community = newspaper.community
    await community.admin.command("/feed add", community.news, url=FEED)
    return newspaper


async def bring(watched: Newspaper, *, republish: bool, entry: Item = ENTRY) -> None:
    """The feed brings its entry, and its page is mirrored where the server may do that."""
    community = watched.community
    editing = community.bot.feeds.edit(1, community.admin.id, republish=republish)
    await community.world.as_bot(editing)
    await say(watched, entry)


async def say(watched: Newspaper, *entries: Item) -> None:
    """The feed holds these from now on, and is read."""
    watched.press.publish([*QUIET, *entries])
    await watched.community.world.advance(POLL)


def asked(watched: Newspaper) -> int:
    return watched.press.asked.count(URL)


async def test_a_text_that_is_the_feeds_follows_the_feed_and_never_its_page(watched):
    await bring(watched, republish=False)
    watched.write(page((*TOLD, LATER)))

    await say(watched, replace(ENTRY, text=TOLD[0].replace("thirty-one", "thirty-two")))
    await watched.community.world.advance(timedelta(hours=4))

    assert watched.parts()[0].startswith("For thirty-two years")
    assert LATER not in watched.parts()[0]
    assert "one paragraph changed" in watched.community.card()
    assert asked(watched) == 0


async def test_a_page_is_read_again_when_its_feed_says_something_else(watched):
    await bring(watched, republish=True)
    watched.write(page((*TOLD, LATER)))

    await say(watched, replace(ENTRY, title="The lighthouse keeper stays"))

    community = watched.community
    assert LATER in watched.parts()[0]
    assert community.thread.name == "The lighthouse keeper stays"
    assert "title changed, one paragraph added" in community.card()


async def test_a_story_that_its_feed_carries_twice_is_not_corrected_to_and_fro(watched):
    twice = replace(ENTRY, link=f"{URL}?desk=sport", guid="again", text=TOLD[1])
    await bring(watched, republish=False)
    before = watched.parts()

    for number in range(3):
        await say(watched, ENTRY, twice, *items(1, first=7 + number))
    unchanged = watched.community.texts(watched.community.news.threads[0])[0]
    await say(watched, replace(ENTRY, text=LATER), twice)

    assert unchanged == before[0]
    assert watched.community.texts(watched.community.news.threads[0])[0].startswith(LATER)


@pytest.mark.parametrize(("page_is_there", "notices"), [(True, 0), (False, 1)])
async def test_a_closed_api_takes_no_article_back(watched, page_is_there, notices):
    post = "https://town.example/wp-json/wp/v2/posts/7"
    watched.press.pages[post] = json.dumps(
        {
            "link": URL,
            "title": {"rendered": TITLE},
            "content": {"rendered": "".join(f"<p>{text}</p>" for text in (*TOLD, LATER))},
        }
    ).encode()
    await bring(watched, republish=True, entry=replace(ENTRY, guid="https://town.example/?p=7"))
    del watched.press.pages[post]
    if not page_is_there:
        del watched.press.pages[URL]

    await watched.community.world.advance(timedelta(hours=4))

    assert LATER in watched.parts()[0]
    assert len(watched.community.staff.messages) == notices


async def test_a_right_to_republish_that_was_taken_back_ends_the_reading_of_pages(watched):
    await bring(watched, republish=True)
    before, community = asked(watched), watched.community
    await community.world.as_bot(community.bot.feeds.edit(1, community.admin.id, republish=False))

    await community.world.advance(timedelta(hours=4))

    assert asked(watched) == before
    assert LATER not in watched.parts()[0]


UNCHANGED: dict[str, Sequence[Item]] = {
    "the same entry": [ENTRY],
    "another id": [replace(ENTRY, guid="fetch-2")],
    "nothing of it": [],
}


@pytest.mark.parametrize("entries", list(UNCHANGED.values()), ids=list(UNCHANGED))
async def test_a_feed_that_says_nothing_else_corrects_nothing(watched, entries):
    await bring(watched, republish=False)
    before = watched.parts()

    await say(watched, *entries, items(1, first=7)[0])

    community = watched.community
    assert community.texts(community.news.threads[0])[0] == before[0]
    assert not any("Updated" in card.text for card in community.cards())
