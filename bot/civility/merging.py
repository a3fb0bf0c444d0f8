"""A pack's files, merged into one table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Table: TypeAlias = dict[str, Any]


class MergeError(ValueError):
    """Files that do not make one pack: the message names them and the fault."""


def merged(sources: Mapping[str, str]) -> Table:
    """One table of several TOML texts, which go by the names of their files.

    Lists (rules, exemptions) follow each other; whatever has a name or an id stands once. Raises
    `MergeError`.
    """
    whole: Table = {}
    owners: dict[str, str] = {}
    for file, source in sources.items():
        table = _read(file, source)
        for name in _names(table):
            if name in owners:
                raise MergeError(f"{name} stands in {owners[name]} and again in {file}")
            owners[name] = file
        for key, value in table.items():
            match whole.get(key), value:
                case dict() as known, dict():
                    known.update(value)
                case list() as known, list():
                    known.extend(value)
                case None, _:
                    whole[key] = value
                case _:
                    raise MergeError(f"{file}: {key!r} is a list in one file and none in another")
    return whole


def _read(file: str, source: str) -> Table:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise MergeError(f"{file}: {error}") from error


def _names(table: Table) -> Iterator[str]:
    """What may stand in a pack once, each as errors call it."""
    for key, value in table.items():
        match value:
            case dict():
                yield from (f"{key} {name!r}" for name in value)
            case list():
                named = (entry for entry in value if isinstance(entry, dict) and "id" in entry)
                yield from (f"{key} {entry['id']!r}" for entry in named)
            case _:
                yield repr(key)
