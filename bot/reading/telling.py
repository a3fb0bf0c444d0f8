"""Where outcomes go: standard output, a line of JSON or a page for people each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from rich.console import Console

from bot.reading.as_json import as_json
from bot.reading.command import Outcome
from bot.reading.for_people import show
from bot.wording import Catalogue


def as_lines(outcome: Outcome) -> None:
    """One JSON object a line, in ASCII: it reads the same whatever the terminal's encoding."""
    sys.stdout.write(json.dumps(as_json(outcome)) + "\n")
    sys.stdout.flush()


def as_pages() -> Callable[[Outcome], None]:
    """For people, as wide as their terminal."""
    console, catalogue = Console(markup=False, highlight=False), Catalogue.load()
    return lambda outcome: show(outcome, console, catalogue)
