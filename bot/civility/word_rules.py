"""The rules of some packs, found by the words of a text, plain or odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Self

from bot.civility.calling.caller import Called, Calling
from bot.civility.calling.calls import Asked, Calls
from bot.civility.finding import Found, by_calls
from bot.civility.model import Fault
from bot.civility.pack import Pack
from bot.civility.signs import Sign
from bot.civility.text import views
from bot.civility.text.deciphering import Decipherer
from bot.civility.text.reading import Reading
from bot.civility.text.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class WordRules:
    """Packs, ready to be asked what they find."""

    vocabulary: Vocabulary
    _calls: Calls
    _caller: Calling
    _decipherer: Decipherer

    @classmethod
    def of(cls, packs: Iterable[Pack], ordinary: frozenset[str] = frozenset()) -> Self:
        """The rules of these packs; `ordinary`: further words that stand for no others."""
        every = tuple(packs)
        calls = Calls.of(every)
        vocabulary = _vocabulary(every, calls, ordinary)
        caller = calls.caller(vocabulary.deformed - calls.telling)
        return cls(vocabulary, calls, caller, Decipherer(vocabulary))

    def only(self, packs: Iterable[Pack]) -> Self:
        """The rules of some of these packs. The words of the others still stand for no others.

        What calls patterns up is most of what rules hold in memory, and is shared.
        """
        some = tuple(packs)
        calls = self._calls.only(some)
        vocabulary = _vocabulary(some, calls, self.vocabulary.ordinary)
        return replace(
            self, vocabulary=vocabulary, _calls=calls, _decipherer=Decipherer(vocabulary)
        )

    def in_plain(
        self, view: str, signs: AbstractSet[Sign], asked: Asked, faults: list[Fault]
    ) -> Iterable[Found]:
        """Hits in a text that hides nothing.

        Most comments have no words that can make a hit together, and end here.
        """
        if Sign.SOFT in signs:
            view = views.unbroken(view, view)
        if Sign.ROUGH in signs:
            reading = views.respelled(views.plain(view), self.vocabulary)
            return self._in_reading(reading, asked, faults)
        called = self._caller.up_in(view)
        if called is None:
            reading = views.respelled(views.plain(view, rough=False), self.vocabulary)
            return self._in_reading(reading, asked, faults)
        if not self._calls.is_any_asked(called, asked):
            return ()
        return self._found(called, views.plain(view, rough=False), asked, faults)

    def in_odd(
        self,
        view: str,
        bare: str,
        signs: AbstractSet[Sign],
        asked: Asked,
        faults: list[Fault],
    ) -> Iterable[Found]:
        """Hits in a text about which something is odd; `bare`: it, unveiled."""
        if Sign.SOFT in signs:
            bare = views.unbroken(view, bare)
        reading = views.odd(view, bare, self._decipherer)
        return self._in_reading(reading, asked, faults)

    def _in_reading(self, reading: Reading, asked: Asked, faults: list[Fault]) -> Iterable[Found]:
        return self._found(self._caller.up(reading.words), reading, asked, faults)

    def _found(
        self, called: Iterable[Called], reading: Reading, asked: Asked, faults: list[Fault]
    ) -> Iterator[Found]:
        windows = self._calls.windows(called, asked)
        return by_calls(windows, reading, asked, faults)


def _vocabulary(packs: Iterable[Pack], calls: Calls, ordinary: frozenset[str]) -> Vocabulary:
    every = tuple(packs)
    return Vocabulary.of(
        known=frozenset().union(*(pack.lexicon.characters for pack in every)),
        telling=calls.telling,
        deformable=frozenset().union(*(pack.deformable for pack in every)),
        real=ordinary.union(*(pack.real for pack in every)),
        common=frozenset().union(*(pack.common for pack in every)),
        languages=(pack.common.union(pack.lexicon.characters) for pack in every),
    )
