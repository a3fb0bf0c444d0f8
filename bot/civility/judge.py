"""The judge: a comment in, a verdict with its reasons out. Pure; a failing rule is no match.

For each surface of a comment:

1. the signs are read (`signs`): does anything about the characters call for a closer look?
2. the gate: do words stand where any pattern looks for them (`calling`)? Most comments end here;
3. the words are read, before the gate where there is something odd about their spelling;
4. the patterns that can match are tried, and what excuses their hits is recorded (`matching`);
5. rules of form and a server's own patterns look at the text itself.

The strongest hit decides. A hit found only under a disguise goes one step up, and so does one of an
author who was told before.
"""

from __future__ import annotations

import gc
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self

from bot.civility import shipped
from bot.civility.calling.calls import Asked
from bot.civility.checking import Exampled, broken_examples
from bot.civility.excusing import Quotations, is_attributed
from bot.civility.explaining import explanations
from bot.civility.finding import Found, by_forms, strongest
from bot.civility.forms.model import Looked
from bot.civility.forms.rules import Forms
from bot.civility.model import (
    CLEAR,
    NOTHING_KNOWN,
    Comment,
    Context,
    Family,
    Fault,
    Judgement,
    Reason,
    Span,
    Surface,
    Verdict,
)
from bot.civility.own_rule import OWN_WORDS
from bot.civility.own_rules import NO_RULES, OwnRules, by_patterns
from bot.civility.pack import Pack, PackError
from bot.civility.signs import Sign, Signs
from bot.civility.surfaces import Face, faces
from bot.civility.text.deforming import real_halves
from bot.civility.text.folding import NOTHING
from bot.civility.text.unveiling import unveiled
from bot.civility.word_rules import WordRules

READING = "reading"
"""What goes by a rule's name where a text could not be read, by fault of the program."""
_ODD = frozenset({Sign.ODD, Sign.HELD, Sign.MARKS, Sign.EMOJI})
_WRITTEN = frozenset({Surface.TEXT, Surface.FORWARD})  # surfaces whose form is their author's


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges comments by the packs of some languages, the rules of form and a server's own."""

    _packs: tuple[Pack, ...]
    _forms: Forms
    _signs: Signs = field(repr=False)
    _word_rules: tuple[WordRules, ...] = field(repr=False)
    _ordinary: frozenset[str] = field(repr=False)
    _own: OwnRules = NO_RULES

    @staticmethod
    def load(languages: Iterable[str] | None = None) -> Judge:
        """A judge with the packs of these languages, or with all that are there, warm.

        All are loaded in any case, once in a process. Raises `PackError`.
        """
        judge = _loaded()
        return judge if languages is None else judge.speaking(languages)

    def speaking(self, languages: Iterable[str]) -> Self:
        """This judge with no packs but those of these languages, which both share.

        Raises `PackError` where it has none of a language.
        """
        chosen = frozenset(languages)
        packs = tuple(pack for pack in self._packs if pack.language in chosen)
        if unknown := chosen.difference(pack.language for pack in packs):
            raise shipped.no_pack(min(unknown))
        if packs == self._packs:
            return self
        word_rules, *own = self._word_rules
        return replace(self, _packs=packs, _word_rules=(word_rules.only(packs), *own))

    @classmethod
    def of(
        cls, chosen: Iterable[Pack], forms: Forms, examined: Collection[str] = frozenset()
    ) -> Self:
        """A judge with these packs, after their examples have been seen to hold.

        Those of `examined` languages were seen before. Raises `PackError`.
        """
        loaded = tuple(chosen)
        word_rules = WordRules.of(loaded)
        emoji = "".join(sorted(filter(_is_emoji, word_rules.vocabulary.known)))
        ordinary = word_rules.vocabulary.ordinary
        signs = Signs(emoji, real_halves(word_rules.vocabulary.deformable, ordinary))
        judge = cls(loaded, forms, signs, (word_rules,), ordinary)
        rules: list[Exampled] = [*forms.rules]
        for pack in loaded:
            if pack.language in examined:
                judge._warm(pack.rules)
            else:
                rules += pack.rules
        if broken := list(broken_examples(rules, judge.found)):
            raise PackError("; ".join(broken))
        return judge

    def _warm(self, rules: Iterable[Exampled]) -> None:
        """Show the signs' automaton some hundred texts, so that the first comment need not wait."""
        for rule in rules:
            for text in (*rule.hits, *rule.misses):
                self._signs.of(text)

    def only(self, own: OwnRules) -> Self:
        """A judge by a server's own rules and nothing else."""
        return replace(self, _packs=(), _forms=Forms((), {}), _word_rules=()).with_own(own)

    def with_own(self, own: OwnRules) -> Self:
        """This judge with a server's own rules and settings besides."""
        own_words = () if own.pack is None else (WordRules.of((own.pack,), self._ordinary),)
        return replace(self, _word_rules=(*self._word_rules[:1], *own_words), _own=own)

    @property
    def languages(self) -> frozenset[str]:
        """The languages of its packs."""
        return frozenset(pack.language for pack in self._packs)

    @property
    def rules(self) -> Mapping[str, Verdict]:
        """Every built-in rule by id, with its own verdict."""
        by_pack = {rule.id: rule.verdict for pack in self._packs for rule in pack.rules}
        return {**by_pack, **{rule.id: rule.verdict for rule in self._forms.rules}}

    @property
    def families(self) -> Mapping[str, Family]:
        """Every built-in rule by id, with its family."""
        by_pack = {rule.id: rule.family for pack in self._packs for rule in pack.rules}
        return {**by_pack, **{rule.id: rule.family for rule in self._forms.rules}}

    def graded(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """Reasons that were found elsewhere, with the verdicts that a server gives their rules."""
        own = self._own.verdicts
        graded = (replace(each, verdict=own.get(each.rule, each.verdict)) for each in reasons)
        return tuple(each for each in graded if each.verdict)

    def language_of(self, rule: str) -> str | None:
        """The language in which a built-in rule finds what it looks for; None: in any."""
        spoken = (
            pack.language for pack in self._packs if any(rule == each.id for each in pack.rules)
        )
        return next(spoken, None)

    def explanation(self, key: str, *languages: str) -> str:
        """The sentence behind an `explanation_key`, in the first of the languages that has one.

        Where none has, in English.
        """
        if key.startswith(OWN_WORDS):
            return key.removeprefix(OWN_WORDS)
        sources = (*(pack.texts for pack in self._packs), explanations())
        found = [dict(source[key]) for source in sources if key in source]
        texts = ChainMap(*(found or [dict(explanations()["own"])]))  # its pack may be gone
        return next((texts[each] for each in languages if each in texts), texts["en"])

    def judge(self, comment: Comment, context: Context = NOTHING_KNOWN) -> Judgement:
        """The verdict on a comment and its reasons, the strongest first."""
        reasons: list[Reason] = []
        faults: list[Fault] = [*self._own.faults]
        for face in faces(comment):
            reasons += self._heard(face, context, faults)
        if context.previous:
            reasons += self._joined(comment.text, context, faults)
        if not reasons and not faults:
            return CLEAR
        reasons.sort(key=lambda reason: -reason.verdict)
        verdict = max((reason.verdict for reason in reasons), default=Verdict.ALLOW)
        return Judgement(verdict, tuple(reasons), tuple(faults))

    def found(self, text: str, rule: str, *, is_reply: bool) -> list[Found]:
        """A rule's hits on a text that are not quotations, the covered ones included."""
        context = Context(is_reply=is_reply)
        return [
            found
            for face in faces(Comment(text))
            for found in self._found(face, context, [], only=rule)
            if found.rule == rule and not Quotations(face, context).excuse(found.span)
        ]

    def _heard(self, face: Face, context: Context, faults: list[Fault]) -> Iterable[Reason]:
        """The reasons that a face gives; where it cannot be read, none but a fault in `faults`."""
        try:
            found = self._found(face, context, faults)
            return list(self._reasons(found, face, context)) if found else ()
        except Exception as error:  # noqa: BLE001 - supervised: the comment stands, and is recorded
            faults.append(Fault(READING, type(error).__name__))
            return ()

    def _reasons(self, found: Iterable[Found], face: Face, context: Context) -> Iterator[Reason]:
        quotations = Quotations(face, context)
        for each in strongest(found):
            if reason := self._reason(each, face, context, quotations):
                yield reason

    def _found(
        self, face: Face, context: Context, faults: list[Fault], only: str | None = None
    ) -> list[Found]:
        asked = Asked(context.is_reply, only, self._own.allowed)
        view = face.view
        signs = self._signs.of(view)
        found: list[Found] = []
        bare = ""
        if signs and signs & _ODD:
            bare = unveiled(view)
            for rules in self._word_rules:
                found += rules.in_odd(view, bare, signs, asked, faults)
        else:
            for rules in self._word_rules:
                found += rules.in_plain(view, signs, asked, faults)
        if view is not face.whole:
            signs |= self._signs.of(face.whole)
            bare = ""
        if signs and face.surface in _WRITTEN and not self._forms.signs.isdisjoint(signs):
            found += self._in_form(face, bare, signs, context, faults)
        if self._own.gate is not None:
            found += by_patterns(self._own, view, faults)
        return found

    def _in_form(
        self,
        face: Face,
        bare: str,
        signs: frozenset[Sign],
        context: Context,
        faults: list[Fault],
    ) -> Iterable[Found]:
        """`bare`: the whole face unveiled, where that is known already."""
        if Sign.ODD not in signs:
            bare = face.whole
        else:
            bare = bare or unveiled(face.whole)
            if bare != face.whole.lower():  # something hidden, which may show other signs
                signs |= self._signs.of(bare.replace(NOTHING, ""))
        looked = Looked(face.view, face.whole, bare, context, self._forms.limits)
        return by_forms(self._forms, looked, signs, faults)

    def _reason(
        self, found: Found, face: Face, context: Context, quotations: Quotations
    ) -> Reason | None:
        verdict = self._own.verdicts.get(found.rule, found.verdict)
        if verdict is Verdict.ALLOW:
            return None
        exemptions = (*found.exemptions, *quotations.excuse(found.span))
        evasive = found.disguised and not exemptions and verdict < Verdict.REMOVE
        if exemptions:
            verdict = (
                Verdict.ALLOW if is_attributed(face, exemptions, context) else verdict.lowered()
            )
        elif evasive:
            verdict = verdict.raised()
        repeated = context.repeated and Verdict.NUDGE <= verdict < Verdict.REMOVE
        if repeated:
            verdict = verdict.raised()
        return Reason(
            rule=found.rule,
            family=found.family,
            verdict=verdict,
            span=found.span,
            excerpt=face.text[found.span.start : found.span.end],
            explanation_key=found.text_key,
            surface=face.surface,
            exemptions=exemptions,
            disguised=found.disguised,
            evasive=evasive,
            repeated=repeated,
        )

    def _joined(self, text: str, context: Context, faults: list[Fault]) -> Iterator[Reason]:
        """Hits across the seam of the author's last two messages; their spans lie in this one."""
        seam = len(context.previous) + 1
        seam_sign = "\n" if text[:1].islower() else " "  # a word may go on in this one
        whole = f"{context.previous}{seam_sign}{text}"
        face = Face(Surface.JOINED, whole, whole, whole)
        for reason in self._heard(face, context, faults):
            if reason.span.start < seam - 1 and reason.span.end > seam:
                span = Span(0, reason.span.end - seam)
                yield replace(reason, span=span, excerpt=text[: span.end])


@cache
def _loaded() -> Judge:
    """What ships does not change while a process runs, and a judge keeps no state: one serves.

    It stays as long as the process, so garbage is not looked for among its words: neither while
    they are made, which took a third of the time, nor by any later collection, each of which held
    everything up.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        judge = Judge.of(map(shipped.load, shipped.available()), Forms.load(), shipped.examined())
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
    return judge


def _is_emoji(word: str) -> bool:
    return len(word) == 1 and not word.isalnum()
