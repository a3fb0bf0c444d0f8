"""One judge for all tests of this folder: loading takes more than a second."""

from __future__ import annotations

import pytest

from bot.civility.judge import Judge


@pytest.fixture(scope="session")
def judge() -> Judge:
    """The judge with both packs that ship."""
    return Judge.load(("en", "es"))
