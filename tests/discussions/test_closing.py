"""When a discussion is closed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.discussions.closing import Closing, Why, closing
from bot.discussions.model import Override

DAY = timedelta(days=1)
START = datetime(2027, 3, 1, 12, tzinfo=UTC)
moments = st.datetimes(datetime(2027, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants naive bounds


def test_it_closes_by_age_at_the_very_moment_and_not_before():
    before = closing(START, 14, None, None, START + 14 * DAY - timedelta(microseconds=1))
    then = closing(START, 14, None, None, START + 14 * DAY)

    assert before is None
    assert then == Closing(START + 14 * DAY, Why.AGE)


def test_without_days_it_never_closes_by_age():
    assert closing(START, None, None, None, START + 10_000 * DAY) is None


def test_a_time_set_by_hand_replaces_the_age():
    later = START + 30 * DAY

    assert closing(START, 14, later, None, START + 20 * DAY) is None
    assert closing(START, 14, later, None, later) == Closing(later, Why.TIME)


@given(now=moments, days=st.none() | st.integers(0, 500), at=st.none() | moments)
def test_a_decision_by_hand_beats_every_date_both_ways(now, days, at):
    closed, opened = Override(True, START, 7), Override(False, START, 7)

    assert closing(START, days, at, closed, now) == Closing(START, Why.HAND)
    assert closing(START, days, at, opened, now) is None


@given(
    now=moments, later=st.timedeltas(timedelta(0), timedelta(days=999)), days=st.integers(0, 500)
)
def test_what_is_closed_by_date_stays_closed(now, later, days):
    if closing(START, days, None, None, now) is not None:
        assert closing(START, days, None, None, now + later) is not None
