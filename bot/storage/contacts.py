"""Whom the bot has written to, so that it writes to few strangers in an hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.storage.schema import contacts


class Contacts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def may_write(self, user_id: int, since: datetime, most: int, now: datetime) -> bool:
        """Whether the bot may write to somebody; a stranger takes one of `most` after `since`."""
        known = select(contacts.c.user_id).where(contacts.c.user_id == user_id)
        if self._connection.execute(known).first() is not None:
            return True
        latest = select(func.count()).select_from(contacts).where(contacts.c.first_at > since)
        if self._connection.execute(latest).scalar_one() >= most:
            return False
        self._connection.execute(contacts.insert().values(user_id=user_id, first_at=now))
        return True
