"""What is mirrored: the feed's text where it has all of it, the page's where that is allowed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.articles.reading.errors import ReadingError
from bot.fetching.errors import ForbiddenError
from tests.feeds.press import FEED, Item, items, nobody_answers
from tests.feeds.test_watching import POLL, titles

STORY = "https://press.example/ferry"
LONG = " ".join(f"The ferry made its crossing number {n} in good weather." for n in range(40))
WHOLE = Item("The ferry sails again", STORY, "f", text=f"{LONG}</p><p>That was all of it.")
CUT = Item("The ferry sails again", STORY, "f", text="The ferry sailed once more, and then […]")
NOTE = "This is what the source's feed carries."


def page(text: str, url: str = STORY) -> bytes:
    paragraphs = "".join(f"<p>{text} This was paragraph {n}.</p>" for n in range(8))
    head = f'<title>The ferry</title><link rel="canonical" href="{url}">'
    return (
        f"<html><head>{head}</head><body><article><h1>The ferry</h1>{paragraphs}"
        "</article></body></html>"
    ).encode()


async def posted(community, press, item, *, republish):
    await community.admin.command("/feed edit", community.news, republish=republish)
    press.publish([*items(3), item])
    await community.world.advance(POLL)
    return "\n".join(community.texts())


@pytest.mark.parametrize("republish", [True, False])
async def test_a_feed_that_carries_all_is_mirrored_from_the_feed(watching, press, republish):
    text = await posted(watching, press, WHOLE, republish=republish)

    assert "crossing number 39" in text
    assert NOTE not in text
    assert STORY not in press.asked


async def test_where_the_feed_shortens_the_page_is_read_if_that_is_allowed(watching, press):
    press.pages[STORY] = page("The ferry, as its own page tells it.")

    text = await posted(watching, press, CUT, republish=True)

    assert "as its own page tells it. This was paragraph 7." in text
    assert NOTE not in text
    assert titles(watching) == ["The ferry sails again"]


def wordpress(text: str, **more: object) -> bytes:
    """A post as WordPress's REST API gives it."""
    paragraphs = "".join(f"<p>{text} This was paragraph {n}.</p>" for n in range(9))
    post = {
        "id": 123,
        "date_gmt": "2027-03-01T09:00:00",
        "link": STORY,
        "title": {"rendered": "The ferry"},
        "content": {"rendered": paragraphs, "protected": False},
    }
    return json.dumps(post | more).encode()


POST = "https://press.example/wp-json/wp/v2/posts/123"
NUMBERED = replace(CUT, guid="https://press.example/?p=123")
LOCKED = {"content": {"rendered": "", "protected": True}}
NAMED = page("As its page tells it.").replace(
    b"<title>", f'<link rel="alternate" type="application/json" href="{POST}"><title>'.encode()
)


@pytest.mark.parametrize(
    ("item", "pages", "asked", "expected"),
    [
        (NUMBERED, {POST: wordpress("As the post has it.")}, [POST], "As the post has it."),
        (
            NUMBERED,
            {POST: wordpress("", **LOCKED), STORY: page("As its page tells it.")},
            [POST, STORY],
            "As its page tells it.",
        ),
        (
            CUT,
            {STORY: NAMED, POST: wordpress("As the post has it.")},
            [STORY, POST],
            "As the post has it.",
        ),
        (CUT, {STORY: NAMED, POST: wordpress("A")}, [STORY, POST], "As its page tells it."),
    ],
    ids=["by its number", "closed to strangers", "named on the page", "shortened there"],
)
async def test_what_wordpress_gives_without_a_page_around_it_is_taken(
    watching, press, item, pages, asked, expected
):
    press.pages |= pages

    text = await posted(watching, press, item, republish=True)

    assert f"{expected} This was paragraph 7." in text
    assert NOTE not in text
    assert [url for url in press.asked if url != FEED] == asked


async def test_a_page_that_shows_no_more_than_a_cut_text_does_not_make_it_whole(watching, press):
    press.pages[STORY] = page("Short.")
    cut = replace(CUT, text=f"{LONG} And then […]")

    text = await posted(watching, press, cut, republish=True)

    assert "crossing number 39" in text
    assert NOTE in text


async def test_where_it_is_not_allowed_the_mirror_says_so_and_links_to_the_source(watching, press):
    press.pages[STORY] = page("The ferry, as its own page tells it.")

    text = await posted(watching, press, CUT, republish=False)

    assert f"{NOTE} [The whole article is at the source.]({STORY})" in text
    assert "as its own page tells it" not in text
    assert STORY not in press.asked


async def test_a_page_that_is_refused_leaves_what_the_feed_carries(watching, press):
    text = await posted(watching, press, CUT, republish=True)  # 404

    assert NOTE in text
    assert press.asked.count(STORY) == 1


async def test_a_page_that_programs_may_not_read_leaves_what_the_feed_carries_and_says_so(
    watching, press
):
    press.pages[STORY] = page("The ferry, as its own page tells it.")
    press.closed_to_programs.add(STORY)

    text = await posted(watching, press, CUT, republish=True)

    assert f"{NOTE} Its site asks programs not to read the page itself. [The whole" in text
    assert "as its own page tells it" not in text


async def test_an_editor_may_post_a_page_that_programs_may_not_read_by_themselves(watching, press):
    press.pages[STORY] = page("The ferry, as its own page tells it.")
    press.closed_to_programs.add(STORY)

    await watching.moderator.command("/article post", watching.news, url=STORY)

    assert "as its own page tells it" in "\n".join(watching.texts())


async def test_a_page_that_cannot_be_read_now_is_tried_again(watching, press):
    await watching.admin.command("/feed edit", watching.news, republish=True)
    press.refusing[STORY] = nobody_answers()
    press.publish([*items(3), CUT])
    await watching.world.advance(POLL)
    before = titles(watching)
    del press.refusing[STORY]
    press.pages[STORY] = page("The ferry, as its own page tells it.")

    await watching.world.advance(timedelta(minutes=6))

    assert before == []
    assert "as its own page tells it" in "\n".join(watching.texts())


async def test_a_page_that_stays_away_does_not_keep_the_article_back(watching, press):
    await watching.admin.command("/feed edit", watching.news, republish=True)
    press.refusing[STORY] = nobody_answers()
    press.publish([*items(3), CUT])

    await watching.world.advance(POLL + timedelta(minutes=11))

    assert NOTE in "\n".join(watching.texts())


@pytest.mark.parametrize("error", [ForbiddenError(host="press.example", status=403),
                                   ReadingError("paywall")])  # fmt: skip
async def test_a_page_for_subscribers_leaves_what_the_feed_carries(watching, press, error):
    press.refusing[STORY] = error

    text = await posted(watching, press, CUT, republish=True)

    assert NOTE in text


async def test_two_addresses_of_one_page_are_one_article(watching, press):
    """Feeds link through counters; the page says where it belongs."""
    await watching.admin.command("/feed edit", watching.news, republish=True)
    ways = [f"https://count.example/{n}" for n in range(2)]
    for way in ways:
        press.pages[way] = page("The ferry, as its own page tells it.", STORY)
    first, second = (
        Item(f"The ferry sails, told in way {n}", way, f"w{n}", text="Briefly […]")
        for n, way in enumerate(ways)
    )
    press.publish([*items(3), first, second])

    await watching.world.advance(POLL)

    assert titles(watching) == ["The ferry sails, told in way 0"]


async def test_a_card_shows_what_the_feed_says_of_its_article(watching, press):
    press.publish([*items(3), CUT], title="The Harbour Press")

    await watching.admin.command("/feed check", watching.news)

    embed = watching.cards()[-1].embeds[0]
    assert (embed["title"], embed["url"]) == ("The ferry sails again", STORY)
    assert "The Harbour Press · <t:" in embed["description"]


async def test_text_of_a_feed_pings_nobody(watching, press):
    press.publish(
        [*items(3), Item("@everyone look", STORY, "x", text="@everyone @here &lt;@1&gt;")]
    )

    await watching.world.advance(POLL)

    message = next(m for m in watching.ana.sees(watching.thread) if "here" in m.text)
    assert "@everyone" not in message.text
    assert FEED in press.asked
