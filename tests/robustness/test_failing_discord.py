"""Discord fails at each step in turn: in the end everything is there, and nothing twice."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.demo.world import Phase, Request
from tests.community import Community, article, opened

HOUR = timedelta(hours=1)
PIECE = article("The bridge opens", *[f"Paragraph {n}. " + "word " * 150 for n in range(5)])

STEPS = {
    "card": ("POST", "/channels/{news}/messages", 1),
    "thread": ("POST", "*/threads", 1),
    "first part": ("POST", "/channels/{thread}/messages", 1),
    "second part": ("POST", "/channels/{thread}/messages", 2),
    "invitation": ("POST", "/channels/{thread}/messages", 3),
    "lock": ("PATCH", "/channels/{thread}", 1),
    "unlock": ("PATCH", "/channels/{thread}", 2),
    "card's link": ("PATCH", "*/messages/*", 1),
    "lock at closing": ("PATCH", "/channels/{thread}", 3),
    "closing words": ("POST", "/channels/{thread}/messages", 4),
    "archiving": ("PATCH", "/channels/{thread}", 4),
}
"""Each step of posting and closing: the request, and which one of its kind it is."""


@dataclass
class Trouble:
    """Breaks the connection at one step, `times` times; then it holds."""

    community: Community
    step: str
    phase: Phase
    times: int
    strike: Callable[[], Any]
    seen: int = 0
    struck: list[str] = field(default_factory=list)

    def __call__(self, request: Request, phase: Phase) -> None:
        if phase != self.phase or not self._matches(request):
            return
        self.seen += 1
        if self.seen >= STEPS[self.step][2] and len(self.struck) < self.times:
            self.struck.append(request.path)
            self.strike()

    def _matches(self, request: Request) -> bool:
        method, glob, _ = STEPS[self.step]
        news, threads = self.community.news, self.community.news.threads
        path = glob.format(news=news.id, thread=threads[-1].id if threads else "-")
        return request.method == method and fnmatch.fnmatchcase(request.path, path)


def broken() -> None:
    raise ConnectionError("the connection broke")


async def story(community: Community) -> dict[str, Any]:
    """Post an article, let somebody reply, close; then a day passes."""
    await community.publish(PIECE)
    await community.world.advance(HOUR)
    await community.ana.say(community.thread, "A thought.")
    await community.moderator.command("/discussion close", community.news, discussion="bridge")
    await community.world.advance(24 * HOUR)
    return {
        "cards": [card.text.partition("**")[2] for card in community.cards()],
        "joins": [len(card.controls) for card in community.cards()],
        "threads": [(t.name, t.locked, t.archived) for t in community.news.threads],
        "texts": community.texts(),
        "parked": await community.record.parked(),
        "notices": len(community.staff.messages),
    }


CALM: dict[str, Any] = {
    "cards": ["One thought · Comments are closed.**"],
    "joins": [2],
    "threads": [("The bridge opens", True, True)],
    "parked": [],
    "notices": 0,
}
"""How it ends when nothing fails."""


async def play(community: Community, trouble: Trouble) -> dict[str, Any]:
    community.world.on_request = trouble
    return await story(community)


def assert_whole(end: dict[str, Any]) -> None:
    assert {key: end[key] for key in CALM} == CALM
    texts = end["texts"]
    assert sum(text.count("Paragraph") for text in texts) == 5
    assert len(texts) == len(set(texts)) == 5  # two parts, the invitation, the thought, the end
    assert texts[-1].startswith("**One thought on “The bridge opens”**")


@pytest.mark.parametrize("phase", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
async def test_a_connection_that_breaks_three_times_doubles_and_loses_nothing(
    community, step, phase
):
    trouble = Trouble(community, step, phase, 3, broken)

    end = await play(community, trouble)

    assert trouble.struck
    assert_whole(end)


FAILURES: dict[str, dict[str, Any]] = {
    "server errors": {"status": 503},
    "long waits": {"status": 429, "retry_after": 900.0},
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_where_every_other_deed_meets_an_error_everything_is_done_in_the_end(
    community, failure
):
    deeds: list[str] = []

    def fail_every_other(request: Request, phase: Phase) -> None:
        is_deed = request.method in {"POST", "PATCH"} and request.path.startswith("/channels/")
        if phase == "before" and is_deed:
            deeds.append(request.path)
            if len(deeds) % 2:
                community.world.fail(request.method, request.path, **FAILURES[failure])

    community.world.on_request = fail_every_other
    end = await story_after(community, 6 * HOUR)

    assert len(deeds) > 20
    assert_whole(end)


async def test_a_long_wait_is_kept(community):
    tries = []

    def watch(request: Request, phase: Phase) -> None:
        if phase == "before" and request.method == "POST" and request.path.endswith("/messages"):
            tries.append(community.world.now())

    community.world.on_request = watch
    community.world.fail("POST", "*/messages", status=429, retry_after=600.0)

    await community.publish()
    await community.world.advance(HOUR)

    assert tries[1] - tries[0] >= timedelta(seconds=600)


async def test_discord_down_for_hours_is_waited_for(community):
    community.world.fail("*", "*", status=502, times=12)

    end = await story_after(community, 3 * HOUR)

    assert_whole(end)


async def story_after(community: Community, pause: timedelta) -> dict[str, Any]:
    await community.publish(PIECE)
    await community.world.advance(pause)
    return await story(community)


async def test_a_failure_that_goes_on_for_a_day_is_parked_and_told(community):
    community.world.fail("POST", "*/threads", status=500, times=1000)

    await community.publish()
    await community.world.advance(24 * HOUR)

    assert await community.record.parked() == [("start thread", 500)]
    assert len(community.staff.messages) == 1
    assert "A discussion could not be started" in community.staff.messages[0].text


async def test_the_cap_on_edits_of_old_messages_is_waited_out_and_not_pressed(community):
    await community.publish()
    await community.world.advance(2 * HOUR)
    edits = []

    def watch(request: Request, phase: Phase) -> None:
        if phase == "before" and request.method == "PATCH" and "/messages/" in request.path:
            edits.append(community.world.now())

    community.world.on_request = watch
    community.world.fail("PATCH", "*/messages/*", status=429, code=30046, times=2)
    for number in range(20):
        await community.ana.say(community.thread, f"Thought {number}")
        await community.world.advance(timedelta(minutes=2))

    assert all(later - sooner >= timedelta(minutes=15) for sooner, later in pairwise(edits))
    assert len(edits) >= 3
    await community.world.advance(HOUR)
    assert "20 thoughts" in community.card()
    assert await community.record.parked() == []


async def test_a_process_that_ends_while_discord_is_down_goes_on_later(tmp_path):
    async with opened(tmp_path) as community:
        await community.start()
        await community.set_up()
        community.world.fail("POST", "*/messages", status=500, times=4)
        await community.publish(PIECE)
        await community.crash()
        await community.start()
        await community.world.advance(HOUR)

        end = await story(community)

    assert_whole(end)
