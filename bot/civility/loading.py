"""Packs, read from TOML. The format is documented in `docs/civility.md`.

A pack that cannot be read, or whose own examples do not hold (`checking`), does not load.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from bot.civility.entries import MOST_TOLD, ExemptEntry, PackTable, RuleEntry, checked
from bot.civility.explaining import explanations
from bot.civility.lexicon import Lexicon
from bot.civility.merging import merged
from bot.civility.needing import Needing
from bot.civility.pack import AnyOf, Excuse, Pack, PackError, Pattern, Rule
from bot.civility.patterns import Grammar, PatternError, Place
from bot.civility.text.folding import folded
from bot.civility.text.tokens import spoken
from bot.civility.variants import Variants

TOO_FREQUENT = 0.25
"""The share of comments in which a pattern's rarest words may stand, at most."""


def read(sources: Mapping[str, str], name: str) -> Pack:
    """A pack from its files' TOML texts; `name` is what errors call it. Raises `PackError`."""
    try:
        return _pack(checked(merged(sources)))
    except ValueError as error:
        raise PackError(f"civility pack {name!r} does not load: {error}") from error


def _pack(table: PackTable) -> Pack:
    spelt = chain(table.spelt, chain.from_iterable(map(str.split, table.spelt.values())))
    _plain("spelt", (each.removeprefix("-") for each in spelt))
    variants = Variants(table.spelt)
    lists = {
        name: _words(f"lexicon <{name}>", each.words, variants) for name, each in table.lex.items()
    }
    telling = (lists[name] for name, entry in table.lex.items() if entry.telling)
    common = table.common.split()
    _plain("common", common)
    grammar = Grammar(lists, table.pattern, variants)
    places = [_places(entry, grammar, table.text) for entry in table.rule]
    settings = [_settings(entry, grammar) for entry in table.exempt]
    lexicon = Lexicon.of(lists, _plain("a pattern", grammar.spelled))
    make = _Make(lexicon, Needing(common, frozenset().union(*telling)))
    return Pack(
        language=table.lang,
        licence=table.licence,
        source=table.source,
        lexicon=lexicon,
        common=frozenset(common),
        rules=tuple(map(make.rule, table.rule, places)),
        excuses=tuple(map(make.excuse, table.exempt, settings)),
        texts=table.text,
        deformable=_plain("deform", table.deform.split()),
        real=_plain("real", table.real.split()),
    )


def _words(name: str, written: str, variants: Variants) -> frozenset[str]:
    return _plain(name, chain.from_iterable(map(variants.of, written.split())))


def _plain(place: str, words: Iterable[str]) -> frozenset[str]:
    """The words, each of which is one word in a comment as well. Raises `PatternError`."""
    each = [*words]
    if spoken(folded(" ".join(each))) != each:
        odd = (_odd(word) for word in sorted(each) if spoken(folded(word)) != [word])
        raise PatternError(f"{place}: {'; '.join(islice(odd, MOST_TOLD))}")
    return frozenset(each)


def _odd(word: str) -> str:
    """What is wrong with a word that no comment has as it is written."""
    match [each for each in spoken(folded(word)) if each[0].isalnum()]:
        case [plain]:
            return f"{word!r} is read as {plain!r}, so write that"
        case [_, *_] as several:
            return f"{word!r} is {len(several)} words; only patterns have several in a row"
        case _:
            return f"{word!r} is no word"


Read: TypeAlias = tuple[list[Place], ...]
"""The lists of patterns that a rule or an exemption has."""


def _places(rule: RuleEntry, grammar: Grammar, texts: Mapping[str, Mapping[str, str]]) -> Read:
    if not any("en" in each.get(rule.text, ()) for each in (texts, explanations())):
        raise PackError(
            f"rule {rule.id!r}: neither explanations.toml nor [text.{rule.text}] has an English"
            " sentence (en), which is told to whom no other is written for"
        )
    return _read(f"rule {rule.id!r}", (rule.match, rule.unless), grammar)


def _settings(exempt: ExemptEntry, grammar: Grammar) -> Read:
    lists = (exempt.before, exempt.after, exempt.then, exempt.unless)
    return _read(f"exemption {exempt.kind.value!r}", lists, grammar)


def _read(name: str, lists: Iterable[Iterable[str]], grammar: Grammar) -> Read:
    try:
        return tuple([*map(grammar.parsed, patterns)] for patterns in lists)
    except PatternError as error:
        raise PatternError(f"{name}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Make:
    """Makes rules and exemptions of entries and their patterns."""

    lexicon: Lexicon
    needing: Needing

    def rule(self, entry: RuleEntry, places: Read) -> Rule:
        match, unless = places
        return Rule(
            id=entry.id,
            family=entry.family,
            verdict=entry.verdict,
            text_key=entry.text,
            patterns=tuple(map(partial(self._pattern, entry), entry.match, match)),
            unless=self._around(unless),
            replies=entry.replies,
            hits=entry.hit,
            misses=entry.miss,
        )

    def excuse(self, entry: ExemptEntry, places: Read) -> Excuse:
        before, after, then, unless = places
        return Excuse(
            kind=entry.kind,
            families=entry.families,
            before=self._around(before, "(?:{})$"),
            after=self._around(after, r"\A(?:{})"),
            then=self._around(then, r"\A(?:{})"),
            unless=self._around(unless),
            question=entry.question,
        )

    def _pattern(self, entry: RuleEntry, written: str, place: Place) -> Pattern:
        needed = self.needing.of(place)
        if not needed.alternatives or needed.rarity > TOO_FREQUENT:
            often = " or ".join(self.needing.most_frequent(needed)) or "any word"
            raise PatternError(
                f"rule {entry.id!r}: pattern {written!r} would be tried always, for {often};"
                " ask for a rarer word besides"
            )
        return Pattern(place, self.lexicon, needed.needs)

    def _around(self, places: Iterable[Place], form: str = "{}") -> AnyOf:
        """Patterns that are looked for around a hit, and so may be of common words."""
        needed = ((place, self.needing.of(place).needs) for place in places)
        return AnyOf(tuple(Pattern(place, self.lexicon, needs, form) for place, needs in needed))
