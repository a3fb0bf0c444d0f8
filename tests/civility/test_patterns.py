"""The language that packs are written in."""

from __future__ import annotations

import re

import pytest

from bot.civility.lexicon import Lexicon
from bot.civility.patterns import PatternError, literals, parsed

LISTS = {"you": frozenset({"you", "u"}), "fool": frozenset({"idiot", "moron"})}
NAMED = {"both": parsed("<you> are", {})}


def matches(pattern: str, sentence: str) -> bool:
    """Whether the pattern finds anything in the words of a sentence."""
    place = parsed(pattern, NAMED)
    lexicon = Lexicon.of(
        LISTS, literals([place]) | frozenset(sentence.split(" ")) - {"\n", ",", "#"}
    )
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
        ("", "empty choice"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern: str, complaint: str) -> None:
    with pytest.raises(PatternError, match=complaint):
        parsed(pattern, NAMED)


def test_an_unknown_lexicon_is_named() -> None:
    lexicon = Lexicon.of(LISTS, ())

    with pytest.raises(PatternError, match="<none>"):
        lexicon.expression(parsed("<none>", {}))


def test_what_a_pattern_needs_begins_with_its_rarest_words() -> None:
    lexicon = Lexicon.of(LISTS, {"are"}, common=["you", "are", "u"])

    needs = lexicon.needs(parsed("<you> are (big)? <fool>", {}))

    assert needs == [(LISTS["fool"], frozenset({"are"}), LISTS["you"])]


def test_each_option_of_the_rarest_place_is_an_alternative() -> None:
    lexicon = Lexicon.of(LISTS, {"shut", "up", "get", "lost"}, common=["up", "get", "you"])

    needs = lexicon.needs(parsed("<you> (shut up | get lost)", {}))

    assert [each[0] for each in needs] == [frozenset({"shut"}), frozenset({"lost"})]
