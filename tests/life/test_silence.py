"""What members write, and the token, never reach the logs: at any level, whatever fails."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

import pytest
import structlog

from bot.logs import configure
from bot.services import recording
from tests.community import article

CANARY = "the heron stands in the reeds at dawn"
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - made up


@pytest.fixture
def output():
    """Everything that is logged at DEBUG, as an operator would get it."""
    root, kept, config = (
        logging.getLogger(),
        logging.getLogger().handlers[:],
        structlog.get_config(),
    )
    level, stream = root.level, io.StringIO()
    configure("DEBUG", "text", secrets=[TOKEN], stream=stream)
    yield stream
    root.handlers[:] = kept
    root.setLevel(level)
    structlog.configure(**config)


def broken(fact, tx, now):
    """Fail with the member's words in hand."""
    list(recording.see([fact], tx, now))
    raise ValueError(f"cannot take in {fact}")


async def test_a_reply_that_is_taken_in_leaves_only_ids(community, output):
    await community.publish(article(CANARY.title(), CANARY))

    said = await community.ana.say(community.thread, CANARY, attachments=[("heron.txt", b"grey")])
    await community.ana.edit(said, CANARY + "!")
    await community.ana.delete(said)

    assert output.getvalue() != ""
    assert CANARY not in output.getvalue().lower()


async def test_a_reply_that_fails_to_be_taken_in_is_named_by_id_only(community, output):
    await community.publish()
    table = community.bot.writer._handlers  # the seam: what takes a message in
    table |= {kind: broken for kind in table if kind.__name__ == "MessageSeen"}

    said = await community.ana.say(community.thread, CANARY)

    assert "fact set aside" in output.getvalue()
    assert "ValueError" in output.getvalue()
    assert CANARY not in output.getvalue()
    faults = await community.record.read(lambda tx: tx.faults.newest())
    assert [(fault.subject_id, fault.error) for fault in faults] == [(said.id, "ValueError")]


async def test_requests_that_fail_show_neither_texts_nor_the_token(community, output):
    community.bot.http.token = TOKEN
    community.world.fail("*", "*", status=500, message=f"{CANARY} {TOKEN}", times=3)

    await community.publish(article("The heron", CANARY))
    await community.world.advance(timedelta(minutes=1))
    await community.ana.say(community.thread, CANARY)

    assert "action not done" in output.getvalue()
    assert CANARY not in output.getvalue()
    assert TOKEN not in output.getvalue()
