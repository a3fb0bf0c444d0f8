"""A pack: one language's words, patterns, rules, exemptions and explanations, read from TOML.

The format is documented in `docs/civility.md`. A pack that cannot be read, or whose own examples
do not hold (`checking`), does not load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any

from bot.civility.lexicon import Lexicon, Needs
from bot.civility.merging import merged
from bot.civility.model import VERDICTS, Exemption, Family, Verdict
from bot.civility.patterns import PatternError, Place, literals, names, parsed, spellings
from bot.civility.text.folding import folded
from bot.civility.text.tokens import spoken

TOO_FREQUENT = 0.25
"""The share of comments in which a pattern's rarest words may stand, at most."""


class PackError(ValueError):
    """A pack that does not load: the message names the pack, the entry and the fault."""


@dataclass(frozen=True)
class Pattern:
    """One pattern; it can match where a text has one of the `needs` (none: anywhere).

    A match takes at most `longest` words and signs (0: not known) and crosses at most `crosses`
    ends of sentences: mostly none.

    It is compiled when a text first has the words: most never are, and a pack loads sooner.
    """

    source: str
    needs: tuple[Needs, ...] = ()
    crosses: int = 0
    longest: int = 0

    @cached_property
    def rarest(self) -> frozenset[str]:
        """Each match has one of these words; empty where it needs none."""
        return frozenset().union(*(needs[0] for needs in self.needs))

    def may_be_among(self, words: frozenset[str]) -> bool:
        """Whether the pattern may match where these words stand."""
        return not self.needs or not self.rarest.isdisjoint(words)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression over the characters of the pack's lexicon."""
        return re.compile(self.source, re.MULTILINE)


@dataclass(frozen=True)
class AnyOf:
    """Patterns of which one is enough, and that is looked for around a hit."""

    patterns: tuple[Pattern, ...] = ()

    @cached_property
    def rarest(self) -> frozenset[str]:
        """What matches has one of these words; empty where it needs none."""
        every = all(pattern.needs for pattern in self.patterns)
        words = (pattern.rarest for pattern in self.patterns if every)
        return frozenset().union(*words)

    def among(self, words: frozenset[str]) -> list[Pattern]:
        """The patterns that may match where these words stand."""
        if self.rarest and self.rarest.isdisjoint(words):
            return []
        return [each for each in self.patterns if each.may_be_among(words)]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule looks for. `replies`: only in what answers a person.

    `unless`: patterns that, anywhere in the same sentence, mean that it is something else.
    """

    id: str
    family: Family
    verdict: Verdict
    text_key: str
    patterns: tuple[Pattern, ...]
    unless: AnyOf = AnyOf()
    replies: bool = False
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excuse:
    """A setting in which the words of some families are no hit.

    `before` must end where the hit begins, `after` begin where it ends, both in its sentence.
    """

    kind: Exemption
    families: frozenset[Family]
    before: AnyOf
    after: AnyOf


@dataclass(frozen=True, slots=True)
class Pack:
    """A language, ready to be matched, with its lists' licence and source.

    `deformable`: words that are known in deformed shapes; `real`: words that no deformation may be
    taken for.
    """

    language: str
    licence: str
    source: str
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    excuses: tuple[Excuse, ...]
    texts: Mapping[str, Mapping[str, str]]
    deformable: frozenset[str]
    real: frozenset[str]


def read(sources: Mapping[str, str], name: str) -> Pack:
    """A pack from its files' TOML texts; `name` is what errors call it. Raises `PackError`."""
    try:
        return _built(merged(sources))
    except (KeyError, TypeError, ValueError) as error:
        fault = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise PackError(f"civility pack {name!r} does not load: {fault}") from error


def _built(table: dict[str, Any]) -> Pack:
    lists = {name: _words(name, entry["words"]) for name, entry in table["lex"].items()}
    named = _named(table.get("pattern", {}))
    places = {rule["id"]: _places(rule, named) for rule in table["rule"]}
    excuses = [
        (each, _parsed(each.get("before", ()), named), _parsed(each.get("after", ()), named))
        for each in table.get("exempt", ())
    ]
    every = [place for match, unless in places.values() for place in (*match, *unless)]
    every += [place for _, before, after in excuses for place in (*before, *after)]
    spelled = _words("patterns", " ".join(literals(every)))
    telling = (lists[name] for name, entry in table["lex"].items() if entry.get("telling"))
    common = table.get("common", "").split()
    lexicon = Lexicon.of(lists, spelled, common, frozenset().union(*telling))
    rules = tuple(_rule(rule, *places[rule["id"]], lexicon) for rule in table["rule"])
    return Pack(
        language=table["lang"],
        licence=table["licence"],
        source=table["source"],
        lexicon=lexicon,
        rules=rules,
        excuses=tuple(_excuse(*each, lexicon) for each in excuses),
        texts=table.get("text", {}),
        deformable=_words("deform", table.get("deform", "")),
        real=frozenset(table.get("real", "").split()),
    )


def _words(name: str, written: str) -> frozenset[str]:
    words = frozenset(chain.from_iterable(map(spellings, written.split())))
    for word in words:
        if spoken(folded(word)) != [word]:
            raise PatternError(f"lexicon <{name}>: {word!r} is not one plain word")
    return words


def _named(patterns: Mapping[str, str]) -> Mapping[str, Place]:
    """The places of named patterns, each read after those that it uses."""
    uses = {name: names(pattern) & patterns.keys() for name, pattern in patterns.items()}
    try:
        order = [*TopologicalSorter(uses).static_order()]
    except CycleError as error:
        raise PatternError(f"patterns use each other: {', '.join(error.args[1])}") from error
    named: dict[str, Place] = {}
    for name in order:
        named[name] = parsed(patterns[name], named)
    return named


def _parsed(patterns: Iterable[str], named: Mapping[str, Place]) -> tuple[Place, ...]:
    return tuple(parsed(pattern, named) for pattern in patterns)


def _places(
    rule: Mapping[str, Any], named: Mapping[str, Place]
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    try:
        return _parsed(rule["match"], named), _parsed(rule.get("unless", ()), named)
    except PatternError as error:
        raise PatternError(f"rule {rule['id']!r}: {error}") from error


def _rule(
    entry: Mapping[str, Any],
    match: tuple[Place, ...],
    unless: tuple[Place, ...],
    lexicon: Lexicon,
) -> Rule:
    return Rule(
        id=entry["id"],
        family=Family(entry["family"]),
        verdict=VERDICTS[entry["verdict"]],
        text_key=entry["text"],
        patterns=tuple(_pattern(entry["id"], place, lexicon) for place in match),
        unless=_around(unless, lexicon),
        replies=entry.get("replies", False),
        hits=tuple(entry["hit"]),
        misses=tuple(entry["miss"]),
    )


def _pattern(rule: str, place: Place, lexicon: Lexicon) -> Pattern:
    needs = lexicon.needs(place)
    if not needs or lexicon.rarity(needs) > TOO_FREQUENT:
        often = sorted(needs, key=lambda each: -lexicon.frequency(each[0]))[:3]
        words = [", ".join(sorted(each[0] & lexicon.common.keys())) for each in often]
        raise PatternError(f"rule {rule!r}: a pattern would be tried always, for {words}")
    longest, crosses = lexicon.extent(place)
    return Pattern(lexicon.expression(place), tuple(dict.fromkeys(needs)), crosses, longest)


def _excuse(
    entry: Mapping[str, Any], before: tuple[Place, ...], after: tuple[Place, ...], lexicon: Lexicon
) -> Excuse:
    return Excuse(
        kind=Exemption(entry["kind"]),
        families=frozenset(map(Family, entry["families"])),
        before=_around(before, lexicon, at_end="$"),
        after=_around(after, lexicon, at_start=r"\A"),
    )


def _around(
    places: tuple[Place, ...], lexicon: Lexicon, at_start: str = "", at_end: str = ""
) -> AnyOf:
    """Patterns that are looked for around a hit, and so may be of common words."""
    sources = (f"{at_start}(?:{lexicon.expression(place)}){at_end}" for place in places)
    needs = (tuple(lexicon.needs(place)) for place in places)
    return AnyOf(tuple(map(Pattern, sources, needs)))
