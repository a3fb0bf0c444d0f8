"""What can be wrong with a database, said so that its operator knows what to do."""

from __future__ import annotations


class StorageError(Exception):
    """The database cannot be used as it is. The message says why and what to do next."""


class DatabaseTooNewError(StorageError):
    """The database was written by a newer version of the program."""


class DatabaseLockedError(StorageError):
    """Another process holds the database."""


class DatabaseReadOnlyError(StorageError):
    """The database or its folder cannot be written to."""


class DatabaseClosedError(StorageError):
    """The bot is being stopped, and somebody asked it for something at the last moment."""


class DatabaseCorruptError(StorageError):
    """The file is no database, or a damaged one."""
