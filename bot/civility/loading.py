"""Packs, read from TOML. The format is documented in `docs/civility.md`.

A pack that cannot be read, or whose own examples do not hold (`checking`), does not load.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.civility.lexicon import Lexicon
from bot.civility.merging import Table, merged
from bot.civility.model import VERDICTS, Exemption, Family
from bot.civility.needing import Needing
from bot.civility.pack import AnyOf, Excuse, Pack, PackError, Pattern, Rule
from bot.civility.patterns import Grammar, PatternError, Place, spellings
from bot.civility.text.folding import folded
from bot.civility.text.tokens import spoken

TOO_FREQUENT = 0.25
"""The share of comments in which a pattern's rarest words may stand, at most."""


def read(sources: Mapping[str, str], name: str) -> Pack:
    """A pack from its files' TOML texts; `name` is what errors call it. Raises `PackError`."""
    try:
        return _pack(merged(sources))
    except (KeyError, TypeError, ValueError) as error:
        fault = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise PackError(f"civility pack {name!r} does not load: {fault}") from error


def _pack(table: Table) -> Pack:
    lists = {name: _words(name, entry["words"]) for name, entry in table["lex"].items()}
    telling = (lists[name] for name, entry in table["lex"].items() if entry.get("telling"))
    common = table.get("common", "").split()
    grammar = Grammar(lists, table.get("pattern", {}))
    rules = [_with_places(f"rule {each['id']!r}", each, grammar) for each in table["rule"]]
    exempt = table.get("exempt", ())
    excuses = [_with_places(f"exemption {each['kind']!r}", each, grammar) for each in exempt]
    lexicon = Lexicon.of(lists, _plain("patterns", grammar.spelled))
    make = _Make(lexicon, Needing(common, frozenset().union(*telling)))
    return Pack(
        language=table["lang"],
        licence=table["licence"],
        source=table["source"],
        lexicon=lexicon,
        common=frozenset(common),
        rules=tuple(map(make.rule, rules)),
        excuses=tuple(map(make.excuse, excuses)),
        texts=table.get("text", {}),
        deformable=_words("deform", table.get("deform", "")),
        real=frozenset(table.get("real", "").split()),
    )


def _words(name: str, written: str) -> frozenset[str]:
    return _plain(name, chain.from_iterable(map(spellings, written.split())))


def _plain(name: str, words: Iterable[str]) -> frozenset[str]:
    """The words, each of which is one word in a comment as well. Raises `PatternError`."""
    each = [*words]
    if spoken(folded(" ".join(each))) != each:
        odd = [word for word in each if spoken(folded(word)) != [word]]
        raise PatternError(f"lexicon <{name}>: {' '.join(odd)!r} is not one plain word")
    return frozenset(each)


_PATTERNS = frozenset({"match", "unless", "before", "after"})


def _with_places(name: str, entry: Table, grammar: Grammar) -> Table:
    """A rule or an exemption, its patterns read; `name` is what errors call it."""
    try:
        return {
            key: [*map(grammar.parsed, value)] if key in _PATTERNS else value
            for key, value in entry.items()
        }
    except PatternError as error:
        raise PatternError(f"{name}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Make:
    """Makes rules and exemptions of entries whose patterns are read."""

    lexicon: Lexicon
    needing: Needing

    def rule(self, entry: Mapping[str, Any]) -> Rule:
        return Rule(
            id=entry["id"],
            family=Family(entry["family"]),
            verdict=VERDICTS[entry["verdict"]],
            text_key=entry["text"],
            patterns=tuple(self._pattern(entry["id"], place) for place in entry["match"]),
            unless=self._around(entry.get("unless", ())),
            replies=entry.get("replies", False),
            hits=tuple(entry["hit"]),
            misses=tuple(entry["miss"]),
        )

    def excuse(self, entry: Mapping[str, Any]) -> Excuse:
        return Excuse(
            kind=Exemption(entry["kind"]),
            families=frozenset(map(Family, entry["families"])),
            before=self._around(entry.get("before", ()), "(?:{})$"),
            after=self._around(entry.get("after", ()), r"\A(?:{})"),
        )

    def _pattern(self, rule: str, place: Place) -> Pattern:
        needed = self.needing.of(place)
        if not needed.alternatives or needed.rarity > TOO_FREQUENT:
            often = self.needing.most_frequent(needed)
            raise PatternError(f"rule {rule!r}: a pattern would be tried always, for {often}")
        longest, crosses = place.extent
        return Pattern(place, self.lexicon, needed.alternatives, crosses, longest)

    def _around(self, places: Iterable[Place], form: str = "{}") -> AnyOf:
        """Patterns that are looked for around a hit, and so may be of common words."""
        needed = ((place, self.needing.of(place).alternatives) for place in places)
        return AnyOf(
            tuple(Pattern(place, self.lexicon, needs, form=form) for place, needs in needed)
        )
