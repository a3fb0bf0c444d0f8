"""The bot is killed at each request and each commit of a case; the end is the same.

As in `tests/life/dying.py`. The quick suite tries a few steps, the soak each.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.actions.model import UNFINISHED, notices_lane, summary_lane
from bot.demo.world import Killed, Person, Refused
from bot.services.moderating.summaries import day_of
from tests.community import Community, opened
from tests.life.dying import Death, ends, every
from tests.moderating.people import ATTACK, HATE, cards, labels, notices, replies

Step = Callable[[Community], Awaitable[Any]]
FILE = ("graph.txt", b"1 2 3")
REWORDED = "I think it was unsafe."


async def say_hate_with_a_file(community: Community) -> None:
    await community.ana.say(community.thread, HATE, attachments=[FILE])


async def attack_ben(community: Community) -> None:
    first = community.ana.sees(community.thread)[-1]
    await community.ana.say(community.thread, ATTACK, reply_to=first)


async def stretch(community: Community) -> None:
    await community.ana.say(community.thread, "Nooooooooooo, not again")


async def close_dms(community: Community) -> None:
    community.ana.close_dms()


async def hide_the_staff_from_ana(community: Community) -> None:
    community.staff.deny(community.ana, "view_channel")


async def put_back(community: Community) -> None:
    await _press(community.moderator, cards(community), "Put back")


async def uphold(community: Community) -> None:
    await _press(community.moderator, cards(community), "Uphold")


async def insist(community: Community) -> None:
    await _press(community.ana, _told(community), "Post as it was")


async def reword(community: Community) -> None:
    dialog = await _press(community.ana, _told(community), "Reword")
    if dialog is not None:
        await community.ana.submit(dialog, text=REWORDED)


async def come_by(community: Community) -> None:
    await community.ana.command("/discussion status", community.news, discussion="bridge")


async def later(community: Community) -> None:
    """The article's card is edited once a minute at the most."""
    await community.world.advance(timedelta(minutes=2))


async def much_later(community: Community) -> None:
    """The moderators' summary is edited four times an hour at the most."""
    await community.world.advance(timedelta(minutes=17))


def _told(community: Community) -> list[Any]:
    """The notices that Ana has, by message or in a thread."""
    threads = [community.ana.sees(thread) for thread in community.staff.threads]
    return [*notices(community.ana), *itertools.chain.from_iterable(threads)]


async def _press(person: Person, messages: list[Any], label: str) -> Any:
    """Press a button; nothing where the last attempt, whose answer was lost, took it away."""
    shown = [message for message in messages if label in labels(message)]
    return await person.click(shown[-1], label) if shown else None


STORIES: dict[str, tuple[tuple[Step, ...], tuple[Step, ...]]] = {
    "held and put back": ((), (say_hate_with_a_file, put_back)),
    "reworded": ((), (attack_ben, reword)),
    "insisted and upheld": ((), (attack_ben, insist, uphold)),
    "told in a thread": ((close_dms,), (attack_ben, insist, uphold)),
    "summed up": ((), (stretch, attack_ben, reword)),
    "told when they come by": (
        (close_dms, hide_the_staff_from_ana),
        (say_hate_with_a_file, come_by, uphold),
    ),
}


async def play(folder: Path, death: Death, *, name: str) -> dict[str, Any]:
    """Play a story; after each step in which the bot died it is started, and the step repeated."""
    before, story = STORIES[name]
    async with opened(folder) as community:
        await community.start()
        await community.set_up()
        await community.publish()
        await community.ben.say(community.thread, "I liked the old bridge.")
        for step in before:
            await step(community)
        death.watch(community)
        for step in story:
            await _take(step, community)
            await _take(later, community)
        await _take(much_later, community)
        return await _end(community)


async def _take(step: Step, community: Community) -> None:
    with suppress(Killed, Refused):  # what the person meets while the bot is dead
        await step(community)
    if community.world.dead:
        await community.crash()
        await community.start()
        await community.world.advance(timedelta(minutes=1))
        if step not in (say_hate_with_a_file, attack_ben, stretch):
            await step(community)


async def _end(community: Community) -> dict[str, Any]:
    await community.world.settle()
    comments = await community.record.comments()
    case = await community.record.read(lambda tx: tx.cases.get(1))
    return {
        "replies": replies(community),
        "files": [
            file.name for m in community.ana.sees(community.thread) for file in m.attachments
        ],
        "answers": [m.reply_to is not None for m in community.ana.sees(community.thread)],
        "told": [(_timeless(each.content), labels(each)) for each in notices(community.ana)],
        "threads": [[_timeless(m.content) for m in t.messages] for t in community.staff.threads],
        "cards": [(_timeless(each.content), labels(each)) for each in cards(community)],
        "staff": [m.content for m in community.staff.messages if not (m.embeds or m.ephemeral)],
        "case": (case.stage, case.decision, case.delivery, case.verdict, bool(case.seen_at)),
        "hits": await community.record.read(lambda tx: len(tx.cases.hits(1))),
        "cases": await community.record.read(
            lambda tx: sum(tx.cases.get(number) is not None for number in range(1, 5))
        ),
        "comments": [(c.standing, c.author_id) for c in comments],
        "texts": [await community.record.texts(c.message_id) for c in comments],
        "gone": [bool(await community.record.tombstone(c.message_id)) for c in comments],
        "saved": await community.record.read(
            lambda tx: [len(tx.standings.saved_files(c.id)) for c in comments]
        ),
        "card": [_timeless(each.text) for each in community.cards() if not each.ephemeral],
        "owed": await community.record.read(_owed),
        "parked": await community.record.parked(),
    }


def _owed(tx: Any) -> list[str]:
    case = tx.cases.get(1)
    ours = (notices_lane(case.author_id), summary_lane(case.server_id, day_of(case.opened_at)))
    lanes = ("comment:1", "comment:2", "case:1", "card:1", "late:1", "reading:1", *ours)
    owed = itertools.chain.from_iterable(map(tx.actions.unfinished, lanes))
    return [action.kind.value for action in owed if action.state in UNFINISHED]


def _timeless(text: str) -> str:
    """Without the moment, and the ids of this world's messages."""
    return re.sub(r"<t:\d+(:\w)?>|/\d+\)", "", text)


EACH = [
    pytest.param(name, what, 1, marks=pytest.mark.soak)
    for name, what in itertools.product(STORIES, ("request", "commit"))
]


@pytest.mark.parametrize(
    ("name", "what", "step"),
    [("held and put back", "request", 9), *EACH],
)
async def test_wherever_the_bot_dies_the_case_ends_the_same(tmp_path, name, what, step):
    found = await ends(tmp_path, what, partial(play, name=name), every(step, first=3))

    assert found.undisturbed["owed"] == found.undisturbed["parked"] == []
    assert found.differing == {}
    assert found.count > 5
