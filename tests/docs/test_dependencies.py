from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_dependency_has_its_reason_and_every_reason_a_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["demo"], *extras["dev"]]
    document = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    names = {re.match(r"[\w.-]+(\[\w+\])?", line)[0] for line in wanted} - {"thoughts-on[demo]"}
    rows = re.findall(r"^\| ([^|]+) \|", document, re.MULTILINE)
    explained = {name for row in rows for name in row.split(", ")} - {"package"}

    assert explained == names
