"""Servers and their settings. Every change is kept as a version with who made it."""

from __future__ import annotations

from datetime import datetime

from bot.services.facts import (
    RemoveChannel,
    ServerLeft,
    ServerSeen,
    SetChannel,
    SetLanguage,
    SetNotices,
)
from bot.storage.transaction import Transaction


def see_server(fact: ServerSeen, tx: Transaction, now: datetime) -> None:
    """Know the server from now on, with the language it began with.

    Where the bot comes back to, it takes up what it could not do meanwhile.
    """
    known = tx.servers.get(fact.server_id)
    tx.servers.join(fact.server_id, fact.name, fact.language, now)
    if known is not None and known.left_at is not None:
        tx.actions.revive(fact.server_id, now)


def leave_server(fact: ServerLeft, tx: Transaction, now: datetime) -> None:
    """Settings and records stay for now: absence is not deletion."""
    tx.servers.leave(fact.server_id, now)


def set_channel(fact: SetChannel, tx: Transaction, now: datetime) -> None:
    """Make it an article channel, and try again what was parked in this server."""
    tx.servers.set_channel(fact.channel)
    tx.servers.record_version(fact.channel.server_id, "channel set", fact.by, now)
    tx.actions.revive(fact.channel.server_id, now)


def remove_channel(fact: RemoveChannel, tx: Transaction, now: datetime) -> bool:
    """Post no further articles there; discussions that run go on. False if it was none."""
    if not tx.servers.remove_channel(fact.channel_id):
        return False
    tx.servers.record_version(fact.server_id, "channel removed", fact.by, now)
    return True


def set_notices(fact: SetNotices, tx: Transaction, now: datetime) -> None:
    """Tell the admins there, beginning with what is parked now."""
    tx.servers.set_notices_channel(fact.server_id, fact.channel_id)
    tx.servers.record_version(fact.server_id, "notices channel set", fact.by, now)
    tx.actions.revive(fact.server_id, now)


def set_language(fact: SetLanguage, tx: Transaction, now: datetime) -> None:
    """Public texts from now on are in that language."""
    tx.servers.set_language(fact.server_id, fact.language)
    tx.servers.record_version(fact.server_id, "language set", fact.by, now)
