"""Erasing a person, and erasing them again after an older backup was put back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.services.keeping.clearing import take_back
from bot.services.keeping.facts import Forget
from bot.storage.database import Database
from bot.storage.engine import database_path
from bot.storage.erasure_list import ErasureList
from bot.storage.erasures import Erasure
from bot.storage.transaction import Transaction


def forget(fact: Forget, tx: Transaction, now: datetime) -> None:
    """Erase what is stored about the person, and remember that what they wrote stays erased.

    What quotes them outside of the record is owed to be taken back.
    """
    take_back(fact.erasure.user_id, tx, now)
    tx.erasures.remember(fact.erasure)
    tx.personal.erase(fact.erasure.user_id, now)


async def erase_again(database: Database, listed: ErasureList, now: datetime) -> int:
    """Erase whom the list names and the database does not know as erased; gives how many.

    The list then holds the database's own erasures too. Raises StorageError.
    """

    def erase(tx: Transaction) -> int:
        known = tx.erasures.all()
        unknown = _unknown(listed.read(), known)
        for erasure in unknown:
            forget(Forget(erasure), tx, now)
        listed.add(known)
        return len(unknown)

    return await database.write(erase)


async def erase_in(url: str, now: datetime) -> int:
    """The same for a database that nobody has open; it is brought to this version's schema."""
    database = Database(url)
    try:
        await database.open()
        return await erase_again(database, ErasureList(database_path(url)), now)
    finally:
        await database.close()


def _unknown(listed: Iterable[Erasure], known: Iterable[Erasure]) -> list[Erasure]:
    until = {each.user_id: each.at for each in known}
    return [each for each in listed if each.user_id not in until or each.at > until[each.user_id]]
