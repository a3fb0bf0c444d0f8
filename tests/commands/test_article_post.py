"""`/article post`: a saved page becomes a card and a thread; what is none gets a clear error."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.community import Community

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article-page.txt"
COMMENTS_BEGIN = re.compile(r"^\W*11 thoughts on", re.MULTILINE)

STORY = """\
The ferry sails again

By Rosa Marín

The ferry between the two banks sailed again on Monday morning, after eleven months in the yard,
with a new engine and the old bell.

Forty people stood at the landing before seven. "I have walked round by the bridge for a year," said
a baker, who takes his bread across. The council has promised that the fare stays as it was.

Whether the ferry pays for itself is another matter. The harbour office counted nine hundred
crossings a week before the repair, and says that it needs a thousand.

3 thoughts on "The ferry sails again"

 * At last. My knees thank the council.

 * And who pays for the engine?

 * We all do, as always.
"""

BAD_PAGES: dict[str, tuple[bytes, str, dict[str, Any]]] = {
    "empty.html": (b"", "reading.empty", {}),
    "blank.txt": (b" \n\t\r\n", "reading.empty", {}),
    "five-megabytes-and-one.html": (
        b"x" * 5_000_001,
        "refused.page_too_large",
        {"megabytes": 5},
    ),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(4000)), "reading.binary", {}),
    "noise.txt": (bytes(range(256)) * 20, "reading.binary", {}),
    "no-article.html": (b"<html><body><p></p></body></html>", "reading.no_text", {}),
    "feed.xml": (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
        b"<item><title>One</title><link>https://example.org/1</link></item></channel></rss>",
        "reading.feed",
        {},
    ),
}
"""What is given, and the message that answers it."""


async def post(community: Community, name: str, data: bytes, **options: Any) -> str:
    answer = await community.moderator.command(
        "/article post", community.news, page=(name, data), **options
    )
    assert answer.ephemeral
    return answer.text


def same(text: str) -> str:
    """A text without its Markdown and its line breaks, for comparing."""
    return " ".join(re.sub(r"[\\*_#>-]", "", text).split())


async def nothing_is_recorded(community: Community) -> bool:
    owed = await community.record.read(lambda tx: tx.actions.last_of("post card", 1))
    known = await community.record.read(lambda tx: tx.discussions.newest(community.server.id))
    return owed is None and known == [] and community.cards() == []


async def test_a_page_saved_as_text_is_posted_once_without_its_comments(community):
    answer = await post(community, "ferry.txt", STORY.encode())
    again = await post(community, "ferry-copy.txt", STORY.encode())

    assert answer.splitlines() == [
        f"The article is being posted in {community.news.mention}.",
        "Its page shows 3 comments; they are not taken over.",
    ]
    [card] = community.cards()
    assert card.embeds[0]["title"] == "The ferry sails again"
    assert again.startswith("That article was posted here before; nothing was done.")
    assert again.endswith(f"/{community.server.id}/{community.news.id}/{card.id}")
    thread = same(" ".join(community.texts()))
    assert same(STORY.split("\n\n", 2)[2].partition("3 thoughts")[0]) in thread
    assert "My knees" not in thread
    assert await community.record.comments() == []


async def test_what_is_no_article_is_answered_with_what_to_do_and_leaves_nothing(community):
    answers = {}
    for locale in ("en-US", "es-ES"):  # in one test, as the process that reads starts slowly
        community.moderator.set_locale(locale)
        for name, (data, *_) in BAD_PAGES.items():
            answers[locale, name] = await post(community, name, data)

    unlike = {
        (locale, name): answer
        for (locale, name), answer in answers.items()
        if not _is_said(community.bot.catalogue.words(locale), BAD_PAGES[name], answer)
    }
    assert unlike == {}
    assert await nothing_is_recorded(community)


def _is_said(words: Any, case: tuple[bytes, str, dict[str, Any]], answer: str) -> bool:
    _, key, values = case
    if key == "reading.binary":  # the kind of file is told in between
        before, _, after = words(key, what="…").partition("…")
        return answer.startswith(before) and answer.endswith(after)
    return answer == words(key, **values)


@pytest.mark.parametrize("locale", ["en-US", "es-ES"])
async def test_an_address_and_a_page_or_neither_is_refused(community, locale):
    community.moderator.set_locale(locale)
    page = ("ferry.txt", STORY.encode())

    neither = await community.moderator.command("/article post", community.news)
    both = await community.moderator.command(
        "/article post", community.news, url="https://example.org/", page=page
    )

    expected = community.bot.catalogue.words(locale)("refused.one_source")
    assert [neither.text, both.text] == [expected, expected]
    assert neither.ephemeral
    assert await nothing_is_recorded(community)


@pytest.mark.parametrize(
    ("url", "key", "values"),
    [
        ("", "fetch.scheme", {}),
        ("not an address", "fetch.scheme", {}),
        ("https://", "fetch.bad_url", {}),
        ("ftp://example.org/story", "fetch.scheme", {}),
        ("https://someone:secret@example.org/", "fetch.credentials", {}),
        ("http://127.0.0.1/", "fetch.address_refused", {"host": "127.0.0.1"}),
        ("http://169.254.169.254/latest", "fetch.address_refused", {"host": "169.254.169.254"}),
        ("http://[::1]/", "fetch.address_refused", {"host": "::1"}),
    ],
)
async def test_an_address_that_is_not_fetched_is_answered_with_the_reason(
    community, url, key, values
):
    community.moderator.set_locale("es-ES")

    answer = await community.moderator.command("/article post", community.news, url=url)

    assert answer.ephemeral
    assert answer.text == community.bot.catalogue.words("es")(key, **values)
    assert "secret" not in answer.text
    assert await nothing_is_recorded(community)


async def test_a_channel_that_is_no_article_channel_is_named(community):
    answer = await community.moderator.command(
        "/article post", community.staff, url="https://example.org/"
    )

    assert answer.text.startswith(f"{community.staff.mention} is no article channel")
    assert "/channel set" in answer.text


@pytest.mark.skipif(not SEED.exists(), reason="the sample page is not beside the repository")
async def test_the_sample_page_goes_through_the_whole_chain(community):
    page = SEED.read_text(encoding="utf-8")
    split = COMMENTS_BEGIN.search(page)
    assert split is not None
    title, byline, *rest = [line for line in page[: split.start()].splitlines() if line.strip()]

    answer = await post(community, "page.txt", SEED.read_bytes())

    assert "Its page shows 11 comments; they are not taken over." in answer
    assert "Commenting is closed on its page." in answer
    [card] = community.cards()
    assert card.embeds[0]["title"] == title
    assert byline.removeprefix("By ") in card.text
    thread = same(" ".join(community.texts()))
    places = [thread.find(same(line)) for line in rest]
    assert -1 not in places
    prose = [place for place, line in zip(places, rest, strict=True) if len(line) > 150]
    assert prose == sorted(prose)
    old = [same(line) for line in page[split.end() :].splitlines() if len(line.strip()) > 40]
    shown = thread + same(card.text)
    assert len(old) > 11
    assert [line for line in old if line in shown] == []
    assert await community.record.comments() == []
    assert not community.thread.locked
