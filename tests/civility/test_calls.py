"""Which patterns a text's words call up."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bot.civility.call_table import CallTable, merged

SETS = st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=3)
NEEDS = st.lists(st.lists(SETS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=5)


A, B, C = map(frozenset, "abc")


@example([[(A, B), (A, B, C)]], A | B)
@given(st.lists(NEEDS, max_size=4), st.frozensets(st.sampled_from("abcdefg")))
def test_a_pattern_is_called_up_where_one_of_its_alternatives_has_all_it_needs(
    patterns: list[list[tuple[frozenset[str], ...]]], words: frozenset[str]
) -> None:
    table = CallTable.of((at, merged(needs)) for at, needs in enumerate(patterns))

    called = {*table.up(table.telling & words, words)}

    met = [any(all(map(words.intersection, each)) for each in needs) for needs in patterns]
    assert called == {at for at, is_met in enumerate(met) if is_met}
    assert table.may_call(words, words) == any(met)
