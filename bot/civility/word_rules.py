"""The rules of some packs, found by the words of a text, plain or odd."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import chain, dropwhile
from typing import Self

from bot.civility.calling import Asked, Calls, Window
from bot.civility.finding import Found, by_calls
from bot.civility.lexicon import END
from bot.civility.model import Fault
from bot.civility.pack import Pack
from bot.civility.signs import Sign
from bot.civility.text import views
from bot.civility.text.deciphering import Decipherer
from bot.civility.text.reading import Reading
from bot.civility.text.tokens import sentences
from bot.civility.text.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class WordRules:
    """Packs, ready to be asked what they find.

    `_deformed` are words that call nothing up by themselves, but may stand for one that does. A
    text with none of the words in `_looked_at` has neither them nor any that calls something up.
    """

    vocabulary: Vocabulary
    _calls: Calls
    _decipherer: Decipherer
    _deformed: frozenset[str]
    _looked_at: frozenset[str]

    @classmethod
    def of(cls, packs: Iterable[Pack], ordinary: frozenset[str] = frozenset()) -> Self:
        """The rules of these packs; `ordinary`: further words that stand for no others."""
        every = tuple(packs)
        return cls._with(every, Calls.of(every), ordinary)

    def only(self, packs: Iterable[Pack]) -> Self:
        """The rules of some of these packs. The words of the others still stand for no others.

        What calls patterns up is most of what rules hold in memory, and is shared.
        """
        some = tuple(packs)
        return self._with(some, self._calls.only(some), self.vocabulary.ordinary)

    @classmethod
    def _with(cls, every: tuple[Pack, ...], calls: Calls, ordinary: frozenset[str]) -> Self:
        vocabulary = Vocabulary.of(
            known=frozenset().union(*(pack.lexicon.characters for pack in every)),
            telling=calls.telling,
            deformable=frozenset().union(*(pack.deformable for pack in every)),
            real=ordinary.union(*(pack.real for pack in every)),
            common=frozenset().union(*(pack.common for pack in every)),
            languages=(pack.common.union(pack.lexicon.characters) for pack in every),
        )
        deformed = vocabulary.deformed - calls.telling
        looked_at = deformed | calls.telling
        return cls(vocabulary, calls, Decipherer(vocabulary), deformed, looked_at)

    def in_plain(
        self,
        view: str,
        words: AbstractSet[str],
        signs: AbstractSet[Sign],
        asked: Asked,
        faults: list[Fault],
    ) -> Iterable[Found]:
        """Hits in a text that hides nothing and has these words.

        Most comments have no words that can make a hit together, and end here.
        """
        looked_at = self._looked_at & words
        if not looked_at:
            return ()
        misspelt = not self._deformed.isdisjoint(looked_at)
        if not misspelt and not self._calls.may_be_up(looked_at, words):
            return ()
        if Sign.SOFT in signs:
            view = views.unbroken(view, view)
        if misspelt:
            reading = views.plain(view, rough=Sign.ROUGH in signs)
            return self._in_reading(views.respelled(reading, self.vocabulary), asked, faults)
        if Sign.ROUGH in signs:
            return self._in_reading(views.plain(view), asked, faults)
        together = sentences(view)
        windows = _matching(self._calls.up(together, asked), together)
        return _found(windows, partial(views.plain, view, rough=False), asked, faults)

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
        words = {*reading.words}
        if not self._calls.may_be_up(self.vocabulary.telling & words, words):
            return ()
        together = reading.sentences()
        windows = _matching(self._calls.up(together, asked), together)
        return _found(windows, lambda: reading, asked, faults)


def _found(
    windows: Iterator[Window], reading: Callable[[], Reading], asked: Asked, faults: list[Fault]
) -> Iterable[Found]:
    """What is found in windows; the text is read only if there is one."""
    first = next(windows, None)
    if first is None:
        return ()
    return by_calls(chain((first,), windows), reading(), asked, faults)


def _matching(windows: Iterable[Window], together: Sequence[Sequence[str]]) -> Iterator[Window]:
    """The windows from the first in which a pattern finds anything in its sentences alone."""
    written: dict[str, _Written] = {}
    return dropwhile(lambda window: not _matches(window, together, written), windows)


def _matches(
    window: Window, together: Sequence[Sequence[str]], written: dict[str, _Written]
) -> bool:
    pack, pattern = window.call.pack, window.call.pattern
    if (sentences := written.get(pack.language)) is None:
        sentences = written[pack.language] = _Written(pack, together)
    text = sentences.text(window.first, window.last)
    try:
        search = pattern.expression.search
        return bool(search(text) or (pattern.crosses and search(f"{text}{END}")))
    except Exception:  # noqa: BLE001 - supervised where the whole text is looked at
        return True


class _Written:
    """Sentences as one pack's lexicon writes them, each when it is first asked for."""

    def __init__(self, pack: Pack, sentences: Sequence[Sequence[str]]) -> None:
        self._pack, self._sentences = pack, sentences
        self._each: dict[int, str] = {}

    def text(self, first: int, last: int) -> str:
        if last - first == 1:
            return self._at(first)
        return END.join(map(self._at, range(first, min(last, len(self._sentences)))))

    def _at(self, at: int) -> str:
        if (text := self._each.get(at)) is None:
            text = self._each[at] = self._pack.lexicon.written(self._sentences[at])
        return text
