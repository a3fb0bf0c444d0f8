"""Servers and their settings. Every change is kept as a version with who made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.actions.model import Kind, NewAction, Subject, greeting_lane
from bot.servers.model import BY_ITSELF, ArticleChannel, Setting
from bot.services.facts import (
    RemoveChannel,
    ServerLeft,
    ServerSeen,
    SetChannel,
    SetDays,
    SetServer,
)
from bot.services.keeping import tidying
from bot.storage.transaction import Transaction

CHANGES: Mapping[Setting, str] = {
    Setting.LANGUAGE: "language set",
    Setting.NOTICES_CHANNEL: "notices channel set",
    Setting.MODERATOR_ROLE: "moderators' role set",
    Setting.MODERATION_CHANNEL: "moderation channel set",
}
"""What a version says of how it came to be."""


def see_server(fact: ServerSeen, tx: Transaction, now: datetime) -> None:
    """Know the server from now on, with the language it began with, and greet it when it is new.

    Where the bot comes back to, it takes up what it could not do meanwhile.
    """
    known = tx.servers.get(fact.server_id)
    tx.servers.join(fact.server_id, fact.name, fact.language, now)
    tidying.come_back(fact.server_id, tx, now)
    tidying.owe_tidying(fact.server_id, now + tidying.EVERY, tx, now)
    if known is None:
        tx.servers.record_version(fact.server_id, "begun", BY_ITSELF, now)
        if fact.joined:
            _greet(fact.server_id, tx, now)
    elif known.left_at is not None:
        tx.actions.revive(fact.server_id, now)


def _greet(server_id: int, tx: Transaction, now: datetime) -> None:
    """One that it was in when it started is left alone: it may have been there for years."""
    subject = Subject(server_id)
    tx.actions.add(NewAction(Kind.GREET, greeting_lane(server_id), subject, now), now)


def leave_server(fact: ServerLeft, tx: Transaction, now: datetime) -> None:
    """Settings and records stay for now: absence is not deletion."""
    tidying.leave(fact.server_id, now, tx, now)


def set_channel(fact: SetChannel, tx: Transaction, now: datetime) -> ArticleChannel:
    """Make it an article channel, and try again what was parked in this server; gives it.

    Changed is what holds now: another admin's change stays.
    """
    held = tx.servers.channel(fact.channel_id)
    channel = _with_days(
        held or ArticleChannel(fact.server_id, fact.channel_id), fact.close_after_days
    )
    channel = replace(
        channel,
        mirror=fact.mirror or channel.mirror,
        part_limit=fact.part_limit or channel.part_limit,
    )
    tx.servers.set_channel(channel)
    tx.servers.record_version(fact.server_id, "channel set", fact.by, now)
    tx.actions.revive(fact.server_id, now)
    return channel


def set_days(fact: SetDays, tx: Transaction, now: datetime) -> None:
    """Close what is posted from now on after so many days; discussions that run keep theirs."""
    for channel in tx.servers.channels(fact.server_id):
        tx.servers.set_channel(_with_days(channel, fact.close_after_days))
    tx.servers.record_version(fact.server_id, "channel set", fact.by, now)


def _with_days(channel: ArticleChannel, days: int | None) -> ArticleChannel:
    return channel if days is None else replace(channel, close_after_days=days or None)


def remove_channel(fact: RemoveChannel, tx: Transaction, now: datetime) -> bool:
    """Post no further articles there; discussions that run go on. False if it was none."""
    if not tx.servers.remove_channel(fact.channel_id):
        return False
    tx.servers.record_version(fact.server_id, "channel removed", fact.by, now)
    return True


def set_server(fact: SetServer, tx: Transaction, now: datetime) -> None:
    """It holds from now on, and what was parked in this server is tried again."""
    tx.servers.set(fact.server_id, fact.setting, fact.value)
    tx.servers.record_version(fact.server_id, CHANGES[fact.setting], fact.by, now)
    tx.actions.revive(fact.server_id, now)
