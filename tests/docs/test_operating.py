"""What operators are told of settings, commands, errors and logs is in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from tests.docs.pages import ROOT, page

OPERATORS = page("docs/operators.md")


def test_every_setting_has_its_row():
    rows = [cells[0].strip("`") for cells in OPERATORS.rows("variable")]

    assert sorted(rows) == sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize(
    ("variable", "default"), [cells[:2] for cells in OPERATORS.rows("variable")], ids=str
)
def test_the_default_of_a_setting_is_the_one_that_is_documented(variable, default):
    field = variable.strip("`").lower()

    value = getattr(Settings.load({}), field)

    expected = {"discord_api_url": None, "database_url": "thoughts-on.db"}.get(field)
    if field == "database_url":
        assert value.endswith(f"/{expected}")
        assert default.startswith(f"`{expected}`")
    elif default.startswith("`"):
        assert default == f"`{value}`"
    else:
        assert value is expected


def commands() -> dict[str, set[str]]:
    """The options of each command of the command line."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return {
        name: {option for each in command.params for option in each.opts if option.startswith("-")}
        for name, command in group.commands.items()
    }


def test_every_command_and_every_option_of_the_command_line_has_its_place():
    rows = {
        cells[0].strip("`").split()[0]: set(re.findall(r"`(--[a-z-]+)`", cells[1]))
        for cells in page("docs/running.md").rows("command")
    }

    assert rows == commands()


@cache
def _program() -> tuple[ast.AST, ...]:
    """Every node of the program's syntax: parsing it takes a second."""
    return tuple(
        node
        for folder in ("bot", "cogs")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def _texts() -> Iterator[str]:
    """Every string that stands in the program."""
    for node in _program():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("said", [cells[0].strip("`") for cells in OPERATORS.rows("it says")])
def test_every_start_error_that_is_explained_is_one_that_the_program_says(said):
    pieces = [piece.strip() for piece in said.split("…") if piece.strip()]

    missing = [piece for piece in pieces if not any(piece in text for text in _texts())]

    assert missing == []


LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


def events() -> Iterator[tuple[str, str]]:
    """Event and level of each line that the program logs."""
    for node in _program():
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="log"), attr=level),
                args=[ast.Constant(value=str(event)), *_],
            ) if level in LEVELS:
                yield event, level


def test_every_event_in_the_logs_is_explained_with_its_level():
    rows = {
        (event, level)
        for cells in OPERATORS.rows("event")
        for event in re.findall(r"`([^`]+)`", cells[0])
        for level in cells[1].split(", ")
    }
    logged = set(events())

    assert {event for event, _ in rows} == {event for event, _ in logged}
    assert logged <= rows
