"""The bot is killed at every request and every commit, and the end is as if it had not been.

A story is played once undisturbed, and its requests and commits are counted. Then it is played
again for each of them, twice: the process dies just before it, and just after it, when the deed is
done and the answer is lost. The bot is started again on the same world and database, the story goes
on, and its end is compared with the undisturbed one.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions.model import State
from bot.demo.world import Killed, Phase, Request
from tests.community import Community, article, opened

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


@dataclass
class Death:
    """Kills the bot at the `number`-th request or commit, before or after it; counts them too."""

    what: str = ""
    number: int = 0
    phase: Phase = "before"
    requests: int = 0
    commits: int = 0

    def watch(self, community: Community) -> None:
        self._world = community.world
        community.world.on_request = self.on_request
        community.bot.database.witness = self

    def on_request(self, _: Request, phase: Phase) -> None:
        self.requests += phase == "before"
        self._strike("request", self.requests, phase)

    def before_commit(self) -> None:
        if self._world.dead:
            raise Killed
        self.commits += 1
        self._strike("commit", self.commits, "before")

    def after_commit(self) -> None:
        self._strike("commit", self.commits, "after")

    def _strike(self, what: str, number: int, phase: Phase) -> None:
        if (what, number, phase) == (self.what, self.number, self.phase):
            self.number = 0
            self._world.die()
            raise Killed


async def play(folder: Path, name: str, death: Death) -> dict[str, Any]:
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
    calm = Death()
    undisturbed = await play(tmp_path, name, calm)
    count = calm.requests if what == "request" else calm.commits

    differing = {}
    for number in range(1, count + 1, every):
        folder = tmp_path / str(number)
        folder.mkdir()
        end = await play(folder, name, Death(what, number, phase))
        if end != undisturbed:
            differing[number] = {
                key: (end[key], undisturbed[key]) for key in end if end[key] != undisturbed[key]
            }

    assert count > 0
    assert differing == {}
    print(f"{name}: died {phase} {count // every} of {count} {what}s")  # noqa: T201 - pytest -rP


async def test_undisturbed_the_last_story_ends_reopened_with_two_thoughts(tmp_path):
    end = await play(tmp_path, "reopening", Death())

    assert end["count"] == 2
    assert end["threads"] == [("The bridge opens", False, False)]
    assert end["owed"] == []
