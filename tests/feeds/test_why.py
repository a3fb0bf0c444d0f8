"""`/article why`: what became of an article or an address, stage by stage."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.model import Action, Kind, State, Subject
from bot.archive.record import Record
from bot.reading.why import as_json, as_text, histories
from bot.services.explaining.steps import told_steps
from bot.settings import Settings
from bot.storage.histories import Attempt, Step
from bot.wording import Catalogue
from tests.commands.handing_out import hand_out
from tests.community import START, article
from tests.feeds.press import Item, items, nobody_answers
from tests.feeds.test_watching import POLL

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
OLD = Item("A story of last year", "https://press.example/old", "old", START - timedelta(300))
MOVED = "https://press.example/harbour/story-4"


async def why(community, asked, person=None):
    answer = await (person or community.moderator).command(
        "/article why", community.news, article=asked
    )
    assert answer.ephemeral
    return answer.text


@pytest.fixture
async def busy(watching, press):
    """A feed that brought one article too old, and more than are posted at once."""
    press.publish([*items(3), OLD, *items(7, first=4)])
    await watching.world.advance(POLL)
    return watching


async def test_each_stage_of_an_article_is_told(busy, press):
    again = Item("News of the harbour number 4", MOVED, "story-4", START + timedelta(minutes=4))
    press.publish([*items(3), *items(6, first=5), again])
    await busy.world.advance(POLL)
    stages = {
        "https://press.example/story-1": "held it already when the feed was added",
        "https://press.example/story-3": "No admin has said yet whether to post it",
        "https://press.example/old": "more than 48 hours before, so it was not posted",
        "https://press.example/story-9": "It waits for an admin's decision",
        "https://www.press.example/story-4/?utm_source=rss": "The Harbour Press brought it <t:",
        MOVED: f"<{MOVED}> is the same article as <https://press.example/story-4>",
        "https://elsewhere.example/story": "no feed has brought that and nobody has posted it",
    }

    told = {url: await why(busy, url) for url in stages}
    with Record(Settings.load({"DATA_DIR": str(busy.folder)}).database_url) as record:
        found = histories(record, MOVED, Catalogue.load().words("en"))

    assert {url: text for url, text in told.items() if stages[url] not in text} == {}
    posted = told[MOVED]
    assert "Done: making the article ready" in posted
    assert "Done: card, thread, text, invitation, opening the thread" in posted
    assert f"/{busy.cards()[0].id}" in posted
    assert "The Harbour Press was last read <t:" in told["https://elsewhere.example/story"]
    shell = as_text(MOVED, found)
    assert f"The Daily:\nNews of the harbour number 4\n{MOVED} is the same article" in shell
    assert "The Harbour Press brought it 2027-03-01 09:10 UTC" in shell
    assert json.loads(as_json(MOVED, found))["servers"][0]["server"] == "The Daily"


async def test_an_article_is_picked_by_its_title_and_told_in_the_persons_language(busy):
    busy.moderator.set_locale("es-ES")
    offered = await busy.moderator.autocomplete("/article why", "article", "last YEAR", busy.news)

    picked = await why(busy, offered[0].value)
    typed = await why(busy, "last year")
    nothing = await why(busy, "no such title")

    assert [choice.name for choice in offered] == ["A story of last year"]
    assert "así que no se publicó" in picked
    assert typed == picked
    assert "No se encontró ese artículo" in nothing


async def test_what_an_editor_posted_names_the_editor_and_what_discord_refused(community):
    community.news.deny(community.server.bot_role, "create_public_threads")
    await community.world.settle()
    await community.publish(article(url="https://press.example/bridge"))

    text = await why(community, "https://press.example/bridge")

    assert f"by <@{community.moderator.id}>" in text
    assert "Done: card" in text
    assert "thread: could not be done. the bot lacks a right" in text
    assert "text: due" in text


async def test_an_address_that_nobody_saw_says_which_feeds_fail(watching, press):
    press.down = nobody_answers()
    await watching.admin.command("/feed check", watching.news)

    text = await why(watching, "https://press.example/story-8")

    assert "The Harbour Press cannot be read: press.example cannot be reached" in text


async def test_nobody_is_told_of_channels_that_they_do_not_moderate(busy):
    hand_out(busy.server, "article", busy.ana)
    busy.news.deny(busy.moderator, "view_channel", "manage_messages")
    here = busy.staff

    refused = await busy.ana.command("/article why", busy.news, article="https://press.example/old")
    offered = await busy.moderator.autocomplete("/article why", "article", "", here)
    told = await busy.moderator.command(
        "/article why", here, article="https://press.example/story-4"
    )

    listed = await busy.ana.autocomplete("/article why", "article", "", busy.news)

    assert refused.text.startswith("This is for moderators")
    assert listed == []
    assert offered == []
    assert "no feed has brought that" in told.text
    assert "Harbour" not in told.text


async def test_many_articles_elsewhere_do_not_hide_those_that_one_moderates(busy, press):
    sport, url = busy.server.create_channel("sport"), "https://press.example/sport.xml"
    sport.deny(busy.moderator, "view_channel", "manage_messages")
    await busy.admin.command("/channel set", sport)
    press.publish([], url=url)
    await busy.admin.command("/feed add", sport, url=url)
    press.publish([replace(each, at=OLD.at) for each in items(30, first=200)], url=url)
    await busy.world.advance(POLL)

    offered = await busy.moderator.autocomplete("/article why", "article", "", busy.news)
    told = await why(busy, "last year")

    assert "News of the harbour number 4" in [choice.name for choice in offered]
    assert not any("number 2" in choice.name for choice in offered)
    assert "The Harbour Press brought it" in told


def step(kind, state, *attempts, code=None):
    action = Action(
        id=1, kind=kind, lane="", subject=Subject(1), due_at=NOW, after=None, state=state,
        attempts=len(attempts), forgiven=0, nonce="", withdrawn=False, made_at=NOW, code=code,
    )  # fmt: skip
    return Step(action, tuple(Attempt(n, NOW, *each) for n, each in enumerate(attempts, 1)))


DONE, TWICE = ("done", None), ("retry", 503)


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ([step(Kind.POST_CARD, State.DONE, DONE)], "Done: card."),
        (
            [step(Kind.SEND_PART, State.DONE, DONE), step(Kind.SEND_PART, State.WAITING)],
            "text: due <t:1803891600:f>.",
        ),
        (
            [step(Kind.POST_CARD, State.DONE, TWICE, TWICE, DONE)],
            "card: done at attempt 3. Before that: Discord said 503.",
        ),
        (
            [step(Kind.POST_CARD, State.WAITING, TWICE, (None, None))],
            "card: tried 2 times (Discord said 503, it is not known how that ended), again"
            " <t:1803891600:f>.",
        ),
        (
            [step(Kind.PUBLISH, State.WAITING, ("retry", None))],
            "making the article ready: tried once (its page could not be read), again"
            " <t:1803891600:f>.",
        ),
        (
            [step(Kind.START_THREAD, State.OPEN, ("retry", None), (None, None))],
            "thread: under way.",
        ),
        (
            [step(Kind.START_THREAD, State.PARKED, ("park", 50001), code=50001)],
            "thread: could not be done. the bot cannot see the channel. Give it View Channel there;"
            " `/doctor check` names every right it lacks.",
        ),
        ([step(Kind.SEND_PART, State.CANCELLED)], None),
        ([step(Kind.CATCH_UP, State.DONE, DONE)], None),
    ],
)
def test_steps_are_told_with_their_attempts_and_what_discord_said(steps, line):
    assert told_steps(Catalogue.load().words("en"), steps) == ([line] if line else [])
