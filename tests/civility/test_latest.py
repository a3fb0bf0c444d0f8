"""The latest things by key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.civility.latest import Latest


@given(st.integers(2, 20), st.lists(st.integers(0, 30)))
def test_of_so_many_keys_the_latest_half_is_known_and_no_more_than_all(most, keys):
    latest: Latest[int, int] = Latest(most)

    for number, key in enumerate(keys):
        latest.keep(key, number)

    order = [*dict.fromkeys(reversed(keys))]
    last = {key: number for number, key in enumerate(keys)}
    assert all(latest.get(key) == last[key] for key in order[: most // 2])
    assert sum(latest.get(key) is not None for key in order) <= most


def test_a_value_may_be_replaced_or_forgotten_wherever_it_is():
    latest: Latest[str, int] = Latest(4)
    for number, key in enumerate("abc"):
        latest.keep(key, number)

    latest.revise(lambda key, value: None if key == "b" else value + 10)

    assert [latest.get(key) for key in "abc"] == [10, None, 12]
    assert latest.lacks({"b": 0, "d": 0})
