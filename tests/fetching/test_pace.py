from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.pace import Pace


def test_the_first_request_to_a_host_need_not_wait():
    pace = Pace(interval_seconds=2)

    assert pace.reserve("example.org", now=100) == 0


def test_requests_to_one_host_form_a_row():
    pace = Pace(interval_seconds=2)

    waits = [pace.reserve("example.org", now=100) for _ in range(3)]

    assert waits == [0, 2, 4]


def test_hosts_do_not_wait_for_each_other():
    pace = Pace(interval_seconds=2)
    pace.reserve("example.org", now=100)

    assert pace.reserve("example.com", now=100) == 0


@given(st.lists(st.integers(0, 5), min_size=2))
def test_two_requests_are_never_closer_than_the_interval(gaps):
    pace = Pace(interval_seconds=2)
    moments = [sum(gaps[: index + 1]) for index in range(len(gaps))]

    turns = [now + pace.reserve("example.org", now) for now in moments]

    assert all(later - earlier >= 2 for earlier, later in pairwise(turns))
