"""Whoever follows a link arrives."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import ROOT, Page, page, pages

LINK = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = ("https://", "mailto:")


def local_links(document: Page) -> list[str]:
    links = (link.strip("<>") for link in LINK.findall(document.prose))
    return [link for link in links if not link.startswith(ELSEWHERE)]


@pytest.mark.parametrize("document", pages(), ids=lambda document: document.name)
def test_every_relative_link_resolves(document):
    folder = (ROOT / document.name).parent

    broken = [link for link in local_links(document) if not (folder / link.split("#")[0]).exists()]

    assert broken == []


@pytest.mark.parametrize("document", pages(), ids=lambda document: document.name)
def test_every_link_to_a_heading_finds_it(document):
    folder = (ROOT / document.name).parent
    aimed = [link.split("#") for link in local_links(document) if "#" in link]

    missing = [
        f"{path}#{anchor}"
        for path, anchor in aimed
        if anchor not in page(_target(folder / path, document)).anchors()
    ]

    assert missing == []


def _target(path: object, document: Page) -> str:
    resolved = ROOT.joinpath(str(path)).resolve()
    return document.name if resolved.is_dir() else resolved.relative_to(ROOT).as_posix()


def test_the_readme_leads_to_every_document():
    linked = {link.split("#")[0] for link in local_links(page("README.md"))}

    assert {document.name for document in pages()} - linked == {"README.md", "data/README.md"}
