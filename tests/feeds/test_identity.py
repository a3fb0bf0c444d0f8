"""A story is new once: feeds as they are, read again and again by what decides, without Discord."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot.articles.feed_entries import entries_of
from bot.articles.model import Feed
from bot.articles.reading.source import read_source
from bot.servers.model import ArticleChannel
from bot.services.feeds.arranging import add
from bot.services.feeds.facts import AddFeed, FeedRead, Validators
from bot.services.feeds.polling import fresh_entries
from bot.services.feeds.watching import read
from bot.storage.engine import writing_engine
from bot.storage.transaction import Transaction
from tests.community import START, empty_database
from tests.feeds.press import FEED, Item, items, rss

SERVER, CHANNEL, ADMIN = 1, 2, 3
DAY = timedelta(days=1)
FERRY = Item("The ferry sails again", "https://press.example/2027/ferry", "ferry")


def entries(page: bytes):
    found = read_source(page, url=FEED, content_type="text/xml")
    assert isinstance(found, Feed)
    return entries_of(found)


@dataclass
class Watch:
    """A feed that was added while it held some stories."""

    tx: Transaction
    now: datetime = START

    def begin(self, page: bytes, url: str = FEED) -> int:
        found = entries(page)
        keys = tuple(key for entry in found for key in entry.keys)
        nothing = Validators(None, None, "")
        fact = AddFeed(SERVER, CHANNEL, url, "The Harbour Press", keys, None, nothing, ADMIN)
        return add(fact, self.tx, self.now).feed_id

    def new(self, page: bytes, feed_id: int = 1) -> int:
        """How many stories of the page are new."""
        self.now += timedelta(minutes=10)
        feed = self.tx.feeds.get(feed_id)
        assert feed is not None
        found = entries(page)
        fresh = fresh_entries(feed, found, self.tx)
        news = read(FeedRead(feed_id, fresh, len(found), None), self.tx, self.now)
        assert news is not None
        return news.posted + news.held


@pytest.fixture
def watch(tmp_path) -> Iterator[Watch]:
    path = tmp_path / "record.db"
    path.write_bytes(empty_database())
    engine = writing_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        tx = Transaction(connection)
        tx.servers.join(SERVER, "The Daily", "en", START)
        tx.servers.set_channel(ArticleChannel(SERVER, CHANNEL))
        yield Watch(tx)
    engine.dispose()


def moved(stories: Sequence[Item]) -> list[Item]:
    """The same on another host, known by their addresses there."""
    links = [(each.link or "").replace("press.example", "paper.example") for each in stories]
    return [replace(each, link=link, guid=link) for each, link in zip(stories, links, strict=True)]


TEN = items(10)
WEATHER = [Item("Weather", f"https://press.example/weather/{n}", f"w{n}") for n in range(3)]
UNDATED = [replace(each, at=None) for each in TEN]
ONE_ID = [replace(each, guid="the same") for each in TEN]
NO_ID = [replace(each, guid=None) for each in TEN]
EMPTY_ID = [replace(each, guid=" ") for each in TEN]
TEXT_ID = [
    replace(FERRY, guid=f"hash of {text}", text=text) for text in ("It sailed.", "It sailed twice.")
]
CASES = {
    "no ids": ([NO_ID[:5], NO_ID[:5], NO_ID[2:7]], [0, 2]),
    "empty ids": ([EMPTY_ID[:5], EMPTY_ID[:5], EMPTY_ID[2:7]], [0, 2]),
    "one id for all": ([ONE_ID[:5], ONE_ID[:5], ONE_ID[2:7]], [0, 2]),
    "one id for all, and one story at first": ([ONE_ID[:1], ONE_ID[:3]], [2]),
    "an id that follows the text": ([[], TEXT_ID[:1], TEXT_ID[1:]], [1, 0]),
    "old stories that slide back in": ([TEN[:5], TEN[5:8], TEN[2:9]], [3, 1]),
    "the same without dates": ([UNDATED[:5], UNDATED[5:8], UNDATED[2:9]], [3, 1]),
    "dates that are bumped day after day": (
        [[], *([replace(FERRY, at=START + n * DAY)] for n in range(3))],
        [1, 0, 0],
    ),
    "dates that are bumped where there is no address": (
        [[], *([replace(FERRY, link=None, at=START + n * DAY)] for n in range(3))],
        [1, 0, 0],
    ),
    "dates that get lost": ([TEN[:5], UNDATED[:5]], [0]),
    "a story that gets its address late": ([[], [replace(FERRY, link=None)], [FERRY]], [1, 0]),
    "another title, address and date under one id": (
        [[FERRY], [Item("It sails!", "https://press.example/2027/it-sails", "ferry")]],
        [0],
    ),
    "tracking in id and address": (
        [[], *([replace(FERRY, link=f"{FERRY.link}?utm_source={n}",
                        guid=f"{FERRY.link}?utm_source={n}")] for n in range(2))],
        [1, 0],
    ),
    "https, www and a slash": (
        [[FERRY], [replace(FERRY, link="http://www.press.example/2027/ferry/", guid="new")]],
        [0],
    ),
    "a site that moves": ([TEN[:5], moved(TEN[:6])], [1]),
    "a site that moves, of short titles": ([WEATHER[:2], moved(WEATHER)], [1]),
    "a site that moves, without dates": ([UNDATED[:5], moved(UNDATED[:6])], [1]),
    "short titles on one day": ([WEATHER[:1], WEATHER], [2]),
}  # fmt: skip


@pytest.mark.parametrize(("rounds", "expected"), list(CASES.values()), ids=list(CASES))
def test_a_story_is_new_once(watch, rounds, expected):
    first, *later = map(rss, rounds)
    watch.begin(first)

    assert [watch.new(page) for page in later] == expected


def test_of_two_ids_of_an_entry_either_will_do(watch):
    two = rss([FERRY]).replace(b"<guid>ferry</guid>", b"<guid>a</guid><guid>b</guid>")
    watch.begin(rss([]))

    assert [watch.new(two), watch.new(two), watch.new(rss([FERRY]))] == [1, 0, 0]


def test_a_story_of_two_feeds_and_at_two_addresses_is_one_article(watch):
    watch.begin(rss([]))
    second = watch.begin(rss([]), "https://press.example/sport.xml")
    elsewhere = replace(FERRY, link="https://press.example/sport/ferry", guid="s")

    assert watch.new(rss([FERRY])) == 1
    watch.new(rss([elsewhere]), second)

    addresses = ("url:press.example/2027/ferry", "url:press.example/sport/ferry")
    assert {watch.tx.articles.find(SERVER, key) for key in addresses} == {1}


def test_an_address_that_changes_at_every_reading_is_not_kept_for_ever(watch, monkeypatch):
    monkeypatch.setattr("bot.services.feeds.watching.MOST_KEYS", 5)
    watch.begin(rss([]))

    for n in range(8):
        watch.new(rss([replace(FERRY, link=f"https://press.example/ferry?now={n}")]))

    assert watch.tx.feeds.key_count(1) == 5


LONG = " ".join(f"The ferry carried {number} people over the harbour." for number in range(40))


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ([], 0),
        ([replace(FERRY, text=LONG)], 1),
    ],
    ids=["a story that moved", "a column whose last instalment is still there"],
)
def test_a_story_with_another_id_address_and_day_is_known_by_its_text(watch, again, expected):
    old = replace(FERRY, text=LONG)
    anew = replace(old, link="https://new.example/blog/7", guid="post-7", at=START + 3 * DAY)
    watch.begin(rss([*TEN, old]))

    assert watch.new(rss([*TEN, *again, anew])) == expected


def test_of_a_short_text_under_a_known_title_nobody_can_tell_that_it_is_the_same(watch):
    watch.begin(rss([*TEN, FERRY]))
    later = replace(FERRY, link="https://new.example/blog/7", guid="post-7", at=START + 3 * DAY)

    assert watch.new(rss([*TEN, later])) == 1


@pytest.mark.parametrize("turned", [False, True], ids=["newest on top", "newest at the end"])
def test_of_entries_without_dates_the_end_that_is_new_is_the_newer_one(watch, turned):
    undated = [replace(each, at=None) for each in TEN]
    before, after = rss(undated[:8][:: -1 if turned else 1]), rss(undated[:: -1 if turned else 1])
    feed = watch.tx.feeds.get(watch.begin(before))

    fresh = fresh_entries(feed, entries(after), watch.tx)

    assert [each.document["title"][-2:] for each in fresh] == [" 9", "10"]
