"""Another SimCord than the pinned one is refused when the embedded Discord is imported."""

from __future__ import annotations

import pytest
from simcord.http import router

from bot.demo.fidelity import install
from bot.demo.pinned import PINNED, require_pinned_version


def test_another_version_is_refused_by_both_names() -> None:
    with pytest.raises(ImportError, match=r"SimCord 3\.2\.1, and SimCord 3\.3\.0"):
        require_pinned_version("3.3.0")


def test_the_pinned_version_is_taken() -> None:
    require_pinned_version(PINNED)


def test_installing_the_repairs_again_changes_nothing() -> None:
    before = {method: list(table) for method, table in router._ROUTES.items()}

    install()

    assert {method: list(table) for method, table in router._ROUTES.items()} == before
