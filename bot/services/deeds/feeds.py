"""Reading feeds, and making ready what they bring."""

from __future__ import annotations

from bot.actions.model import Action, Kind
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.facts import Nothing
from bot.services.feeds.polling import poll
from bot.services.feeds.publishing import at_hand, entry_ready, mirror_of, text_of
from bot.services.refusals import Unperformable


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Both are repeated harmlessly."""

    async def read(action: Action) -> Fact:
        feed, server = await desk.database.read(
            lambda tx: (
                tx.feeds.get(action.subject.feed_id or 0),
                tx.servers.get(action.subject.server_id),
            )
        )
        if server is not None and server.left_at is not None:
            raise Unperformable  # it is tried again when the bot is back
        if feed is None or feed.removed_at is not None:
            return Nothing()
        return await poll(desk.web, desk.database, feed)

    async def publish(action: Action) -> Fact:
        at = await desk.database.read(lambda tx: at_hand(action, tx))
        text = await text_of(desk.web, at, action.attempts)
        words, limit = desk.catalogue.words(at.language), at.channel.part_limit
        parts = await desk.layouts.parts(text.article, mirror_of(at, text), limit, words)
        return entry_ready(action, at, text, len(parts))

    return {Kind.POLL_FEED: Deed(read), Kind.PUBLISH: Deed(publish)}
