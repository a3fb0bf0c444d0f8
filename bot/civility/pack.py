"""A pack: one language's words, patterns, rules, exemptions and explanations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from bot.civility.lexicon import Lexicon
from bot.civility.model import Exemption, Family, Verdict
from bot.civility.needing import Needs
from bot.civility.patterns import Extent, Place


class PackError(ValueError):
    """A pack that does not load: the message names the pack, the entry and the fault."""

    message_is_safe: ClassVar[bool] = True  # it quotes packs, and no member writes them


@dataclass(frozen=True)
class Pattern:
    """One pattern; it can match where a text has one of the `needs` (none: anywhere).

    It is compiled when a text first has the words: most never are, and a pack loads sooner. `form`
    is what its expression is put into.
    """

    place: Place
    lexicon: Lexicon = field(repr=False)
    needs: tuple[Needs, ...] = ()
    form: str = "{}"

    @property
    def extent(self) -> Extent:
        """What a match takes."""
        return self.place.extent

    @cached_property
    def rarest(self) -> frozenset[str]:
        """Each match has one of these words; empty where it needs none."""
        return frozenset().union(*(needs[0].words for needs in self.needs))

    def may_be_among(self, words: frozenset[str]) -> bool:
        """Whether the pattern may match where these words stand."""
        return not self.needs or not self.rarest.isdisjoint(words)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression over the characters of the pack's lexicon."""
        expression = self.lexicon.expression(self.place)
        return re.compile(self.form.format(expression), re.MULTILINE)


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

    `before` must end where the hit begins, `after` begin where it ends, both in its sentence, or
    `then` begin where the next sentence does. `question`: only where its sentence is one.
    `unless`: patterns that, anywhere in it, mean that the words are the author's own all the same.
    """

    kind: Exemption
    families: frozenset[Family]
    before: AnyOf
    after: AnyOf
    then: AnyOf = AnyOf()
    unless: AnyOf = AnyOf()
    question: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """A language, ready to be matched, with its lists' licence and source.

    `common`: its most frequent words; `deformable`: words that are known in deformed shapes;
    `real`: words that no deformation may be taken for.
    """

    language: str
    licence: str
    source: str
    # A pack is large: whatever shows one, as a test that fails does, is to name it and no more.
    lexicon: Lexicon = field(repr=False)
    common: frozenset[str] = field(repr=False)
    rules: tuple[Rule, ...] = field(repr=False)
    excuses: tuple[Excuse, ...] = field(repr=False)
    texts: Mapping[str, Mapping[str, str]] = field(repr=False)
    deformable: frozenset[str] = field(repr=False)
    real: frozenset[str] = field(repr=False)
