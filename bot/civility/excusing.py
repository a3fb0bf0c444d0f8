"""Whose words they are: what stands in quotation marks or in a quoted line."""

from __future__ import annotations

import re

from bot.civility.model import Context, Exemption, Span, Surface
from bot.civility.surfaces import Face
from bot.civility.text.folding import folded


def quoted(face: Face, span: Span, context: Context) -> tuple[Exemption, ...]:
    """Why a hit's words are somebody else's, as far as quotation tells; empty where they are not.

    A comment that is one quotation and nothing else is its author's own.
    """
    if face.surface is Surface.QUOTE:
        return (_origin(face.text[span.start : span.end], context),)
    marks = '"' in face.text or "“" in face.text or "«" in face.text or "'" in face.text
    if marks or "‘" in face.text:
        inside = _quotation(face.view, span)
        if inside is not None and _says_more(face.view, inside):
            return (_origin(face.text[inside.start : inside.end].strip(_MARKS), context),)
    return ()


def is_attributed(face: Face, exemptions: tuple[Exemption, ...], context: Context) -> bool:
    """Whether nothing speaks against a quoted line being a quotation.

    Where article or parent are known and the line stands in neither, it may be made up.
    """
    made_up = face.surface is Surface.QUOTE and exemptions == (Exemption.QUOTED,)
    return not (made_up and (context.article or context.parent))


_MARKS = "\"“”«»'‘’ \n"
_QUOTATION = re.compile(
    r'"[^"\n]{2,800}"|(?<![^\W_])\'[^\'\n]{2,400}(?:\'(?=[^\W_])[^\'\n]{1,400}){0,8}\'(?![^\W_])'
)
_OTHER_WORDS = 2


def _quotation(view: str, span: Span) -> Span | None:
    for found in _QUOTATION.finditer(folded(view)):
        if found.start() <= span.start and span.end <= found.end():
            return Span(*found.span())
    return None


def _says_more(view: str, inside: Span) -> bool:
    outside = f"{view[: inside.start]} {view[inside.end :]}"
    return len(re.findall(r"[^\W_]{2,}", outside)) >= _OTHER_WORDS


def _origin(words: str, context: Context) -> Exemption:
    said = " ".join(folded(words).split())
    if said in " ".join(folded(context.article).split()):
        return Exemption.FROM_THE_ARTICLE
    if said in " ".join(folded(context.parent).split()):
        return Exemption.FROM_THE_PARENT
    return Exemption.QUOTED
