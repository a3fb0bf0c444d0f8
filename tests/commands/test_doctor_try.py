"""`/doctor try`: a sample goes the whole way of an article, and nothing of it stays."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.demo.world import Killed, Phase, Request
from bot.storage.schema import metadata
from tests.commands.handing_out import hand_out
from tests.community import Community, opened
from tests.life.dying import Death

LABELS = (
    "The card is posted",
    "Its thread is started, and locked for the article",
    "The article and the invitation are in the thread",
    "Commenting opens",
    "Commenting closes: thread locked, read and archived",
    "The sample is taken away",
)
DONE, FAILED, AHEAD = "✅", "❌", "▫️"
MISSING = {
    "embed_links": (0, "Embed Links"),
    "send_messages_in_threads": (2, "Send Messages in Threads"),
    "read_message_history": (1, "Read Message History"),
}
"""Rights of the bot: at which step the lack of each shows, and how Discord calls it."""


def steps(*marks: str) -> list[str]:
    """The steps, each with its mark."""
    return [f"{mark} {label}" for mark, label in zip(marks, LABELS, strict=True)]


async def rows(community: Community) -> dict[str, int]:
    """How many rows each table has."""

    def count(tx: Any) -> dict[str, int]:
        return {
            name: tx._connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }

    return await community.record.read(count)


async def give_a_try(community: Community) -> Any:
    return await community.admin.command("/doctor try", community.news)


def traces(community: Community) -> tuple[Any, ...]:
    """What there is to see of samples, and of notices about them."""
    return community.news.messages, community.news.threads, community.staff.messages


NO_TRACES: tuple[Any, ...] = ((), (), ())


async def test_each_step_is_told_as_it_goes_and_nothing_stays(community):
    before = await rows(community)
    told: list[str] = []

    def listen(request: Request, phase: Phase) -> None:
        if phase == "before" and request.path.endswith("@original"):
            told.append(request.method)

    commits: list[int] = []
    community.world.on_request = listen
    # As the demo's page does: whoever listens to commits must not keep others from it.
    community.bot.writer.after_commit.append(lambda: commits.append(len(told)))

    answer = await give_a_try(community)

    assert answer.ephemeral
    assert len(commits) > len(told)
    assert answer.text.splitlines() == [
        *steps(*[DONE] * 6),
        "",
        "Everything works here. Nothing is left of the sample.",
    ]
    assert len(told) > 3
    assert traces(community) == NO_TRACES
    assert await rows(community) == before


async def test_a_right_that_is_missing_is_named_at_the_step_that_fails(community):
    role, news = community.server.bot_role, community.news
    before = await rows(community)

    for right, (failing, name) in MISSING.items():
        news.deny(role, right)
        await community.world.settle()
        lines = (await give_a_try(community)).text.splitlines()
        news.allow(role, right)
        await community.world.settle()

        marks = [DONE] * failing + [FAILED] + [AHEAD] * (4 - failing) + [DONE]
        assert lines[:6] == steps(*marks)
        assert lines[7].startswith(f"In {news.mention} the right “{name}” is missing: ")
        assert lines[7].endswith("then Permissions, and allow it for the bot.")
        assert lines[8:] == ["Nothing is left of the sample. Mend this, and try again."]
        assert traces(community) == NO_TRACES
    assert await rows(community) == before


async def test_who_may_not_and_where_it_cannot_be_is_told_before_anything_is_posted(community):
    hand_out(community.server, "doctor", community.moderator)
    by_moderator = await community.moderator.command("/doctor try", community.news)
    elsewhere = await community.admin.command("/doctor try", community.staff)
    community.news.deny(community.server.bot_role, "manage_threads")
    await community.world.settle()

    not_removable = await give_a_try(community)

    assert by_moderator.text.startswith("This is for admins")
    assert elsewhere.text.startswith(f"{community.staff.mention} is no article channel")
    assert "**Manage Threads**: discussions cannot be closed" in not_removable.text
    assert traces(community) == NO_TRACES


async def test_what_cannot_be_removed_is_told_and_goes_when_the_right_is_back(community):
    role, news = community.server.bot_role, community.news
    before = await rows(community)

    def take_it(request: Request, phase: Phase) -> None:
        if phase == "after" and request.path.endswith("/threads"):
            news.deny(role, "manage_threads")

    community.world.on_request = take_it

    answer = await give_a_try(community)
    await community.world.advance(timedelta(seconds=6))  # what fails within five is told as one
    cards, threads, notices = traces(community)
    community.world.on_request = None
    news.allow(role, "manage_threads")
    await community.world.settle()

    lines = answer.text.splitlines()
    assert lines[:6] == steps(DONE, FAILED, AHEAD, AHEAD, AHEAD, FAILED)
    assert "the right “Manage Threads” is missing" in lines[7]
    assert lines[8].startswith("The rest of the sample stays until the bot has that right")
    assert cards == ()
    assert len(threads) == 1
    assert "A sample of `/doctor try` could not be taken away" in notices[0].text
    assert traces(community)[:2] == ((), ())
    left = {name: count - before[name] for name, count in (await rows(community)).items()}
    assert {name: count for name, count in left.items() if count} == {
        "actions": 1,  # the notice that was sent
        "attempts": 1,
    }


async def test_while_discord_is_down_it_ends_within_five_minutes_and_one_goes_at_a_time(community):
    before = await rows(community)
    community.admin.set_locale("es-ES")
    community.world.fail("POST", "/channels/*/messages", times=1000)

    first = await give_a_try(community)
    second = await give_a_try(community)
    await community.world.advance(timedelta(minutes=6))

    assert first.text.splitlines()[-1].startswith("No llegó al final y no queda nada de ella.")
    assert second.text.startswith("Ya hay otra muestra en marcha")
    assert traces(community) == NO_TRACES
    assert await rows(community) == before


async def play(folder: Path, death: Death) -> dict[str, int]:
    """Try a sample until the bot dies, start it anew; gives the rows that are more than before."""
    async with opened(folder) as community:
        await community.start()
        await community.set_up()
        before = await rows(community)
        death.watch(community)
        with suppress(Killed):
            await give_a_try(community)
        if community.world.dead:
            await community.crash()
            await community.start()
        await community.world.advance(timedelta(minutes=6))
        assert traces(community) == NO_TRACES
        after = await rows(community)
        # What a start does by itself leaves steps; those of the sample go with its posting.
        kept = after.keys() - {"actions", "attempts"}
        return {name: after[name] for name in kept if after[name] != before[name]}


@pytest.mark.parametrize(
    ("what", "phase", "every"),
    [
        ("request", "after", 14),
        pytest.param("request", "before", 1, marks=pytest.mark.soak),
        pytest.param("request", "after", 1, marks=pytest.mark.soak),
        pytest.param("commit", "before", 1, marks=pytest.mark.soak),
        pytest.param("commit", "after", 1, marks=pytest.mark.soak),
    ],
)
async def test_wherever_the_bot_dies_nothing_of_the_sample_stays(tmp_path, what, phase, every):
    calm = Death()
    assert await play(tmp_path, calm) == {}
    count = calm.requests if what == "request" else calm.commits

    left = {}
    for number in range(1, count + 1, every):
        folder = tmp_path / str(number)
        folder.mkdir()
        left[number] = await play(folder, Death(what, number, phase))

    assert count > 10
    assert {number: each for number, each in left.items() if each} == {}
