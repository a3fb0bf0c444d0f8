"""In which order what is owed gets its turn."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.model import Kind, NewAction, State, Subject
from bot.actions.outcomes import DONE, Answer, Outcome

NOW = datetime(2027, 3, 1, tzinfo=UTC)
RETRY = Outcome(Answer.RETRY, 500, timedelta(seconds=30))
PARK = Outcome(Answer.PARK, 50013)


@pytest.fixture
async def record(database):
    await database.write(lambda tx: tx.servers.join(1, "The Daily", "en", NOW))
    return database


def owed(tx, lane: str, kind: Kind = Kind.CATCH_UP, *, due=NOW, after=None) -> int:
    return tx.actions.add(NewAction(kind, lane, Subject(1), due, after), NOW)


def attempt(tx, action_id: int, outcome: Outcome) -> State:
    tx.actions.begin(action_id, "me", NOW, NOW)
    return tx.actions.end(tx.actions.get(action_id), outcome, NOW)


def ready(tx, *, busy=(), at=NOW) -> list[int]:
    return [action.id for action in tx.actions.ready(at, busy, 10, from_the_web=False)]


async def test_a_lane_gives_one_action_at_a_time_in_order(record):
    def story(tx):
        first, second, other = owed(tx, "a"), owed(tx, "a"), owed(tx, "b")
        before = ready(tx)
        attempt(tx, first, DONE)
        return before == [first, other], ready(tx) == [second, other]

    assert await record.write(story) == (True, True)


async def test_a_retrying_action_holds_its_own_lane_only(record):
    def story(tx):
        first, _, other = owed(tx, "a"), owed(tx, "a"), owed(tx, "b")
        attempt(tx, first, RETRY)
        return ready(tx) == [other], ready(tx, at=NOW + timedelta(minutes=1)) == [other, first]

    assert await record.write(story) == (True, True)


async def test_a_parked_action_holds_what_comes_after_it(record):
    def story(tx):
        first = owed(tx, "a")
        owed(tx, "a", after=first)
        attempt(tx, first, PARK)
        return ready(tx)

    assert await record.write(story) == []


async def test_a_parked_action_frees_its_lane_for_what_does_not_depend_on_it(record):
    def story(tx):
        first, free = owed(tx, "a"), owed(tx, "a")
        attempt(tx, first, PARK)
        return ready(tx) == [free]

    assert await record.write(story)


async def test_what_comes_after_a_step_of_another_lane_that_was_taken_back_waits_no_longer(record):
    def story(tx):
        tried, waiting = owed(tx, "a"), owed(tx, "a")
        others = [owed(tx, "b", after=tried), owed(tx, "c", after=waiting)]
        begun = tx.actions.begin(tried, "me", NOW, NOW)
        tx.actions.withdraw("a", NOW)
        tx.actions.end(begun, Outcome(Answer.RETRY), NOW)
        return ready(tx) == others

    assert await record.write(story)


async def test_the_most_pressing_goes_first(record):
    def story(tx):
        read = owed(tx, "a", Kind.CATCH_UP)
        post = owed(tx, "b", Kind.POST_CARD)
        shut = owed(tx, "c", Kind.SHUT_THREAD)
        return ready(tx) == [shut, post, read]

    assert await record.write(story)


async def test_what_is_not_due_waits_and_is_announced(record):
    later = NOW + timedelta(days=14)

    def story(tx):
        owed(tx, "a", due=later)
        return ready(tx), tx.actions.next_due(NOW)

    assert await record.write(story) == ([], later)


async def test_a_lane_that_is_being_worked_on_is_left_alone(record):
    def story(tx):
        owed(tx, "a")
        other = owed(tx, "b")
        return ready(tx, busy={"a"}) == [other]

    assert await record.write(story)


async def test_withdrawing_cancels_what_waits_and_marks_what_is_being_attempted(record):
    def story(tx):
        first, second = owed(tx, "a"), owed(tx, "a")
        tx.actions.begin(first, "me", NOW, NOW)
        tx.actions.withdraw("a", NOW)
        return (
            tx.actions.get(first).withdrawn,
            tx.actions.end(tx.actions.get(first), RETRY, NOW),
            tx.actions.get(second).state,
        )

    assert await record.write(story) == (True, State.CANCELLED, State.CANCELLED)


async def test_reviving_tries_again_what_was_parked_for_a_reason(record):
    def story(tx):
        rights, other = owed(tx, "a"), owed(tx, "b")
        attempt(tx, rights, PARK)
        attempt(tx, other, Outcome(Answer.PARK, 50035))
        return tx.actions.revive(1, NOW, (50013,)), ready(tx) == [rights]

    assert await record.write(story) == (1, True)
