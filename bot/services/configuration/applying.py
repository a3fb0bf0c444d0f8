"""A whole configuration takes the place of another, as a further version."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.servers.configuration import Configuration, from_document
from bot.servers.model import Setting, SettingsVersion
from bot.services.configuration.facts import Adopt, Changed, GoBack, Unchanged
from bot.services.feeds import following
from bot.storage.transaction import Transaction

A_MOMENT = timedelta(minutes=1)
"""In which two people may act upon the same thing without knowing of each other; ours."""


def adopt(fact: Adopt, tx: Transaction, now: datetime) -> Changed | Unchanged:
    """Have an imported configuration hold."""
    if tx.servers.last_version(fact.server_id) != fact.seen:
        return Unchanged.OVERTAKEN
    before = tx.servers.configuration(fact.server_id)
    _take_over(fact.server_id, fact.configuration, fact.by, tx, now)
    version = tx.servers.record_version(fact.server_id, "imported", fact.by, now)
    return Changed(version, before, tx.servers.configuration(fact.server_id))


def go_back(fact: GoBack, tx: Transaction, now: datetime) -> Changed | Unchanged:
    """Have everything as it was at a version."""
    server_id = fact.server_id
    if tx.servers.last_version(server_id) != fact.seen:
        return Unchanged.OVERTAKEN
    if fact.version is None and _was_just_done(fact, tx, now):
        return Unchanged.JUST_TAKEN_BACK
    if fact.version is None:
        target = _before_last(server_id, tx)
    else:
        target = tx.servers.version(server_id, fact.version)
    if target is None:
        return Unchanged.NOTHING_BEFORE if fact.version is None else Unchanged.NO_SUCH_VERSION
    before = tx.servers.configuration(server_id)
    _take_over(server_id, from_document(target.document), fact.by, tx, now)
    version = tx.servers.record_version(server_id, "gone back", fact.by, now, target.version)
    return Changed(version, before, tx.servers.configuration(server_id), target.version)


def _was_just_done(fact: GoBack, tx: Transaction, now: datetime) -> bool:
    """Whether somebody else took a change back a moment ago.

    Two who see the same mistake would else take back what was before it, too.
    """
    last = tx.servers.version(fact.server_id, fact.seen)
    if last is None or last.restores is None or last.made_by == fact.by:
        return False
    return now - last.made_at < A_MOMENT


def _before_last(server_id: int, tx: Transaction) -> SettingsVersion | None:
    """The version before the last change that still holds: what was taken back counts no more."""
    last = tx.servers.version(server_id, tx.servers.last_version(server_id))
    while last is not None and last.restores is not None:
        last = tx.servers.version(server_id, last.restores)
    return None if last is None else tx.servers.version(server_id, last.version - 1)


def _take_over(
    server_id: int, wanted: Configuration, by: int, tx: Transaction, now: datetime
) -> None:
    """Change whatever differs, and try again what was parked, as after any change by hand."""
    for setting in Setting:
        tx.servers.set(server_id, setting, getattr(wanted, setting.value))
    _have_channels(server_id, wanted, tx)
    following.follow(server_id, wanted.feeds, by, tx, now)
    tx.policies.set(server_id, wanted.civility)
    tx.actions.revive(server_id, now)


def _have_channels(server_id: int, wanted: Configuration, tx: Transaction) -> None:
    kept = {each.channel_id for each in wanted.channels}
    for channel in tx.servers.channels(server_id):
        if channel.channel_id not in kept:
            tx.servers.remove_channel(channel.channel_id)
    for each in wanted.channels:
        tx.servers.set_channel(each.in_server(server_id))
