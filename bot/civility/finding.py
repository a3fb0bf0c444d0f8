"""What rules find in one text, before context and settings have their say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from bot.civility.calling.calls import Asked, Window
from bot.civility.forms.model import Looked
from bot.civility.forms.rules import FormRule, Forms
from bot.civility.matching import ENOUGH, Hit, Sentences
from bot.civility.model import Exemption, Family, Fault, Span, Verdict
from bot.civility.signs import Sign
from bot.civility.text.reading import Reading


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


def by_calls(
    windows: Iterable[Window], reading: Reading, asked: Asked, faults: list[Fault]
) -> Iterator[Found]:
    """The hits of patterns in windows, the gravest first.

    Hits of rules that are allowed count for nothing: others are looked for all the same.
    """
    written: dict[str, Sentences] = {}
    unexcused: set[int] = set()
    for call, first, last in windows:
        pack, rule, pattern = call.pack, call.rule, call.pattern
        if pack.language not in written:
            written[pack.language] = Sentences(pack, reading)
        try:
            hits = written[pack.language].hits(rule, pattern, first, last)
        except Exception as error:  # noqa: BLE001 - supervised: a rule that fails is no match
            faults.append(Fault(rule.id, type(error).__name__))
            continue
        for hit in hits:
            yield _found(hit, reading)
            if not hit.exemptions and rule.id not in asked.allowed:
                unexcused.add(hit.first)
        if len(unexcused) >= ENOUGH:
            return


def _found(hit: Hit, reading: Reading) -> Found:
    rule = hit.rule
    return Found(
        rule=rule.id,
        family=rule.family,
        verdict=rule.verdict,
        text_key=rule.text_key,
        span=reading.span(hit.first, hit.last),
        exemptions=hit.exemptions,
        disguised=reading.is_disguised(hit.first, hit.last),
    )


def by_forms(
    forms: Forms, looked: Looked, signs: frozenset[Sign], faults: list[Fault]
) -> Iterator[Found]:
    """The hits of the rules of form."""
    for rule in forms.rules:
        if rule.sign in signs:
            yield from guarded(rule.id, partial(_formal, rule, looked), faults)


def _formal(rule: FormRule, looked: Looked) -> Iterator[Found]:
    for span in rule.detector(looked):
        yield Found(rule.id, rule.family, rule.verdict, rule.text_key, span)


MOST_REASONS = 20
"""More hits of one family say nothing new."""


def strongest(found: Iterable[Found]) -> list[Found]:
    """Without hits that say no more than a stronger or longer one of their family does."""
    kept: dict[Family, list[Found]] = {}
    for each in sorted(found, key=_weight):
        family = kept.setdefault(each.family, [])
        if len(family) < MOST_REASONS and not any(_overlap(other, each) for other in family):
            family.append(each)
    return [each for family in kept.values() for each in family]


def _weight(found: Found) -> tuple[int, int, int]:
    length = found.span.end - found.span.start
    return -found.verdict if not found.exemptions else 0, -length, found.span.start


def _overlap(one: Found, other: Found) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end
