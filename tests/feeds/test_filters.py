"""Filters of a feed: what they keep back, how they are given, and where it is said."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import Article, Paragraph
from bot.servers.filters import LONGEST_TEXT, MOST_FILTERS, By, EntryFilter, FilterError, checked
from bot.services.feeds.filters import keeping_back
from tests.articles.layout.strategies import unhurried
from tests.community import START
from tests.feeds.press import Item, items
from tests.feeds.test_watching import POLL, titles

ARTICLE = Article(
    "Fútbol: the harbour team wins",
    (Paragraph("It **won** by 3-1 on Sunday."),),
    byline="Inés Prado and Tom Quill",
)
CATEGORIES = ("Sport", "Harbour & Coast")


@pytest.mark.parametrize(
    ("by", "text", "meets"),
    [
        (By.WORDS, "futbol", True),
        (By.WORDS, "HARBOUR   team", True),
        (By.WORDS, "team harbour", False),
        (By.WORDS, "harb", False),
        (By.WORDS, "won by", True),
        (By.CATEGORY, "sport", True),
        (By.CATEGORY, "harbour coast", True),
        (By.CATEGORY, "harbour", False),
        (By.AUTHOR, "ines prado", True),
        (By.AUTHOR, "quill", True),
        (By.AUTHOR, "pra", False),
        (By.PATTERN, r"\d-\d", True),
        (By.PATTERN, r"^fútbol:", True),
        (By.PATTERN, r"won$", False),
    ],
)
def test_a_filter_keeps_back_what_meets_it_or_all_else(by, text, meets):
    against, wanted = (checked(EntryFilter(by, text, only)) for only in (False, True))

    assert keeping_back((against,), ARTICLE, CATEGORIES) == (against if meets else None)
    assert keeping_back((wanted,), ARTICLE, CATEGORIES) == (None if meets else wanted)


def test_of_those_that_are_wanted_one_is_enough_and_what_is_not_wanted_comes_first():
    sport, opera = (EntryFilter(By.CATEGORY, text, only=True) for text in ("sport", "opera"))
    prado = EntryFilter(By.AUTHOR, "prado", only=False)

    assert keeping_back((opera, sport), ARTICLE, CATEGORIES) is None
    assert keeping_back((opera, sport, prado), ARTICLE, CATEGORIES) == prado
    assert keeping_back((opera, sport), ARTICLE, ()) == opera


@unhurried
@given(st.sampled_from(By), st.text(max_size=300), st.booleans())
def test_any_text_is_a_filter_or_refused_with_a_reason(by, text, only):
    found = None
    with suppress(FilterError):
        found = checked(EntryFilter(by, text, only))

    if found is not None:
        assert 0 < len(found.text) <= LONGEST_TEXT
        assert keeping_back((found,), ARTICLE, CATEGORIES) in (found, None)


async def filtered(community, **options):
    answer = await community.admin.command("/feed filter", community.news, **options)
    assert answer.ephemeral
    return answer.text


async def test_filters_are_given_listed_told_and_taken_away(watching, press):
    none = await filtered(watching)
    await filtered(watching, rule="except", by="words", text="a whale")
    both = await filtered(watching, rule="except", by="author", text="Tom")
    press.publish([
        *items(4),
        Item("A WHALE swims by", "https://press.example/whale", "w"),
        Item("A gull", "https://press.example/gull", "g", author="t@press.example (Tom Quill)"),
    ])  # fmt: skip

    checked_now = await watching.admin.command("/feed check", watching.news)
    why = await watching.moderator.command(
        "/article why", watching.news, article="https://press.example/gull"
    )
    listed = await watching.admin.command("/feed list", watching.news)
    offered = await watching.admin.autocomplete("/feed filter", "remove", "", watching.news)
    left = await filtered(watching, remove=1)
    press.publish([*items(5), Item("A whale again", "https://press.example/again", "a")])
    await watching.world.advance(POLL)

    assert "has no filters" in none
    assert "1. nothing with the words “a whale” · keeps 0 articles back\n2. nothing by" in both
    assert "One article is kept back by a filter: nothing by “Tom”." in checked_now.text
    assert "One new article is posted." in checked_now.text
    assert "A filter of the feed keeps it back: nothing by “Tom”." in why.text
    assert "2 filters" in listed.text
    assert [choice.value for choice in offered] == [1, 2]
    assert "1. nothing by “Tom” · keeps one article back" in left
    assert "whale" not in left
    assert titles(watching) == [
        "News of the harbour number 4",
        "A whale again",
        "News of the harbour number 5",
    ]


async def test_what_is_no_filter_is_refused_with_what_to_do(watching):
    given_ = {"rule": "except", "by": "pattern"}

    answers = [
        await filtered(watching, rule="except", text="x"),
        await filtered(watching, remove=1),
        await filtered(watching, **given_, text="(?<=x)y"),
        await filtered(watching, **given_, text="x*"),
        await filtered(watching, rule="only", by="words", text="…"),
        await filtered(watching, rule="only", by="words", text="x" * 201),
    ]
    await filtered(watching, **given_, text="x+")
    again = await filtered(watching, **given_, text="x+")
    both = await filtered(watching, rule="only", remove=1)
    for number in range(MOST_FILTERS - 1):
        await filtered(watching, **given_, text=f"x{number}")
    full = await filtered(watching, **given_, text="y")

    expected = ["together", "together", "RE2's syntax", "even an empty", "no word", "at most 200"]
    assert [text for text, part in zip(answers, expected, strict=True) if part not in text] == []
    assert "has that filter already" in again
    assert "together" in both
    assert f"has {MOST_FILTERS} filters, which is the most" in full
    (feed,) = await watching.record.read(lambda tx: tx.feeds.of_server(watching.server.id))
    assert feed.filters[0] == EntryFilter(By.PATTERN, "x+", only=False)
    last = await watching.record.read(lambda tx: tx.servers.configuration(watching.server.id))
    assert last.feeds[0].filters == feed.filters


async def test_articles_are_posted_however_old_an_admin_wants_them(watching, press):
    await watching.admin.command("/feed edit", watching.news, oldest=72)
    ages = {"A story of yesterday": 24, "A story of three days ago": 71, "Of four days ago": 95}
    press.publish([
        *items(3),
        *(Item(title, at=START - timedelta(hours=age)) for title, age in ages.items()),
    ])  # fmt: skip

    listed = await watching.admin.command("/feed list", watching.news)
    await watching.admin.command("/feed check", watching.news)

    assert "nothing older than 72 hours" in listed.text
    assert titles(watching) == ["A story of three days ago", "A story of yesterday"]


async def test_twenty_long_filters_are_listed_as_far_as_a_message_holds_them(watching):
    by_whom = watching.admin.id
    (feed,) = await watching.record.read(lambda tx: tx.feeds.of_server(watching.server.id))
    for number in range(MOST_FILTERS):
        text = f"{number} {'harbour_ ' * 20}".strip()
        await watching.bot.feeds.change_filters(
            feed.id, by_whom, EntryFilter(By.WORDS, text, only=False), wanted=True
        )

    listed = await filtered(watching)
    offered = await watching.admin.autocomplete("/feed filter", "remove", "", watching.news)
    history = await watching.admin.command("/config history", watching.news)

    assert "1. nothing with the words “0 harbour" in listed
    assert "…”" in listed
    assert listed.endswith("filters more; the command offers all of them when you take one away.")
    assert len(offered) == MOST_FILTERS
    assert "harbour" in history.message.embeds[0]["description"]
