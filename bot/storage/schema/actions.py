"""What is owed and was tried, and what went wrong."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text

from bot.storage.schema.columns import id_column, index_of_few, points_to, table
from bot.storage.types import Flag, Instant, Snowflake

actions = table(
    "actions",
    id_column(),
    Column("kind", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    points_to("servers", "server_id"),
    points_to("postings", "posting_id", null=True),
    points_to("discussions", "discussion_id", null=True),
    points_to("comments", "comment_id", null=True),
    points_to("cases", "case_id", null=True),
    points_to("feeds", "feed_id", null=True),
    points_to("articles", "article_id", null=True),
    Column("user_id", Snowflake),
    Column("target_id", Snowflake),
    Column("ordinal", Integer),
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("after_id", Integer, ForeignKey("actions.id", ondelete="CASCADE")),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("forgiven", Integer, nullable=False, server_default="0"),
    Column("nonce", Text, nullable=False),
    Column("withdrawn", Flag, nullable=False, server_default="0"),
    Column("told", Flag, nullable=False, server_default="0"),
    Column("code", Integer),
    Column("ended_at", Instant),
    Column("owner", Text),
    Column("lease_until", Instant),
    Index(
        "ix_actions_unfinished_lane",
        "lane",
        "id",
        sqlite_where=text("state IN ('waiting', 'open')"),
        postgresql_where=text("state IN ('waiting', 'open')"),
    ),
    Index(
        "ix_actions_unfinished_due",
        "due_at",
        sqlite_where=text("state IN ('waiting', 'open')"),
        postgresql_where=text("state IN ('waiting', 'open')"),
    ),
    Index("ix_actions_posting_id", "posting_id"),
    Index("ix_actions_lane_state", "lane", "state"),
    Index("ix_actions_after_id", "after_id"),
    Index("ix_actions_discussion_id", "discussion_id"),
    Index("ix_actions_server_id_state", "server_id", "state"),
    *(
        index_of_few("actions", name)
        for name in ("comment_id", "case_id", "feed_id", "article_id", "user_id")
    ),
)

attempts = table(
    "attempts",
    points_to("actions", "action_id", key=True),
    Column("number", Integer, primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("outcome", Text),
    Column("code", Integer),
)

faults = table(
    "faults",
    id_column(),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_id", Snowflake),
    Column("error", Text, nullable=False),
)
