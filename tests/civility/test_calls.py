"""Which patterns a text's words call up, and where they are then tried."""

from __future__ import annotations

import pytest
import re2
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.civility.calling.caller import Caller, Entry, caller, is_compiled
from bot.civility.calling.calls import Asked, Calls
from bot.civility.lexicon import Lexicon
from bot.civility.model import Family, Verdict
from bot.civility.needing import Need, Needing
from bot.civility.pack import Pack, Pattern, Rule
from bot.civility.patterns import Grammar
from bot.civility.text.tokens import ROUGH, spoken_plainly

LISTS = {"some": frozenset("ab"), "other": frozenset("bcd")}
PIECES = st.recursive(
    st.sampled_from(["a", "b", "c", "<some>", "<other>", "<!some>", "_", ",", "/", "#"]),
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=4).map(" ".join),
        st.lists(part, min_size=2, max_size=3).map(lambda each: f"({' | '.join(each)})"),
        st.builds("({}){}".format, part, st.sampled_from(["?", "{0,2}", "{1,3}", "{2,2}"])),
    ),
    max_leaves=9,
)
PATTERNS = st.builds(
    "{}{}{}".format, st.sampled_from(["", "^ ", "~ "]), PIECES, st.sampled_from(["", " $", " ~"])
)
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "z", ",", "#", "\n"]), max_size=30)

needs_compiler = pytest.mark.skipif(
    not is_compiled(),
    reason="the extension was not compiled: there is no C compiler, or none of Python's headers",
)


def pack_of(patterns: list[str]) -> Pack:
    """A pack with a rule for each pattern, of which those that need no word are left out."""
    grammar, needing = Grammar(LISTS), Needing(common="abcde")
    places = [grammar.parsed(pattern) for pattern in patterns]
    lexicon = Lexicon.of(LISTS, grammar.spelled)
    rules = []
    for at, place in enumerate(places):
        pattern = Pattern(place, lexicon, needing.of(place).needs)
        rules.append(Rule(f"r{at}", Family.ATTACK, Verdict.NUDGE, "attack", (pattern,)))
    some = tuple(rule for rule in rules if rule.patterns[0].needs)
    nothing = frozenset[str]()
    return Pack("xx", "", "", lexicon, nothing, some, (), {}, nothing, nothing)


@example(["a (b)?"], ["a", "b"])
@example(["(<some>){1,3} c"], ["b", "a", "c"])
@example(["c _ / (a , | b) ~"], [*"cz", "\n", "b"])
@given(st.lists(PATTERNS, min_size=1, max_size=3), TEXTS)
def test_a_pattern_is_tried_wherever_it_matches(patterns: list[str], words: list[str]) -> None:
    pack = pack_of(patterns)
    calls = Calls.of([pack])

    windows = [*calls.windows(calls.caller(()).up(words), Asked(is_reply=False))]

    written = pack.lexicon.written(words)
    tried = {
        (call.rule.id, *found.span())
        for call, first, last in windows
        for found in call.pattern.expression.finditer(written, first, last)
    }
    for rule in pack.rules:
        found = rule.patterns[0].expression.search(written)
        assert found is None or (rule.id, *found.span()) in tried


SETS = st.frozensets(st.sampled_from(["a", "b", "c", "it's", "año", ",", "#"]), max_size=3)
NEEDS = st.lists(
    st.builds(Need, SETS, st.integers(-4, 2), st.integers(-2, 4)), min_size=1, max_size=4
).map(tuple)
ENTRIES = st.lists(
    st.builds(Entry, st.integers(0, 5), st.booleans(), st.integers(1, 6), NEEDS),
    min_size=1,
    max_size=8,
)


A_COMMA = Entry(0, False, 3, (Need(frozenset("a"), 0, 0), Need(frozenset(",#"), -2, 2)))


@needs_compiler
@given(ENTRIES, TEXTS)
def test_what_is_compiled_calls_up_the_same(entries: list[Entry], words: list[str]) -> None:
    assert caller(entries).up(words) == Caller(entries).up(words)


@needs_compiler
@example([A_COMMA], frozenset(), "'a' a'a, @a, <@12>a, <@1a, b@c.d-e_…, a @-a")
@given(
    ENTRIES,
    st.frozensets(st.sampled_from(["e", "ñ", "año", "it's", "a"]), max_size=1),
    st.text("aAábcCeñÑoi't’\"“.,:;!?()…–-_/*$ \n¡ 0\\<>@&€œşЖж😀\u200d☺", max_size=60),
)
def test_what_is_compiled_reads_plain_texts_alike(
    entries: list[Entry], closer: frozenset[str], text: str
) -> None:
    assume(re2.search(ROUGH, text) is None)

    assert caller(entries, closer).up_in(text) == Caller(entries, closer).up_in(text)


@needs_compiler
@pytest.mark.parametrize("words", [["a"] * 2000, ["a", "b"] * 400, [*"ab", "\n"] * 900])
def test_what_is_compiled_calls_up_the_same_in_long_texts(words: list[str]) -> None:
    needs = (Need(frozenset("a"), 0, 0), Need(frozenset("b"), 1, 3))
    entries = [
        Entry(3, False, 3, needs),
        Entry(1, True, 3, needs[::-1]),
        Entry(3, False, 3, needs[:1]),
    ]
    text = " ".join(words)

    assert caller(entries).up(words) == Caller(entries).up(words)
    assert caller(entries).up_in(text) == Caller(entries).up_in(text)
    assert spoken_plainly(text) == words
