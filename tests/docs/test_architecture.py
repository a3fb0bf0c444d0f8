"""The map shows the folders that there are."""

from __future__ import annotations

import re

from tests.docs.pages import ROOT, page, pages


def test_every_package_is_on_the_map_and_nothing_else():
    packages = {f"bot/{path.parent.name}/" for path in (ROOT / "bot").glob("*/__init__.py")}

    shown = {cells[0].strip("`") for cells in page("docs/architecture.md").rows("folder")}

    assert shown == packages | {"cogs/"}


def test_every_file_that_a_document_names_exists():
    named = {
        (document.name, name)
        for document in pages()
        for name in document.quoted()
        if re.fullmatch(r"(?:bot|cogs|tests|docs|benchmarks|\.ci)/[\w./-]*", name)
    }

    assert len(named) > 20
    assert {each for each in named if not (ROOT / each[1]).exists()} == set()
