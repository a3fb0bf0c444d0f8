"""The bot is killed at every request and every commit, and the end is as if it had not been.

How is told in `dying`.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.actions.model import State
from bot.demo.world import Killed
from tests.community import Community, article, opened
from tests.life.dying import At, Death, ends

Step = Callable[[Community], Awaitable[Any]]
LONG = article("The bridge opens", *[f"Paragraph {n}. " + "word " * 250 for n in range(6)])


async def publish(community: Community) -> None:
    await community.publish()


async def publish_long(community: Community) -> None:
    await community.publish(LONG)


def says(who: str, text: str) -> Step:
    async def step(community: Community) -> None:
        await getattr(community, who).say(community.thread, text)

    return step


async def edit_the_first(community: Community) -> None:
    await community.ana.edit(_first(community), "I have changed my mind.")


async def delete_the_first(community: Community) -> None:
    await community.ana.delete(_first(community))


async def answer_the_first(community: Community) -> None:
    await community.ben.say(community.thread, "Why?", reply_to=_first(community))


def later(**time: float) -> Step:
    async def step(community: Community) -> None:
        await community.world.advance(timedelta(**time))

    return step


async def reopen(community: Community) -> None:
    discussion = (await community.record.discussion()).id
    deciding = community.bot.newsroom.decide(discussion, False, community.moderator.id)
    await community.world.as_bot(deciding)


POSTING: tuple[Step, ...] = (publish_long,)
RECORDING: tuple[Step, ...] = (
    says("ana", "A first thought."),
    answer_the_first,
    edit_the_first,
    says("ben", "A second thought."),
    delete_the_first,
    later(minutes=3),
)
CLOSING: tuple[Step, ...] = (later(days=1),)
REOPENING: tuple[Step, ...] = (reopen, says("ben", "One more."), later(hours=1))

STORIES: dict[str, tuple[tuple[Step, ...], tuple[Step, ...]]] = {
    "posting and mirroring": ((), POSTING),
    "recording": ((publish,), RECORDING),
    "closing": ((publish, says("ana", "A thought.")), CLOSING),
    "reopening": ((publish, says("ana", "A thought."), *CLOSING), REOPENING),
}


async def play(folder: Path, death: Death, *, name: str) -> dict[str, Any]:
    """Play a story; after each step in which the bot died it is started again."""
    before, story = STORIES[name]
    async with opened(folder) as community:
        await community.start()
        await community.set_up(close_after_days=1)
        for step in before:
            await step(community)
        death.watch(community)
        for step in story:
            await _take(step, community)
        return await _end(community)


async def _take(step: Step, community: Community) -> None:
    with suppress(Killed):  # a step of the bot's own dies with it
        await step(community)
    if community.world.dead:
        await community.crash()
        await community.start()
        if step in (publish_long, reopen):
            await step(community)  # the editor or moderator sees no answer and asks again
        await community.world.advance(timedelta(minutes=1))


async def _end(community: Community) -> dict[str, Any]:
    await community.world.settle()
    comments = await community.record.comments()
    return {
        "cards": [card.text.partition("**")[2] for card in community.cards()],
        "threads": [(t.name, t.locked, t.archived) for t in community.news.threads],
        "texts": community.texts(),
        "comments": [(c.author_id, c.standing, bool(c.answers_message_id)) for c in comments],
        "revisions": [await community.record.texts(c.message_id) for c in comments],
        "gone": [bool(await community.record.tombstone(c.message_id)) for c in comments],
        "count": await community.record.count(),
        "owed": await community.record.read(_owed),
    }


def _owed(tx: Any) -> list[str]:
    lanes = ("posting:1", "mirror:1", "card:1", "closing:1", "reading:1")
    owed = itertools.chain.from_iterable(tx.actions.unfinished(lane) for lane in lanes)
    return [action.kind.value for action in owed if action.state in (State.WAITING, State.OPEN)]


def _first(community: Community) -> Any:
    return next(m for m in community.ana.sees(community.thread) if m.author == "Ana")


@pytest.mark.parametrize("name", list(STORIES))
@pytest.mark.parametrize(
    ("what", "phase", "every"),
    [
        ("request", "after", 1),
        ("commit", "after", 4),
        # Dying before a step leaves what dying after the one before it leaves: the quick suite has
        # tried that by the lines above, the soak tries it by itself.
        pytest.param("request", "before", 1, marks=pytest.mark.soak),
        pytest.param("commit", "before", 1, marks=pytest.mark.soak),
        pytest.param("commit", "after", 1, marks=pytest.mark.soak),
    ],
)
async def test_wherever_the_bot_dies_the_end_is_the_same(tmp_path, name, what, phase, every):
    def places(count: int) -> list[At]:
        return [(number, phase) for number in range(1, count + 1, every)]

    found = await ends(tmp_path, what, partial(play, name=name), places)

    assert found.count > 0
    assert found.differing == {}
    print(f"{name}: died {phase} {found.count // every} of {found.count} {what}s")  # noqa: T201 - pytest -rP


async def test_undisturbed_the_last_story_ends_reopened_with_two_thoughts(tmp_path):
    end = await play(tmp_path, Death(), name="reopening")

    assert end["count"] == 2
    assert end["threads"] == [("The bridge opens", False, False)]
    assert end["owed"] == []
