"""The example in the documentation is a test that passes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_PAGE = Path(__file__).parents[2] / "docs" / "embedded-discord.md"


async def test_the_example_in_the_documentation_passes() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}

    exec(compile(example, str(_PAGE), "exec"), names)  # noqa: S102  the project's own page

    await names["test_a_greeting_comes_after_five_minutes"]()
