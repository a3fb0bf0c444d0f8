"""What rules find in one text, before context and settings have their say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.civility.forms.model import Looked
from bot.civility.forms.rules import Forms
from bot.civility.matching import Hit, candidates, hits
from bot.civility.model import Exemption, Family, Fault, Span, Verdict
from bot.civility.pack import Pack
from bot.civility.signs import Sign
from bot.civility.text.tokens import COMMA, END, Token


class Found(NamedTuple):
    """A rule's hit at `span`; `verdict` is the rule's own."""

    rule: str
    family: Family
    verdict: Verdict
    text_key: str
    span: Span
    exemptions: tuple[Exemption, ...] = ()
    disguised: bool = False


def guarded(rule: str, find: Callable[[], Iterable[Found]], faults: list[Fault]) -> Iterable[Found]:
    """What a rule finds; where it fails, nothing but a fault in `faults`."""
    try:
        return list(find())
    except Exception as error:  # noqa: BLE001 - supervised: a rule that fails is no match
        faults.append(Fault(rule, type(error).__name__))
        return ()


def by_packs(
    packs: Iterable[Pack], tokens: Sequence[Token], is_reply: bool, faults: list[Fault]
) -> Iterator[Found]:
    """The hits of the packs' rules on a text's words."""
    spoken = [token.word for token in tokens]
    words = frozenset(spoken)
    for pack in packs:
        written = ""
        for rule, pattern in candidates(pack, words, is_reply):
            written = written or pack.lexicon.written(spoken)
            found = guarded(
                rule.id,
                lambda: [_found(hit, tokens) for hit in hits(pack, written, rule, pattern)],  # noqa: B023 - called at once
                faults,
            )
            yield from found


def _found(hit: Hit, tokens: Sequence[Token]) -> Found:
    rule = hit.rule
    # Signs at the edges say where a sentence begins or ends; the words between are the hit.
    part = [token for token in tokens[hit.first : hit.last] if token.word not in _SIGNS]
    span = Span(min(token.start for token in part), max(token.end for token in part))
    disguised = any(token.disguised for token in part)
    return Found(rule.id, rule.family, rule.verdict, rule.text_key, span, hit.exemptions, disguised)


_SIGNS = frozenset({COMMA, END})


def by_forms(
    forms: Forms, looked: Looked, signs: frozenset[Sign], faults: list[Fault]
) -> Iterator[Found]:
    """The hits of the rules of form."""
    for rule in forms.rules:
        if rule.sign in signs:
            key = (rule.id, rule.family, rule.verdict, rule.text_key)
            yield from guarded(
                rule.id,
                lambda: [Found(*key, span) for span in rule.detector(looked)],  # noqa: B023 - called at once
                faults,
            )


def strongest(found: Iterable[Found]) -> list[Found]:
    """Without hits that say no more than a stronger or longer one of their family does."""
    kept: list[Found] = []
    for each in sorted(found, key=_weight):
        if not any(_covers(other, each) for other in kept):
            kept.append(each)
    return kept


def _weight(found: Found) -> tuple[int, int, int]:
    length = found.span.end - found.span.start
    return -found.verdict if not found.exemptions else 0, -length, found.span.start


def _covers(other: Found, found: Found) -> bool:
    overlap = other.span.start < found.span.end and found.span.start < other.span.end
    return overlap and other.family is found.family
