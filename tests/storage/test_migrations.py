"""Bringing a database to this version's schema, and refusing what cannot be brought there."""

import os
import shutil
import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, text

from bot.storage.database import Database
from bot.storage.engine import explained, writing_engine
from bot.storage.errors import (
    DatabaseCorruptError,
    DatabaseLockedError,
    DatabaseReadOnlyError,
    DatabaseTooNewError,
)
from bot.storage.migrating import migrate
from bot.storage.schema import metadata

FURTHER = '''
"""Rebuilds a table that others point to."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("servers", recreate="always") as table:
        table.add_column(sa.Column("motto", sa.Text()))
'''


def test_the_migrations_lead_to_the_schema_that_the_code_uses(engine):
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_every_table_is_strict(engine):
    with engine.connect() as connection:
        tables = connection.exec_driver_sql("PRAGMA table_list").all()

    ours = {table.name: table.strict for table in tables if table.name in metadata.tables}
    assert set(ours.values()) == {1}
    assert set(ours) == set(metadata.tables)


def test_migrating_twice_changes_nothing(engine, path):
    before = path.read_bytes()

    assert migrate(engine, path) is None
    assert path.read_bytes() == before


def test_a_migration_that_rebuilds_a_table_keeps_the_rows_that_point_to_it(engine, path, tmp_path):
    _fill(engine)
    scripts = _with_a_further_migration(tmp_path)

    migrate(engine, path, scripts)

    with engine.connect() as connection:
        kept = connection.execute(text("SELECT server_id FROM article_channels")).scalars().all()
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert kept == [1]


def test_a_backup_precedes_a_migration(engine, path, tmp_path):
    _fill(engine)

    backup = migrate(engine, path, _with_a_further_migration(tmp_path))

    with sqlite3.connect(backup) as copy:
        names = [row[1] for row in copy.execute("PRAGMA table_info(servers)")]
        assert copy.execute("SELECT name FROM servers").fetchall() == [("The Daily",)]
    copy.close()
    assert "motto" not in names


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(url, path):
    engine = writing_engine(url)
    migrate(engine, path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'abcd'"))
    engine.dispose()
    before = path.read_bytes()

    with pytest.raises(DatabaseTooNewError, match="newer version"):
        await _open(url)

    assert path.read_bytes() == before


async def test_a_database_that_another_process_holds_is_named_as_such(url, path, monkeypatch):
    monkeypatch.setattr("bot.storage.engine.BUSY_MILLISECONDS", 10)
    path.parent.mkdir()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA journal_mode = WAL")
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseLockedError, match="another process"):
        await _open(url)

    holder.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to read-only files")
async def test_a_read_only_database_says_what_right_is_missing(url, path):
    await _open(url)
    path.chmod(0o400)
    path.parent.chmod(0o500)

    with pytest.raises(DatabaseReadOnlyError, match="cannot be written"):
        await _open(url)

    path.parent.chmod(0o700)


def test_a_database_that_takes_no_writes_is_refused_at_the_start_though_its_schema_is_new(
    url, path
):
    engine = writing_engine(url)
    migrate(engine, path)
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))

    with pytest.raises(DatabaseReadOnlyError, match="cannot be written"), explained(path):
        migrate(engine, path)

    engine.dispose()


async def test_a_folder_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "data").write_text("a file where a folder should be")

    with pytest.raises(DatabaseReadOnlyError, match="cannot be made"):
        await _open(f"sqlite:///{tmp_path / 'data' / 'record.db'}")


async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(url, path):
    path.parent.mkdir()
    path.write_bytes(b"This is a shopping list: bread, milk and a newspaper." * 100)
    before = path.read_bytes()

    with pytest.raises(DatabaseCorruptError, match="put back a backup"):
        await _open(url)

    assert path.read_bytes() == before


async def test_a_damaged_database_is_refused(url, path):
    await _open(url)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(8192))

    with pytest.raises(DatabaseCorruptError):
        await _open(url)


async def _open(url: str) -> None:
    database = Database(url)
    try:
        await database.open()
    finally:
        await database.close()


def _fill(engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO servers (id, name, language, joined_at)"
                " VALUES (1, 'The Daily', 'en', 0)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO article_channels (channel_id, server_id, mirror, part_limit)"
                " VALUES (2, 1, 'full', 20)"
            )
        )


def _with_a_further_migration(folder: Path) -> Path:
    scripts = folder / "migrations"
    shutil.copytree(str(files("bot.storage") / "migrations"), scripts)
    head = sorted((scripts / "versions").glob("[0-9]*.py"))[-1].name.split("_")[0]
    (scripts / "versions" / "9999_further.py").write_text(FURTHER.format(head=head))
    return scripts
