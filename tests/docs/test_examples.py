"""What a reader would copy works."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest

from tests.docs.pages import ROOT, Page, page, pages
from tests.docs.test_operating import commands


async def test_the_test_that_contributors_are_shown_passes(community):
    (example,) = page("CONTRIBUTING.md").blocks("python")
    names: dict[str, Any] = {}

    exec(compile(example, "CONTRIBUTING.md", "exec"), names)  # noqa: S102 - the project's own page

    await names["test_a_discussion_that_was_extended_stays_open"](community)


def test_every_example_in_python_is_run_by_a_test():
    holding = {document.name for document in pages() if document.blocks("python")}

    assert holding == {"CONTRIBUTING.md", "docs/embedded-discord.md"}


def _said(document: Page) -> list[str]:
    """Lines of shell, from blocks of code and from the prose."""
    blocks = [line.strip() for block in document.blocks("sh") for line in block.splitlines()]
    return [*filter(None, blocks), *document.quoted()]


INVOCATION = re.compile(r"(?:\S*python -m bot|thoughts-on) ([a-z]+)(.*)")
COMMANDS = [
    found
    for document in pages()
    for line in _said(document)
    if (found := INVOCATION.fullmatch(line)) is not None
]


@pytest.mark.parametrize("said", COMMANDS, ids=lambda said: said[0])
def test_every_command_line_that_is_shown_exists_with_its_options(said):
    name, rest = said.groups()

    options = {word for word in shlex.split(rest, comments=True) if word.startswith("-")}

    assert options <= commands()[name]


TARGETS = sorted(
    {
        target
        for document in pages()
        for line in _said(document)
        if (found := re.match(r"make ((?:[\w=.-]+ ?)+)", line)) is not None
        for target in found[1].split()
        if "=" not in target
    }
)


def test_every_target_of_make_that_is_shown_exists():
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert {"demo", "test"} <= set(TARGETS) <= set(rules)


def test_the_file_that_the_readme_has_copied_is_there():
    (line,) = [line for line in _said(page("README.md")) if line.startswith("cp ")]

    _, source, _ = shlex.split(line)

    assert (ROOT / source).exists()
