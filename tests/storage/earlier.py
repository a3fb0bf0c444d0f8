"""Databases as earlier versions left them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, text

from bot.storage.engine import writing_engine
from bot.storage.migrating import migrate


def scripts_before(name: str, folder: Path) -> Path:
    """The migrations up to the one whose file's name ends so."""
    scripts = folder / "migrations"
    shutil.copytree(str(files("bot.storage") / "migrations"), scripts)
    every = sorted((scripts / "versions").glob("[0-9]*.py"))
    first = next(each for each in every if each.name.endswith(name))
    for script in every[every.index(first) :]:
        script.unlink()
    return scripts


@contextmanager
def brought_here(
    url: str, path: Path, scripts: Path, rows: Iterable[str], **values: str
) -> Iterator[Connection]:
    """A database that had these rows when `scripts` were all migrations, in this version's schema.

    `rows` are statements, `values` what they name.
    """
    engine = writing_engine(url)
    migrate(engine, path, scripts)
    with engine.begin() as connection:
        for row in rows:
            connection.execute(text(row), values)
    migrate(engine, path)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
