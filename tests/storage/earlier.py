"""Databases as earlier versions left them."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path


def scripts_before(name: str, folder: Path) -> Path:
    """The migrations up to the one whose file's name ends so."""
    scripts = folder / "migrations"
    shutil.copytree(str(files("bot.storage") / "migrations"), scripts)
    every = sorted((scripts / "versions").glob("[0-9]*.py"))
    first = next(each for each in every if each.name.endswith(name))
    for script in every[every.index(first) :]:
        script.unlink()
    return scripts
