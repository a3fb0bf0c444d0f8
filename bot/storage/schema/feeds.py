"""Feeds, and what they brought."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from bot.storage.schema.columns import id_column, points_to, table
from bot.storage.types import Document, Flag, Instant, Snowflake

feeds = table(
    "feeds",
    id_column(),
    points_to("sources", "source_id"),
    points_to("servers", "server_id"),
    Column("channel_id", Snowflake, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("republish", Flag),
    Column("interval_minutes", Integer, nullable=False),
    Column("oldest_hours", Integer, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Snowflake, nullable=False),
    Column("removed_at", Instant),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("read_at", Instant),
    Column("failing_since", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failure", Document),
    Column("parked_at", Instant),
    Column("notice_message_id", Snowflake),
    Column("filters", Document),
    Column("ttl_minutes", Integer),
    UniqueConstraint("source_id", "channel_id"),
    Index("ix_feeds_server_id", "server_id"),
)

feed_entries = table(
    "feed_entries",
    points_to("feeds", "feed_id", key=True),
    Column("key", Text, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("article_id", Snowflake, ForeignKey("articles.id")),
    Index("ix_feed_entries_article_id", "article_id"),
)

feed_articles = table(
    "feed_articles",
    points_to("feeds", "feed_id", key=True),
    points_to("articles", "article_id", key=True),
    Column("found_at", Instant, nullable=False),
    Column("stage", Text, nullable=False),
    Column("kept_back_by", Document),
    Index("ix_feed_articles_feed_id_stage", "feed_id", "stage"),
    Index("ix_feed_articles_article_id", "article_id"),
)
