"""Who is erased is erased from cases, too, and from what the bot said about them or for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions.model import UNFINISHED, notices_lane
from bot.demo.world import Killed, Refused
from bot.discussions.cases import Decision
from bot.storage.backup import back_up
from bot.storage.restoring import restore
from tests.community import START, Community, opened
from tests.keeping.people import database, forget, mentions
from tests.life.dying import Death
from tests.moderating.people import ATTACK, HATE, cards, labels, notices, replies

FILE = ("graph.txt", b"1 2 3")
SOMEBODY = "somebody who had themselves erased"


async def be_judged(community: Community) -> None:
    """One reply is up in Ana's name, one is hidden with its file; she and the staff know."""
    await community.publish()
    await community.ana.say(community.thread, ATTACK)
    await community.ana.click(notices(community.ana)[-1], "Post as it was")
    await community.world.advance(timedelta(minutes=11))
    await community.ana.say(community.thread, HATE, attachments=[FILE])


def left(community: Community) -> dict[str, Any]:
    """What can still be found of Ana, in Discord and beside the database."""
    shown = cards(community)
    return {
        "replies": replies(community),
        "notices": [each.content for each in notices(community.ana)],
        "cards": [(each.content, each.embeds[0]["description"], labels(each)) for each in shown],
        "files": sorted(each.name for each in (community.folder / "attachments").glob("*")),
        "mentions": mentions(community, community.ana.id),
    }


async def test_the_bot_takes_back_what_it_said_and_stays_silent_after_a_restore(community):
    await be_judged(community)
    back_up(database(community), community.folder / "yesterday.db")
    known = await community.ana.command("/mydata show", community.ana.dm)
    before = left(community)

    await forget(community, community.ana)
    gone = left(community)
    decisions = await community.record.read(_decisions)
    await community.stop()
    restore(community.folder / "yesterday.db", database(community), START)
    await community.start()

    assert "- 2 cases about replies of yours\n- 2 passages that rules met" in known.text
    assert "- that you were told of 2 cases" in known.text
    assert (before["replies"], len(before["notices"]), len(before["files"])) == ([ATTACK], 2, 1)
    assert (gone["replies"], gone["notices"], gone["files"]) == ([], [], [])
    assert gone["mentions"] == ["erasures.user_id"]
    for content, text, buttons in gone["cards"]:
        assert content.startswith(f"A reply by {SOMEBODY} on “The bridge opens”")
        assert "Nothing is left to decide" in content
        assert (text, buttons) == ("(no text)", [])
    assert decisions == [Decision.LAPSED, Decision.LAPSED]
    assert await community.record.count() == 0
    assert left(community) == gone


def _decisions(tx: Any) -> list[Decision | None]:
    found = (tx.cases.get(number) for number in (1, 2))
    return [case.decision for case in found if case is not None]


async def test_what_was_decided_goes_with_its_notice_and_what_is_owed_is_told_first(community):
    await community.publish()
    await community.ana.say(community.thread, ATTACK)
    await community.ana.click(notices(community.ana)[-1], "Post as it was")
    await community.moderator.click(cards(community)[-1], "Let it stand")
    await community.world.advance(timedelta(minutes=11))
    await community.ana.say(community.thread, HATE)
    community.ana.close_dms()
    await community.moderator.click(cards(community)[-1], "Uphold")
    sent = len(notices(community.ana))

    exported = await community.ana.command("/mydata export", community.news)
    await forget(community, community.ana)

    assert sent == 3
    (told,) = exported.followups
    assert "decided that it stays out" in told.content
    assert left(community)["notices"] == []
    assert left(community)["mentions"] == ["erasures.user_id"]


async def test_a_notice_in_a_private_thread_goes_and_what_is_pending_is_not_sent(community):
    await community.publish()
    community.ana.close_dms()
    await community.ana.say(community.thread, ATTACK)
    (thread,) = community.staff.threads
    shown = [each for each in community.ana.sees(thread) if each.controls]
    asked = await community.ana.command("/mydata forget", community.ana.dm)

    async with community.world.burst():
        await community.ana.say(community.thread, HATE)
        await community.ana.click(asked.message, "Erase everything about me")

    assert len(shown) == 1
    assert [each for each in community.ana.sees(thread) if each.controls] == []
    assert left(community) == {
        "replies": [],
        "notices": [],
        "cards": [],
        "files": [],
        "mentions": ["erasures.user_id"],
    }


async def test_what_is_written_while_an_erasure_is_under_way_is_about_its_author_anew(community):
    await be_judged(community)
    community.world.fail("DELETE", "*/messages/*", times=3)
    await forget(community, community.ana)
    unfinished = notices(community.ana)
    await community.world.advance(timedelta(milliseconds=500))  # tried again after a second

    await community.ana.say(community.thread, ATTACK)
    await community.world.advance(timedelta(minutes=1))

    assert len(unfinished) == 2
    (told,) = notices(community.ana)
    assert told.embeds[0]["description"] == ATTACK
    assert "cases.author_id" in mentions(community, community.ana.id)


async def play(folder: Path, death: Death) -> dict[str, Any]:
    """Ana has herself erased while the bot acts against her; where it dies it is started again."""
    async with opened(folder) as community:
        await community.start()
        await community.set_up()
        await be_judged(community)
        death.watch(community)
        await _take(community, lambda: community.ana.say(community.thread, f"{HATE}!"))
        if await _take(community, lambda: forget(community, community.ana)):
            await forget(community, community.ana)  # she saw no answer and asks again
        await community.world.advance(timedelta(hours=1))
        return left(community) | {
            "count": await community.record.count(),
            "owed": await community.record.read(lambda tx: _owed(community, tx)),
        }


async def _take(community: Community, step: Callable[[], Awaitable[Any]]) -> bool:
    """Whether the bot died of it; it runs again then."""
    with suppress(Killed, Refused):  # what Ana meets while the bot is dead
        await step()
    died = community.world.dead
    if died:
        await community.crash()
        await community.start()
    return died


def _owed(community: Community, tx: Any) -> list[str]:
    lanes = (notices_lane(community.ana.id), *(f"comment:{number}" for number in (1, 2, 3)))
    owed = (action for lane in lanes for action in tx.actions.unfinished(lane))
    return [action.kind.value for action in owed if action.state in UNFINISHED]


@pytest.mark.parametrize(
    ("what", "every"),
    [
        ("request", 8),  # its eighth, of thirteen
        pytest.param("request", 1, marks=pytest.mark.soak),
        pytest.param("commit", 1, marks=pytest.mark.soak),
    ],
)
async def test_wherever_the_bot_dies_the_erasure_ends_the_same(tmp_path, what, every):
    calm = Death()
    undisturbed = await play(tmp_path, calm)
    count = calm.requests if what == "request" else calm.commits

    differing = {}
    for number in range(every, count + 1, every):
        folder = tmp_path / str(number)
        folder.mkdir()
        end = await play(folder, Death(what, number, "after"))
        if end != undisturbed:
            differing[number] = {
                key: (end[key], undisturbed[key]) for key in end if end[key] != undisturbed[key]
            }

    assert undisturbed["mentions"] == ["erasures.user_id"]
    assert differing == {}
    print(f"died after {count // every} of {count} {what}s")  # noqa: T201 - pytest -rP
