"""Whose words they are: what stands in quotation marks, in a quoted line, or is forwarded."""

from __future__ import annotations

import re

import re2

from bot.civility.model import Context, Exemption, Span, Surface
from bot.civility.surfaces import Face
from bot.civility.text.folding import folded


class Quotations:
    """What a surface's text quotes, found out when the first hit asks."""

    def __init__(self, face: Face, context: Context) -> None:
        self._face, self._context = face, context
        self._spans: list[Span] | None = None

    def excuse(self, span: Span) -> tuple[Exemption, ...]:
        """Why a hit's words are somebody else's, as far as quotation tells; else empty.

        A comment that is one quotation and nothing else is its author's own, and so is what was
        forwarded, unless it comes from here.
        """
        face = self._face
        if face.surface is Surface.QUOTE:
            return (_origin(face.text[span.start : span.end], self._context),)
        if face.surface is Surface.FORWARD:
            origin = _origin(face.text[span.start : span.end], self._context)
            return () if origin is Exemption.QUOTED else (origin,)
        for inside in self._inside():
            if inside.start <= span.start and span.end <= inside.end:
                words = face.text[inside.start : inside.end].strip(_MARKS)
                return (_origin(words, self._context),)
        return ()

    def _inside(self) -> list[Span]:
        if self._spans is None:
            self._spans = _quoted(self._face.view) if _OPENED.search(self._face.view) else []
        return self._spans


def is_attributed(face: Face, exemptions: tuple[Exemption, ...], context: Context) -> bool:
    """Whether nothing speaks against a quoted line being a quotation.

    Where article or parent are known and the line stands in neither, it may be made up.
    """
    made_up = face.surface is Surface.QUOTE and exemptions == (Exemption.QUOTED,)
    return not (made_up and (context.article or context.parent))


_MARKS = "\"“”«»'‘’ \n"
_QUOTATION = re.compile(
    r"""["'](?:(?<=")[^"\n]{2,800}"|(?<![^\W_]')(?<=')[^'\n]{1,400}"""
    r"""(?:'(?=[^\W_])[^'\n]{1,400}){0,8}'(?![^\W_]))"""
)
# What folds to a mark that can open a quotation; most texts have none, which RE2 sees in no time.
_OPENED = re2.compile("[\"“”„«»‹›]|(?:^|[^\\pL\\pN])['’‘ʼ´]")
_OTHER_WORDS = 2
_FAR_ENOUGH = 100  # characters in which other words would stand


def _quoted(text: str) -> list[Span]:
    view = folded(text)
    spans = (Span(*found.span()) for found in _QUOTATION.finditer(view))
    return [span for span in spans if _says_more(view, span)]


def _says_more(view: str, inside: Span) -> bool:
    near = _FAR_ENOUGH
    outside = f"{view[max(0, inside.start - near) : inside.start]} {view[inside.end :][:near]}"
    return len(re.findall(r"[^\W_]{2,}", outside)) >= _OTHER_WORDS


def _origin(words: str, context: Context) -> Exemption:
    said = " ".join(folded(words).split())
    if said in " ".join(folded(context.article).split()):
        return Exemption.FROM_THE_ARTICLE
    if said in " ".join(folded(context.parent).split()):
        return Exemption.FROM_THE_PARENT
    return Exemption.QUOTED
