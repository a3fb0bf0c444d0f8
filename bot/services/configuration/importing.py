"""Reading a configuration from a file: whole or not at all, every fault told at once.

What a file leaves out stays as it is, so that a part of one can be imported, too.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from typing import Any

from bot.servers.configuration import (
    FORMAT,
    Configuration,
    Misfit,
    MisfitError,
    from_document,
    to_document,
)
from bot.services.configuration.fitting import Surroundings, named, unfit
from bot.wording import Reason

LARGEST_FILE = 1_000_000
"""Bytes. A server with as many feeds as may be takes a third of it."""


class FaultyFileError(ValueError):
    """A file that is no configuration for this server: why, with all that is wrong in it."""

    def __init__(self, faults: Iterable[Reason]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults in a file")


def configuration_in(
    data: bytes, current: Configuration, around: Surroundings, discussions: Container[int]
) -> Configuration:
    """The configuration that a file asks for, in a server with these discussions (ids).

    Raises `FaultyFileError`.
    """
    document = _document(data)
    try:
        wanted = from_document(_completed(document, to_document(current)))
    except MisfitError as error:
        raise FaultyFileError(map(_reason, error.misfits)) from None
    if faults := list(unfit(wanted, current, around, discussions)):
        raise FaultyFileError(faults)
    return wanted


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(data)
    except json.JSONDecodeError as error:
        at = {"line": error.lineno, "column": error.colno}
        raise FaultyFileError([Reason("config.fault_json", at)]) from None  # it quotes the file
    except (ValueError, RecursionError):
        raise FaultyFileError([Reason("config.fault_no_json", {})]) from None  # it quotes the file
    if not isinstance(document, dict) or "format" not in document:
        raise FaultyFileError([Reason("config.fault_no_configuration", {})])
    if document["format"] != FORMAT:
        raise FaultyFileError([Reason("config.fault_format", {"format": FORMAT})])
    return document


def _completed(document: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says, and of what it leaves out what holds now; so for civility by itself."""
    whole = {**current, **document}
    if isinstance(civility := document.get("civility"), dict):
        whole["civility"] = {**current["civility"], **civility}
    return whole


def _reason(misfit: Misfit) -> Reason:
    limit = misfit.limit.replace(" or ", ", ").replace("'", "`")
    key = FAULTS.get(misfit.kind) or KINDS.get(misfit.kind.partition("_")[0], "config.fault_other")
    return Reason(key, {"place": named(misfit.place), "limit": limit})


FAULTS: Mapping[str, str] = {
    "missing": "config.fault_missing",
    "unexpected_keyword_argument": "config.fault_unknown",
    "literal_error": "config.fault_choice",
    "enum": "config.fault_choice",
    "value_error": "config.fault_filter",
    "greater_than_equal": "config.fault_least",
    "less_than_equal": "config.fault_most",
    "string_too_long": "config.fault_long",
    "string_too_short": "config.fault_missing",
    "string_pattern_mismatch": "config.fault_rule_name",
    "too_long": "config.fault_many",
}
"""By pydantic's names of errors."""
KINDS: Mapping[str, str] = {
    "int": "config.fault_number",
    "string": "config.fault_text",
    "bool": "config.fault_flag",
    "tuple": "config.fault_list",
    "dict": "config.fault_object",
    "dataclass": "config.fault_object",
}
"""By the first word of those that tell of a wrong type."""
