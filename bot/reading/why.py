"""`read --why`: what became of an address, by the record and without Discord."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.archive.record import Record
from bot.articles.markdown import plain
from bot.services.explaining.sentences import told
from bot.wording import Words

_TIMESTAMP = re.compile(r"<t:(\d+):\w>")


def histories(record: Record, source: str, words: Words) -> list[dict[str, Any]]:
    """For each server that the record knows: its name, and what became of the address there.

    Raises `StorageError`.
    """
    return [
        {"server": server, "lines": [_readable(line) for line in told(words, history)]}
        for server, history in record.histories(source)
    ]


def as_json(source: str, found: Iterable[dict[str, Any]]) -> str:
    """One object on one line."""
    return json.dumps({"source": source, "kind": "history", "servers": list(found)})


def as_text(source: str, found: Iterable[dict[str, Any]]) -> str:
    """A paragraph for each server."""
    paragraphs = ["\n".join((f"{each['server']}:", *each["lines"])) for each in found]
    return "\n\n".join(paragraphs) or f"{source}: no server is in the record."


def _readable(line: str) -> str:
    """Without Markdown, and with times in UTC in the place of Discord's own."""
    return plain(_TIMESTAMP.sub(_time, line))


def _time(match: re.Match[str]) -> str:
    return f"{datetime.fromtimestamp(int(match[1]), UTC):%Y-%m-%d %H:%M} UTC"
