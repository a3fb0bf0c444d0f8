"""Where outcomes go: a line of JSON or a page for people each; to people, failures beside."""

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
    """For people, as wide as their terminal; what failed is told on standard error."""
    pages, errors = (
        Console(markup=False, highlight=False, stderr=is_for) for is_for in (False, True)
    )
    catalogue = Catalogue.load()
    return lambda outcome: show(outcome, errors if outcome.read is None else pages, catalogue)
