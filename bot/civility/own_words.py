"""A server's own words and phrases as a pack, found as the words of those that ship."""

from __future__ import annotations

import unicodedata

from bot.civility.lexicon import Lexicon
from bot.civility.model import Family
from bot.civility.needing import Needing
from bot.civility.own_rule import OwnRule, OwnRuleError, explanation_key
from bot.civility.pack import Pack, Pattern, Rule
from bot.civility.patterns import Grammar
from bot.civility.text.folding import folded
from bot.civility.text.tokens import spoken

LONGEST_PHRASE = 8  # words


def pack_of(rules: list[OwnRule]) -> Pack | None:
    """A pack that finds the words and phrases of some rules. Raises `OwnRuleError`."""
    if not rules:
        return None
    grammar, needing = Grammar(), Needing()
    places = [grammar.parsed(_phrase(rule)) for rule in rules]
    lexicon = Lexicon.of({}, grammar.spelled)
    patterns = (Pattern(place, lexicon, needing.of(place).needs) for place in places)
    return Pack(
        language="own",
        licence="",
        source="",
        lexicon=lexicon,
        common=frozenset(),
        rules=tuple(map(_rule, rules, patterns)),
        excuses=(),
        texts={},
        deformable=frozenset(lexicon.characters),
        real=frozenset(),
    )


def _phrase(rule: OwnRule) -> str:
    """The pattern of a rule's words. A sign that is in none of them would be passed over."""
    words = spoken(folded(rule.sought))
    if not 0 < len(words) <= LONGEST_PHRASE or any(map(_is_sign, rule.sought)):
        raise OwnRuleError(
            f"Rule {rule.id!r}: write one to {LONGEST_PHRASE} words of letters and digits, "
            "or make it a pattern.",
            "own_rule.no_words",
            most=LONGEST_PHRASE,
        )
    return " ".join(map(_in_each_case, words))


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS" and character not in _IN_WORDS


_IN_WORDS = "'’‘ʼ´-‐‑_"


def _in_each_case(word: str) -> str:
    """As a choice where folding leaves capitals, as it does outside of the Latin alphabet."""
    forms = {folded(form) for form in (word.lower(), word.capitalize(), word.upper())}
    return f"({' | '.join(sorted(forms))})"


def _rule(rule: OwnRule, pattern: Pattern) -> Rule:
    return Rule(rule.id, Family.OWN, rule.verdict, explanation_key(rule), (pattern,))
