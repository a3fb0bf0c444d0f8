"""Discord fails at every step there is: in the end everything is there, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

import discord
import pytest
import structlog

from bot.demo.world import Phase, Request
from tests.community import Community, article, opened

HOUR = timedelta(hours=1)
PIECE = article("The bridge opens", *[f"Paragraph {n}. " + "word " * 150 for n in range(5)])


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


def assert_whole(end: dict[str, Any]) -> None:
    assert {key: end[key] for key in CALM} == CALM
    texts = end["texts"]
    assert sum(text.count("Paragraph") for text in texts) == 5
    assert len(texts) == len(set(texts)) == 5  # two parts, the invitation, the thought, the end
    assert texts[-1].startswith("**One thought on “The bridge opens”**")


FAILURES = {
    "a server error": ("before", {"status": 503}),
    "a long wait": ("before", {"status": 429, "retry_after": 900.0}),
    "a connection that breaks": ("before", None),
    "a connection that breaks when it is done": ("after", None),
}
"""How a request fails: when, and with what answer (None is no answer at all)."""


@dataclass
class Trouble:
    """Of `every` deeds one fails, the one whose `turn` it is."""

    community: Community
    failure: str
    every: int
    turn: int
    deeds: int = 0

    def __call__(self, request: Request, phase: Phase) -> None:
        if request.method == "GET" or not request.path.startswith("/channels/"):
            return
        self.deeds += phase == "before"
        at, answer = FAILURES[self.failure]
        if phase == at and self.deeds % self.every == self.turn:
            self._strike(request, answer)

    def _strike(self, request: Request, answer: dict[str, Any] | None) -> None:
        if answer is None:
            raise ConnectionError("the connection broke")
        self.community.world.fail(request.method, request.path, **answer)


@pytest.mark.parametrize(
    ("failure", "every", "turn"),
    [
        ("a server error", 2, 1),
        ("a long wait", 2, 1),
        ("a connection that breaks", 2, 1),
        # What was done is found and not done again: only other rhythms meet the steps between.
        *(("a connection that breaks when it is done", 3, turn) for turn in range(3)),
    ],
)
async def test_where_deeds_fail_all_the_way_everything_is_done_once_in_the_end(
    community, failure, every, turn
):
    trouble = Trouble(community, failure, every, turn)
    community.world.on_request = trouble

    end = await story_after(community, 6 * HOUR)

    assert trouble.deeds > 10
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


async def test_an_answer_that_discord_does_not_take_is_no_fault_of_the_program(community):
    await community.publish()
    community.world.fail("POST", "*/callback", status=503, times=2)

    with structlog.testing.capture_logs() as logged:
        answer = await community.ana.command("/discussion status", community.thread)

    (counted,) = community.world.take_errors()  # SimCord's, of any command
    assert isinstance(counted.__cause__, discord.DiscordServerError)
    assert not answer.acknowledged
    assert [each["event"] for each in logged] == ["answer lost", "answer lost"]
