"""Articles in channels: their messages, corrections and rereadings."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from bot.storage.schema.columns import id_column, points_to, table
from bot.storage.types import Document, Instant, Snowflake

postings = table(
    "postings",
    id_column(),
    points_to("articles", "article_id"),
    points_to("servers", "server_id"),
    Column("channel_id", Snowflake, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Snowflake),
    Column("token", Text, nullable=False, unique=True),
    Column("mirror", Text, nullable=False),
    Column("part_limit", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("card_message_id", Snowflake),
    Column("card_sent_at", Instant),
    Column("card_edited_at", Instant),
    Column("thread_id", Snowflake),
    Column("invitation_message_id", Snowflake),
    UniqueConstraint("article_id", "channel_id"),
    Index("ix_postings_server_id", "server_id"),
)

parts = table(
    "parts",
    points_to("postings", "posting_id", key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("message_id", Snowflake, nullable=False),
    Column("text_hash", Text, nullable=False),
)

part_texts = table(
    "part_texts",
    points_to("postings", "posting_id", key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("sheet", Document, nullable=False),
)

corrections = table(
    "corrections",
    id_column(),
    points_to("postings", "posting_id"),
    Column("made_at", Instant, nullable=False),
    Column("from_version", Integer, nullable=False),
    Column("to_version", Integer, nullable=False),
    Column("summary", Document, nullable=False),
    Index("ix_corrections_posting_id", "posting_id"),
)

rereadings = table(
    "rereadings",
    points_to("postings", "posting_id", key=True),
    Column("version", Integer, nullable=False),
    Column("url", Text),
    points_to("feeds", "feed_id", null=True),
    Column("carried", Document),
    Column("carried_hash", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("begun_at", Instant, nullable=False),
    Column("read_at", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failure", Document),
    Column("gone_at", Instant),
    Index("ix_rereadings_feed_id", "feed_id"),
)
