"""The rules of some packs, found by the words of a text, plain or odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from bot.civility.calling import Call, Calls
from bot.civility.finding import Found, by_calls
from bot.civility.model import Fault
from bot.civility.pack import Pack
from bot.civility.text import views
from bot.civility.text.deciphering import Decipherer
from bot.civility.text.reading import Reading
from bot.civility.text.tokens import MENTION
from bot.civility.text.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class WordRules:
    """Packs, ready to be asked what they find."""

    vocabulary: Vocabulary
    _calls: Calls
    _decipherer: Decipherer

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """The rules of these packs."""
        every = tuple(packs)
        calls = Calls.of(every)
        vocabulary = Vocabulary.of(
            known=frozenset().union(*(pack.lexicon.characters for pack in every)),
            telling=calls.by_word,
            deformable=frozenset().union(*(pack.deformable for pack in every)),
            real=frozenset().union(*(pack.real for pack in every)),
            common=frozenset().union(*(pack.lexicon.common.keys() for pack in every)),
        )
        return cls(vocabulary, calls, Decipherer(vocabulary))

    def in_plain(
        self, view: str, spoken: frozenset[str], is_reply: bool, faults: list[Fault]
    ) -> Iterable[Found]:
        """Hits in a text that hides nothing and has these words.

        The gate first: most comments have no words that can make a hit together.
        """
        called = self.vocabulary.gate & spoken
        if not called:
            return ()
        if not called <= self.vocabulary.telling:
            reading = views.plain(view, self.vocabulary, misspelt=True)
            return by_calls(self._called(reading, is_reply), reading, faults)
        calls = self._calls.up(spoken | {MENTION} if "@" in view else spoken, called, is_reply)
        if not calls:
            return ()
        return by_calls(calls, views.plain(view, self.vocabulary, misspelt=False), faults)

    def in_odd(self, view: str, bare: str, is_reply: bool, faults: list[Fault]) -> Iterator[Found]:
        """Hits in a text about which something is odd; `bare`: it, unveiled."""
        reading = views.odd(view, bare, self._decipherer)
        return by_calls(self._called(reading, is_reply), reading, faults)

    def _called(self, reading: Reading, is_reply: bool) -> list[Call]:
        spoken = frozenset(reading.words)
        return self._calls.up(spoken, self.vocabulary.telling & spoken, is_reply)
