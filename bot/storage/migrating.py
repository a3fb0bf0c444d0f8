"""Bringing a database to this version's schema.

Migrations are only ever appended. A backup is made before any of them runs; foreign keys are off
while they do (a rebuilt table would delete its children) and checked before the end.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from bot.storage.backup import back_up
from bot.storage.engine import integrity_faults
from bot.storage.errors import DatabaseCorruptError, DatabaseReadOnlyError, DatabaseTooNewError


def migrate(engine: Engine, path: Path, scripts: Path | None = None) -> str | None:
    """Migrate the database in `path` to the newest schema; gives the backup's path if one was made.

    `scripts` is a folder of migrations other than the package's own.

    Raises `DatabaseTooNewError`, `DatabaseCorruptError` or the driver's errors; nothing has then
    changed.
    """
    _make_folder(path.parent)
    with as_file(files("bot.storage") / "migrations") as own, engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(scripts or own))
        current = _current(connection)
        target = _target(config, current, path)
        _require_writable(connection)
        if current == target:
            return None
        backup = _back_up(path, current) if current else None
        _upgrade(connection, config, path)
        return backup


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseReadOnlyError(
            f"The folder {folder} cannot be made ({error.strerror}). Make it, or name another one"
            " in DATA_DIR."
        ) from error


def _current(connection: Connection) -> str | None:
    faults = integrity_faults(connection)
    if faults:
        raise DatabaseCorruptError(
            f"The database is damaged ({faults[0]}). Nothing was changed. Put back a backup."
        )
    current = MigrationContext.configure(connection).get_current_revision()
    connection.rollback()
    return current


def _require_writable(connection: Connection) -> None:
    """Fail now and not at the first comment: BEGIN IMMEDIATE passes on a read-only file in WAL."""
    with connection.begin():
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
        connection.rollback()


def _target(config: Config, current: str | None, path: Path) -> str | None:
    scripts = ScriptDirectory.from_config(config)
    try:
        if current is not None:
            scripts.get_revision(current)
    except CommandError as error:
        raise DatabaseTooNewError(
            f"The database {path} was written by a newer version of Thoughts On (schema {current})."
            " Nothing was changed. Install that version, or put back a backup made before the"
            " upgrade."
        ) from error
    return scripts.get_current_head()


def _back_up(path: Path, current: str) -> str:
    folder = path.parent / "backups"
    _make_folder(folder)
    target = folder / f"{path.stem}-before-migration-from-{current}.db"
    target.unlink(missing_ok=True)
    back_up(path, target)
    return str(target)


def _upgrade(connection: Connection, config: Config, path: Path) -> None:
    connection.rollback()
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 - as above
    raw.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
    try:
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_keys(connection, path)
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _check_keys(connection: Connection, path: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise DatabaseCorruptError(
            f"After the migration of {path} a row of {broken[0]} would point nowhere. The migration"
            " was undone; please report this."
        )
