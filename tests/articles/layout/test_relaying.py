"""Whatever an article becomes, its messages show it, and no more of them change than must."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.articles.layout import Sheet, length, normalised, part_of, relaid, sheets
from bot.articles.layout.relaying import ROOM_TO_GROW
from bot.articles.model import Article, Block, Mirror, Paragraph
from bot.wording import Catalogue, continued_at
from tests.articles.layout.strategies import blocks, unhurried

ENGLISH, SPANISH = (Catalogue.load().words(language) for language in ("en", "es"))
LONGEST_LINK = "https://discord.com/channels/" + "/".join(["9" * 20] * 3)
lengthy = st.builds(
    lambda word, count: Paragraph(" ".join([word] * count)),
    st.sampled_from(["harbour", "漢字", "👍🏽", "x."]),
    st.integers(1, 1500),
)
bodies = st.lists(lengthy | blocks, max_size=9)


def held(body: list[Block], mirror: Mirror = Mirror.FULL) -> list[Sheet]:
    return sheets(Article("A title", tuple(body)), mirror=mirror, words=ENGLISH, limit=20)


def slices(of: list[Sheet]) -> list:
    return [each for sheet in of for each in sheet]


def shown(of: list[Sheet]) -> str:
    return normalised("\n".join(text for sheet in of for text in part_of(sheet).texts))


def outsized(of: list[Sheet]) -> list[Sheet]:
    return [
        sheet
        for sheet in of
        if sum(map(length, part_of(sheet).texts)) > ROOM_TO_GROW
        or sum(2 if each.photo and each.text else 1 for each in sheet) > 38
    ]


@given(bodies, bodies, bodies)
@unhurried
def test_two_corrections_in_a_row_end_with_the_newest_article_in_order(first, second, third):
    once = relaid(held(first), slices(held(second)))
    twice = relaid(once, slices(held(third)))

    assert shown(once) == shown(held(second))
    assert shown(twice) == shown(held(third))
    assert outsized(once) == outsized(twice) == []
    assert len(twice) >= len(once) >= len(held(first))


@given(bodies)
@unhurried
def test_an_article_that_stayed_the_same_leaves_every_message_as_it_is(body):
    assert relaid(held(body), slices(held(body))) == held(body)


@given(bodies, st.integers(0, 8), lengthy)
@unhurried
def test_a_further_block_leaves_the_messages_before_it_alone(body, place, block):
    before, after = held(body), held([*body[:place], block, *body[place:]])
    pairs = zip(slices(before), slices(after), strict=False)
    same = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)))
    ends = itertools.accumulate(map(len, before))
    untouched = max(sum(end <= same for end in ends) - 1, 0)  # the last of them may take it in

    again = relaid(before, slices(after))

    assert again[:untouched] == before[:untouched]


def test_a_link_to_where_it_goes_on_has_room_in_a_full_message():
    longest = max(length(continued_at(words, LONGEST_LINK)) for words in (ENGLISH, SPANISH))

    assert ROOM_TO_GROW + longest <= 4000


def test_a_mirror_that_was_empty_gets_its_article_in_further_messages():
    new = slices(held([Paragraph("It is blue.")]))

    assert relaid([], new) == [tuple(new)]


def test_what_is_put_in_stands_in_the_message_of_its_neighbours():
    pages = [Paragraph(f"{mark} " + "word " * 500) for mark in "abcdef"]  # one fills a message
    before = held(list(pages))

    after = relaid(before, slices(held([*pages[:3], Paragraph("New."), *pages[3:]])))

    changed = [index for index, sheet in enumerate(after) if sheet != before[index]]
    assert changed == [2]
