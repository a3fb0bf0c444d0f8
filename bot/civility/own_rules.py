"""A server's own rules: words, phrases and RE2 patterns, and built-in rules switched or re-graded.

Everything is checked at entry, with an error that says what to do. Patterns run on RE2, in time
linear in the text, so none can slow the judge down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from itertools import islice
from typing import cast

import re2

from bot.civility.finding import Found, guarded
from bot.civility.model import Family, Fault, Span, Verdict
from bot.civility.own_rule import OwnRule, OwnRuleError, Seeks, explanation_key
from bot.civility.own_words import pack_of
from bot.civility.pack import Pack


@dataclass(frozen=True, slots=True)
class OwnRules:
    """A server's rules, checked and ready for `Judge.with_own`.

    `pack` holds its words and phrases, `patterns` its RE2 patterns, the gravest first, `verdicts`
    what it made of built-in rules, of which those `allowed` are switched off. `gate` answers the
    patterns that match a text, by their numbers; it tries only those whose literal words the text
    has. `faults`: rules that cannot be used any more.
    """

    pack: Pack | None = None
    patterns: tuple[tuple[OwnRule, re2._Regexp[str]], ...] = ()
    gate: re2.Filter | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()

    @classmethod
    def of(
        cls,
        rules: Iterable[OwnRule],
        verdicts: Mapping[str, Verdict],
        built_in: Iterable[str],
    ) -> OwnRules:
        """Check and compile; `built_in` are the ids that `verdicts` may name (`Judge.rules`).

        Raises `OwnRuleError`.
        """
        every = tuple(rules)
        _check_ids(every)
        _check_names(verdicts, frozenset(built_in))
        sought = [rule for rule in every if rule.seeks is Seeks.PATTERN]
        sought.sort(key=lambda rule: -rule.verdict)
        patterns = [(rule, compiled(rule)) for rule in sought]
        return cls(
            pack=pack_of([rule for rule in every if rule.seeks is Seeks.WORDS]),
            patterns=tuple(patterns),
            gate=_gate(sought),
            verdicts=dict(verdicts),
            allowed=frozenset(rule for rule, verdict in verdicts.items() if not verdict),
        )

    @classmethod
    def kept(
        cls, rules: tuple[OwnRule, ...], verdicts: Mapping[str, Verdict], built_in: Collection[str]
    ) -> OwnRules:
        """The same of rules that were checked when they were made, maybe by an earlier version.

        One that cannot be used any more is a fault, and keeps no other from working.
        """
        try:
            return cls.of(rules, verdicts, built_in)
        except OwnRuleError:
            broken = unusable(rules)
            usable = cls.of((rule for rule in rules if rule not in broken), verdicts, built_in)
            faults = tuple(Fault(rule.id, UNUSABLE) for rule in broken)
            return replace(usable, faults=faults)


UNUSABLE = OwnRuleError.__name__
"""The error of the fault that a rule is which was usable once."""


def unusable(rules: Iterable[OwnRule]) -> list[OwnRule]:
    """Those that cannot be used any more, each for a reason of its own."""
    return [rule for rule in rules if not _is_usable(rule)]


def _is_usable(rule: OwnRule) -> bool:
    try:
        OwnRules.of((rule,), {}, ())
    except OwnRuleError:
        return False
    return True


NO_RULES = OwnRules()
MOST_RULES = 1000
LONGEST_PATTERN = 260  # characters, as Discord's own AutoMod allows
MOST_HITS = 500
"""Hits of a server's patterns on one text; a thousand that match each letter would take seconds."""
_MEMORY = 8 << 20  # bytes for a pattern's automaton
_TOO_LARGE = "pattern too large"  # in RE2's words


def by_patterns(own: OwnRules, view: str, faults: list[Fault]) -> Iterator[Found]:
    """The first `MOST_HITS` hits of a server's patterns on a text, those of the gravest first."""
    if own.gate is None:
        return
    left = MOST_HITS
    # The stubs know only the answer of a filter that some pattern passes.
    for number in sorted(cast("list[int] | None", own.gate.Match(view)) or ()):
        rule, pattern = own.patterns[number]
        found = [*guarded(rule.id, partial(_matches, rule, pattern, view, left), faults)]
        yield from found
        left -= len(found)
        if left <= 0:
            return


def _matches(rule: OwnRule, pattern: re2._Regexp[str], view: str, most: int) -> Iterator[Found]:
    for match in islice(pattern.finditer(view), most):
        span = Span(*match.span())
        if span.end > span.start:
            yield Found(rule.id, Family.OWN, rule.verdict, explanation_key(rule), span)


def compiled(rule: OwnRule) -> re2._Regexp[str]:
    """The rule's pattern, without regard to case. Raises `OwnRuleError`."""
    if len(rule.sought) > LONGEST_PATTERN:
        raise OwnRuleError(
            f"Rule {rule.id!r}: the pattern has {len(rule.sought)} characters and may have "
            f"{LONGEST_PATTERN}. Make two rules of it.",
            "own_rule.pattern_too_long",
            most=LONGEST_PATTERN,
        )
    try:
        pattern = re2.compile(rule.sought, _options())
    except re2.error as error:
        raise _unreadable(rule.id, error) from error
    if pattern.search("") is not None:
        raise OwnRuleError(
            f"Rule {rule.id!r}: the pattern matches an empty text, and so every comment. "
            "Replace a * by a + or name what must be there.",
            "own_rule.pattern_matches_all",
        )
    return pattern


def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem, options.case_sensitive, options.log_errors = _MEMORY, False, False
    return options


def _gate(rules: Iterable[OwnRule]) -> re2.Filter | None:
    sought = [rule.sought for rule in rules]
    if not sought:
        return None
    gate = re2.Filter()
    for pattern in sought:
        gate.Add(pattern, _options())
    gate.Compile()
    return gate


def _unreadable(rule: str, error: re2.error) -> OwnRuleError:
    reason = error.args[0] if error.args else "it is no pattern"
    told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    if told.startswith(_TOO_LARGE):
        return OwnRuleError(
            f"Rule {rule!r}: what the pattern repeats makes it too large. Ask for fewer "
            "repetitions, or make several rules of it.",
            "own_rule.pattern_too_large",
        )
    return OwnRuleError(
        f"Rule {rule!r}: the pattern cannot be read: {told}. It is written in RE2's syntax; "
        "look-around and back-references do not exist there.",
        "own_rule.pattern_unreadable",
        reason=told,
    )


def _check_ids(rules: tuple[OwnRule, ...]) -> None:
    if len(rules) > MOST_RULES:
        raise OwnRuleError(
            f"There are {len(rules)} rules and there may be {MOST_RULES}.",
            "own_rule.too_many",
            most=MOST_RULES,
        )
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise OwnRuleError(
                f"Two rules are called {rule.id!r}. Give one another name.",
                "own_rule.name_taken",
                name=rule.id,
            )
        seen.add(rule.id)


def _check_names(verdicts: Mapping[str, Verdict], built_in: frozenset[str]) -> None:
    for name in verdicts:
        if name not in built_in:
            close = get_close_matches(name, built_in, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise OwnRuleError(
                f"There is no rule {name!r}.{hint}", "own_rule.no_such_rule", name=name
            )
