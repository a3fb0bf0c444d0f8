"""The sentences that explain rules to those who broke them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def explanations() -> Mapping[str, Mapping[str, str]]:
    """For each key that a rule may name, its sentence by language."""
    source = files("bot.civility.packs").joinpath("explanations.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)
