"""A pack's rules on one text's words.

Only patterns for which the text has a word in each of their places are tried; a pattern finds its
hits in the sentence written as one character a word; what excuses a hit is looked for around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.civility.model import Exemption
from bot.civility.pack import Excuse, Pack, Pattern, Rule
from bot.civility.text.tokens import END, MENTION

LOOK_BACK = 40
"""Words before a hit in which an excuse may stand."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's hit on the tokens from `first` to `last` (exclusive), and what excuses it."""

    rule: Rule
    first: int
    last: int
    exemptions: tuple[Exemption, ...]


def candidates(pack: Pack, words: AbstractSet[str], is_reply: bool) -> list[tuple[Rule, Pattern]]:
    """The patterns for each of whose places the text has a word, in the rules' order."""
    called = pack.by_word.keys() & words
    found: dict[int, tuple[Rule, Pattern]] = {}
    for word in called:
        for rule, pattern, others in pack.by_word[word]:
            for need in others:
                if need.isdisjoint(words):
                    break
            else:
                if is_reply or not rule.replies:
                    found[pattern.number] = (rule, pattern)
    return [found[number] for number in sorted(found)]


def hits(pack: Pack, written: str, rule: Rule, pattern: Pattern) -> Iterator[Hit]:
    """What one pattern of a rule finds in words as the pack's lexicon has `written` them."""
    for found in pattern.expression.finditer(written):
        first, last = found.span()
        if not _is_something_else(rule, written, first, last):
            yield Hit(rule, first, last, _excused(pack, rule, written, first, last))


def _is_something_else(rule: Rule, written: str, first: int, last: int) -> bool:
    if not rule.unless:
        return False
    start, end = _sentence(written, first, last)
    sentence = written[start:end]
    return any(pattern.search(sentence) for pattern in rule.unless)


def _excused(pack: Pack, rule: Rule, written: str, first: int, last: int) -> tuple[Exemption, ...]:
    # Whoever addresses a person by a mention speaks for themselves.
    if MENTION in written[first:last]:
        return ()
    start, end = _sentence(written, first, last)
    before, after = written[max(start, first - LOOK_BACK) : first], written[last:end]
    fitting = (excuse for excuse in pack.excuses if rule.family in excuse.families)
    return tuple({excuse.kind: None for excuse in fitting if _holds(excuse, before, after)})


def _holds(excuse: Excuse, before: str, after: str) -> bool:
    return any(pattern.search(before) for pattern in excuse.before) or any(
        pattern.match(after) for pattern in excuse.after
    )


def _sentence(written: str, first: int, last: int) -> tuple[int, int]:
    end = written.find(END, last)
    return written.rfind(END, 0, first) + 1, len(written) if end < 0 else end
