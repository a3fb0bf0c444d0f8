"""Printing an outcome: for people, and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import StringIO, TextIOWrapper
from typing import TextIO

from rich.console import Console, RenderableType

from .as_json import as_json
from .outcome import Outcome
from .transcript import transcript

_WIDTH = 100
"""Columns, where there is no terminal."""


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
