"""What rules of civility met, and what came of it."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text

from bot.storage.schema.columns import id_column, index_of_few, points_to, table
from bot.storage.types import Flag, Instant, Snowflake

cases = table(
    "cases",
    id_column(),
    points_to("servers", "server_id"),
    points_to("discussions", "discussion_id", null=True),
    points_to("comments", "comment_id", null=True),
    Column("author_id", Snowflake),
    Column("rule", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", Snowflake),
    Column("decision", Text),
    Column("stage", Text, nullable=False, server_default="noted"),
    Column("posted_at", Instant),
    Column("delivery", Text),
    Column("told_at", Instant),
    Column("seen_at", Instant),
    Column("notice_channel_id", Snowflake),
    Column("notice_message_id", Snowflake),
    Column("card_channel_id", Snowflake),
    Column("card_message_id", Snowflake),
    Column("listed_at", Instant),
    Index("ix_cases_author_id_opened_at", "author_id", "opened_at"),
    Index("ix_cases_server_id_stage", "server_id", "stage"),
    *(index_of_few("cases", name) for name in ("discussion_id", "comment_id")),
)

hits = table(
    "hits",
    id_column(),
    points_to("cases", "case_id"),
    points_to("comments", "comment_id"),
    points_to("revisions", "revision_id"),
    Column("rule", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("surface", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("repeated", Flag, nullable=False, server_default="0"),
    Column("evasive", Flag, nullable=False, server_default="0"),
    Index("ix_hits_case_id", "case_id"),
    Index("ix_hits_comment_id", "comment_id"),
    Index("ix_hits_revision_id", "revision_id"),
)

saved_files = table(
    "saved_files",
    Column("attachment_id", Snowflake, primary_key=True, autoincrement=False),
    points_to("comments", "comment_id"),
    Column("saved_at", Instant, nullable=False),
    Index("ix_saved_files_comment_id", "comment_id"),
)

contacts = table(
    "contacts",
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("first_at", Instant, nullable=False),
    Index("ix_contacts_first_at", "first_at"),
)

summaries = table(
    "summaries",
    points_to("servers", "server_id", key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("message_id", Snowflake, nullable=False),
)

strikes = table(
    "strikes",
    id_column(),
    points_to("servers", "server_id"),
    points_to("cases", "case_id"),
    Column("user_id", Snowflake, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("undone_at", Instant),
    Index("ix_strikes_server_id_user_id", "server_id", "user_id"),
    Index("ix_strikes_case_id", "case_id"),
)
