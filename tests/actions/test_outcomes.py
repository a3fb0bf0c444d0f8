"""What Discord's answers mean for what the bot owes."""

from datetime import timedelta

import pytest

from bot.actions.model import Kind
from bot.actions.outcomes import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    PRIORITIES,
    Answer,
    Outcome,
    backing_off,
    outcome,
    retried,
)


@pytest.mark.parametrize(
    ("kind", "status", "code", "answer"),
    [
        (Kind.DELETE_CARD, 404, 10008, Answer.DONE),
        (Kind.EDIT_CARD, 404, 10008, Answer.PARK),
        (Kind.EDIT_CARD, 429, 30046, Answer.RETRY),
        (Kind.POST_CARD, 403, 50013, Answer.PARK),
        (Kind.POST_CARD, 403, 50001, Answer.PARK),
        (Kind.SEND_PART, 404, 10003, Answer.PARK),
        (Kind.SEND_PART, 400, 50083, Answer.RETRY),
        (Kind.SEND_PART, 400, 50035, Answer.RETRY),
        (Kind.SEND_INVITATION, 400, 50035, Answer.PARK),
        (Kind.SEND_PART, 500, 0, Answer.RETRY),
        (Kind.SEND_PART, 503, 0, Answer.RETRY),
        (Kind.SEND_PART, 429, 0, Answer.RETRY),
    ],
)
def test_a_code_means_what_the_kind_of_action_says(kind, status, code, answer):
    assert outcome(kind, status=status, code=code, attempts=1).answer is answer


def test_the_cap_on_edits_of_old_messages_is_waited_out():
    assert outcome(Kind.EDIT_CARD, status=429, code=30046, attempts=1).wait == LONGEST_WAIT


def test_waits_double_up_to_a_quarter_of_an_hour():
    waits = [backing_off(attempts) for attempts in range(1, 30)]

    assert waits[:4] == [timedelta(seconds=2**power) for power in range(4)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_what_failed_too_often_is_parked_for_an_admin():
    assert retried(MOST_ATTEMPTS - 1).answer is Answer.RETRY
    assert retried(MOST_ATTEMPTS, code=500) == Outcome(Answer.PARK, 500)


def test_every_kind_of_action_has_its_priority():
    assert set(PRIORITIES) == set(Kind)
