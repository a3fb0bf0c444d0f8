"""Printing an outcome: for people, for machines, and as a picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO, TextIOWrapper
from itertools import takewhile
from typing import TextIO

from rich.console import Console, RenderableType

from .as_json import as_json
from .outcome import Outcome, Place
from .transcript import as_people_see_it, transcript

_WIDTH = 100
"""Columns, where there is no terminal."""
_FONT_FACE = re.compile(r"@font-face\s*{[^}]*}\s*")


def print_transcript(outcome: Outcome, output: TextIO) -> None:
    """With colours on a terminal, plain anywhere else; what the encoding lacks is a `?`."""
    if isinstance(output, TextIOWrapper):
        output.reconfigure(errors="replace")
    if Console(file=output).is_terminal:
        _print(transcript(outcome), Console(file=output, highlight=False))
        return
    plain = StringIO()
    _print(transcript(outcome), Console(file=plain, width=_WIDTH, highlight=False))
    output.writelines(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines())


def print_json(outcome: Outcome, output: TextIO) -> None:
    """One object."""
    json.dump(as_json(outcome), output, ensure_ascii=not _is_unicode(output), indent=2)
    output.write("\n")


def _is_unicode(output: TextIO) -> bool:
    return (output.encoding or "").casefold().startswith("utf")


def _print(parts: Iterable[RenderableType], console: Console) -> None:
    for part in parts:
        console.print(part)


def picture(outcome: Outcome) -> str:
    """Card and discussion, the mirrored article aside, as an SVG that loads nothing else."""
    console = Console(
        file=StringIO(),
        record=True,
        width=_WIDTH,
        color_system="truecolor",
        force_terminal=True,
        highlight=False,
    )
    talk = replace(outcome, threads=tuple(map(_from_the_invitation, outcome.threads)))
    _print(as_people_see_it(talk), console)
    svg = console.export_svg(title="Thoughts On", unique_id="thoughts-on")
    return _FONT_FACE.sub("", svg)


def _from_the_invitation(place: Place) -> Place:
    """A thread without the parts of the article: what its bot wrote last before anybody else."""
    bot_id = place.entries[0].seen.author_id
    own = list(takewhile(lambda entry: entry.seen.author_id == bot_id, place.entries))
    return replace(place, entries=place.entries[len(own) - 1 :])
