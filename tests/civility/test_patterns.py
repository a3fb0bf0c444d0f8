"""The language that packs are written in."""

from __future__ import annotations

import re

import pytest

from bot.civility.lexicon import Lexicon
from bot.civility.needing import Need, Needing
from bot.civility.patterns import Grammar, PatternError

LISTS = {"you": frozenset({"you", "u"}), "fool": frozenset({"idiot", "moron"})}
NAMED = {"both": "<you> are"}


def matches(pattern: str, sentence: str) -> bool:
    """Whether the pattern finds anything in the words of a sentence."""
    grammar = Grammar(LISTS, NAMED)
    place = grammar.parsed(pattern)
    lexicon = Lexicon.of(LISTS, grammar.spelled.union(sentence.split(" ")) - {"\n", ",", "#"})
    written = lexicon.written(sentence.split(" "))
    return re.search(lexicon.expression(place), written, re.MULTILINE) is not None


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("<you> are", "u are", True),
        ("<you> are", "we are", False),
        ("@both <fool>", "you are idiot", True),
        ("<you> _{0,2} <fool>", "you big fat idiot", True),
        ("<you> _{0,1} <fool>", "you big fat idiot", False),
        ("<you> _ <fool>", "you \n idiot", False),
        ("<you> / <fool>", "you \n idiot", True),
        ("<you> <!fool>", "you moron", False),
        ("<you> <!fool>", "you rock", True),
        ("<you> <!fool>", "you ,", False),
        ("(shut | be) (up)? $", "please shut", True),
        ("(shut | be) up $", "shut up now", False),
        ("^ <fool>", "well \n idiot", True),
        ("~ <fool> ~", "well \n idiot", False),
        ("~ <fool> ~", "idiot", True),
        ("# , <fool>", "# , idiot", True),
        ("<you|fool> are", "moron are", True),
        ("(really | don't) know", "dont know", True),
        ("(really | don't) know", "don't know", True),
    ],
)
def test_a_pattern_finds_the_sentences_that_it_describes(
    pattern: str, sentence: str, expected: bool
) -> None:
    assert matches(pattern, sentence) is expected


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("(a", "not closed"),
        ("a)", "closes nothing"),
        ("a | | b", "empty choice"),
        ("?", "repeats nothing"),
        ("a{0,99}", "at most 12"),
        ("@none", "no pattern is named"),
        ("a ! b", "no word and no sign"),
        ("a? ?", "repeats nothing"),
        ("<none>", "no lexicon <none>"),
        ("", "empty choice"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern: str, complaint: str) -> None:
    with pytest.raises(PatternError, match=complaint):
        Grammar(LISTS, NAMED).parsed(pattern)


def test_what_is_written_alike_is_one_place() -> None:
    grammar = Grammar(LISTS, NAMED)

    one = grammar.parsed("@both (a | <fool> | (so (very){0,2} | of)) it")
    other = grammar.parsed("<you> are (so very{0,2} | of | a | <fool>) it")

    assert one.places[1:] == other.places[2:]


def test_what_a_pattern_needs_begins_with_its_rarest_words() -> None:
    place = Grammar(LISTS).parsed("<you> are (big)? <fool>")

    needed = Needing(common=["you", "are", "u"]).of(place)

    assert needed.needs == (
        (Need(LISTS["fool"], 0, 0), Need(frozenset({"are"}), -2, -1), Need(LISTS["you"], -3, -2)),
    )


def test_each_option_of_the_rarest_place_is_an_alternative() -> None:
    place = Grammar(LISTS).parsed("<you> (shut up | get lost)")

    needed = Needing(common=["up", "get", "you"]).of(place)

    assert [needs[0].words for needs in needed.needs] == [{"shut"}, {"lost"}]
    assert needed.rarest == {"shut", "lost"}


def test_options_of_one_word_each_are_one_set() -> None:
    place = Grammar(LISTS).parsed("(shut up | idiot | be | <you>)")

    needed = Needing(common=["up", "be", "you"]).of(place)

    shut_up, others = needed.needs
    assert shut_up == (({"shut"}, 0, 0), ({"up"}, 1, 1))
    assert others == (({"idiot", "be", "you", "u"}, 0, 0),)
