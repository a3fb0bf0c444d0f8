"""Samples that are posted to try the bot out: their steps, and forgetting them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_, select

from bot.actions.model import Action
from bot.storage.actions import action_of
from bot.storage.schema import actions, articles, discussions, postings, sources


class Trials:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def steps(self, posting_id: int) -> list[Action]:
        """Every action for a posting or its discussion, in order, whatever its state."""
        its = select(discussions.c.id).where(discussions.c.posting_id == posting_id)
        rows = self._connection.execute(
            select(actions)
            .where(or_(actions.c.posting_id == posting_id, actions.c.discussion_id.in_(its)))
            .order_by(actions.c.id)
        )
        return [action_of(row._mapping) for row in rows]

    def forget(self, posting_id: int) -> None:
        """Delete the sample's own source, and with it all that came of it."""
        its = (
            select(articles.c.source_id)
            .join(postings, postings.c.article_id == articles.c.id)
            .where(postings.c.id == posting_id)
        )
        self._connection.execute(delete(sources).where(sources.c.id.in_(its)))
