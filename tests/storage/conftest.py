"""A real database in a folder of its own."""

from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.engine import writing_engine
from bot.storage.migrating import migrate


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'record.db'}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "record.db"


@pytest.fixture
async def database(url):
    opened = Database(url)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def engine(url, path):
    made = writing_engine(url)
    migrate(made, path)
    yield made
    made.dispose()
