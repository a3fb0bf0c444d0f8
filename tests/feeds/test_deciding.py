"""The decisions about entries, as pure functions."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.addresses import post_address
from bot.articles.feed_entries import WHOLE, carries_all, entries_of, is_whole
from bot.articles.model import Article, Feed, FeedEntry, Paragraph
from bot.articles.reading.wholeness import wholeness
from bot.servers.filters import By, EntryFilter
from bot.services.feeds.facts import EntryFound
from bot.services.feeds.watching import LONGEST_WAIT, MOST_CARDS, next_try, sorted_out
from bot.storage.feeds import Stage
from tests.articles.layout.strategies import unhurried

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DATES = st.integers(-30 * 24, 24).map(lambda hours: NOW + timedelta(hours=hours))


def entry(title="The ferry sails again", **fields):
    return FeedEntry(**{"id": "a", "title": title, **fields})


def keys(*entries):
    return [set(each.keys) for each in entries_of(Feed("The Press", entries))]


FILTER = EntryFilter(By.WORDS, "harbour", only=False)
FOUND = st.builds(
    lambda at, against: EntryFound((), (), at, {}, against),
    st.none() | DATES,
    st.sampled_from([None, None, FILTER]),
)


@unhurried
@given(st.lists(FOUND, max_size=30))
def test_at_most_five_are_posted_and_none_is_forgotten(found):
    stages = sorted_out(found, NOW - timedelta(hours=48))

    assert len(stages) == len(found)
    assert stages.count(Stage.DUE) <= MOST_CARDS
    assert Stage.HELD not in stages or stages.count(Stage.DUE) == MOST_CARDS
    assert [stage is Stage.FILTERED for stage in stages] == [
        each.kept_back_by is FILTER for each in found
    ]
    assert {each.published for each, stage in zip(found, stages, strict=True)
            if stage is Stage.OLD} == {
        each.published for each in found if each.kept_back_by is None
        and each.published is not None and each.published < NOW - timedelta(hours=48)
    }  # fmt: skip


@unhurried
@given(st.lists(DATES, max_size=20))
def test_entries_with_dates_come_oldest_first(published):
    stories = [entry(f"Ferry {n}", id=str(n), published=at) for n, at in enumerate(published)]
    feed = Feed("The Press", stories)

    assert [each.article.published for each in entries_of(feed)] == sorted(published)


def test_an_entry_that_is_alike_another_in_all_but_its_id_comes_once():
    address = "https://a.example/x"

    (one,) = keys(entry(id="1", url=address), entry(id="1#2", url=address))

    assert {"id:1", "url:a.example/x"} <= one


def test_entries_without_dates_come_in_the_reverse_of_the_feeds_order():
    feed = Feed("The Press", [entry(title, id=title) for title in ("c", "b", "a")])

    assert [each.article.title for each in entries_of(feed)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"id": "1", "url": "https://a.example/x"}, {"id": "2", "url": "http://www.a.example/x/"}),
        ({"id": "1", "url": "https://a.example/x"}, {"id": "1", "url": "https://a.example/y"}),
        ({"id": "1", "published": NOW}, {"id": "2", "published": NOW + timedelta(hours=1)}),
        ({"id": "1", "excerpt": "It sailed."}, {"id": "2", "excerpt": "It  sailed."}),
    ],
)
def test_what_is_the_same_story_shares_a_key(one, other):
    (first,), (second,) = keys(entry(**one)), keys(entry(**other))

    assert first & second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"id": "1", "url": "https://a.example/", "excerpt": "Rain."},
            {"id": "2", "url": "https://a.example/", "excerpt": "Sun."},
        ),
        ({"id": "1", "published": NOW}, {"id": "2", "published": NOW + timedelta(days=1)}),
        (
            {"id": "1", "title": "Weather", "published": NOW},
            {"id": "2", "title": "Weather", "published": NOW, "excerpt": "Rain."},
        ),
    ],
)
def test_what_is_another_story_shares_none(one, other):
    (first,), (second,) = keys(entry(**one)), keys(entry(**other))

    assert not first & second


def test_an_address_that_several_entries_share_tells_none_of_them():
    first, second = keys(
        entry("One", id="1", url="https://a.example/live"),
        entry("Two", id="2", url="https://a.example/live"),
    )

    assert not first & second


def test_an_address_that_is_none_does_no_harm():
    assert keys(entry(id="1", url="https://[a.example:99999999/x"))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("word " * (WHOLE // 4), True),
        ("word " * 10, False),
        ("word " * (WHOLE // 4) + "…", False),
        ("word " * (WHOLE // 4) + "[…]", False),
        ("word " * (WHOLE // 4) + "[Continue reading](https://a.example/x)", False),
        ("word " * (WHOLE // 4) + "Sigue leyendo", False),
        ("word " * 10 + "[a](https://a.example/" + "x" * WHOLE + ")", False),
        ("", False),
    ],
)
def test_a_short_or_broken_off_text_is_not_the_whole_article(text, whole):
    assert is_whole((Paragraph(text),)) is whole


TEASER = "<p>The ferry sails again, after nine years in the yard.</p>"
STORY = "".join(f"<p>It made its crossing number {n} in good weather.</p>" for n in range(12))


@pytest.mark.parametrize(
    ("content", "summary", "whole"),
    [
        (STORY, TEASER, True),
        (STORY, "", None),
        ("", STORY, None),
        ("", TEASER, None),
        (TEASER, TEASER, None),
        (TEASER + TEASER, TEASER, None),
        (f"{STORY}<p>[&#8230;]</p>", TEASER, False),
        (f'{STORY}<p><a href="/x">Continue reading <span>“The ferry”</span> →</a></p>', "", False),
        ("", "<p>The ferry sails again, after […]</p><p>The post <a>The ferry</a> appeared first on"
             " <a>The Harbour Press</a>.</p>", False),
        (f"{STORY}<p>La entrada <a>El ferri</a> se publicó primero en <a>El Puerto</a>.</p>",
         TEASER, True),
        ("", "<p>El ferri zarpa de nuevo, tras… <a>Seguir leyendo</a></p>", False),
    ],
)  # fmt: skip
def test_a_feed_tells_whether_its_text_is_all_of_the_article(content, summary, whole):
    assert wholeness(content, summary) is whole


def test_what_a_feed_tells_counts_more_than_how_long_its_text_is():
    long, short = (Paragraph("word " * count) for count in (WHOLE, 20))

    assert carries_all(Article("The ferry", (short,), whole=True))
    assert not carries_all(Article("The ferry", (long,), whole=False))
    assert carries_all(Article("The ferry", (long,)))
    assert not carries_all(Article("The ferry", (short,)))


@pytest.mark.parametrize(
    ("entry_id", "address"),
    [
        ("https://a.example/?p=12", "https://a.example/wp-json/wp/v2/posts/12"),
        ("http://a.example/blog/?p=12", "http://a.example/blog/wp-json/wp/v2/posts/12"),
        ("https://a.example/?p=12&lang=es", None),
        ("https://a.example/?p=x", None),
        ("tag:a.example,2027:12", None),
        ("https://a.example/story", None),
    ],
)
def test_the_id_of_a_wordpress_entry_tells_where_its_post_is(entry_id, address):
    assert post_address(entry_id) == address


def test_waits_after_failures_double_up_to_six_hours():
    ten = timedelta(minutes=10)

    waits = [next_try(failures, ten, None) for failures in range(1, 10)]

    assert waits[:3] == [2 * ten, 4 * ten, 8 * ten]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_a_site_that_asks_for_a_longer_wait_gets_it_within_bounds():
    ten = timedelta(minutes=10)

    assert next_try(1, ten, timedelta(hours=2)) == timedelta(hours=2)
    assert next_try(1, ten, timedelta(days=30)) == LONGEST_WAIT
