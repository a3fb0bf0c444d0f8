"""The changelog speaks of the version that this is."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version

from tests.docs.pages import ROOT, page

HEADING = re.compile(r"^## \[([\d.]+)\] - (?:Unreleased|\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def test_the_newest_version_in_the_changelog_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    newest = HEADING.findall(page("CHANGELOG.md").text)[0]

    assert newest == project["version"] == version("thoughts-on")


def test_only_the_newest_version_may_be_unreleased():
    headings = re.findall(r"^## .+$", page("CHANGELOG.md").text, re.MULTILINE)

    assert all(HEADING.fullmatch(heading) for heading in headings)
    assert [heading for heading in headings[1:] if heading.endswith("Unreleased")] == []
