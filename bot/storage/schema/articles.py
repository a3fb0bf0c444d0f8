"""Articles, their versions, and what they are known by."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from bot.storage.schema.columns import id_column, points_to, table
from bot.storage.types import Document, Instant, Snowflake

sources = table(
    "sources",
    id_column(),
    points_to("servers", "server_id"),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False, server_default=""),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Snowflake),
    UniqueConstraint("server_id", "kind", "url"),
)

articles = table(
    "articles",
    id_column(),
    points_to("servers", "server_id"),
    points_to("sources", "source_id"),
    Column("identity", Text, nullable=False),
    Column("found_at", Instant, nullable=False),
    UniqueConstraint("server_id", "identity"),
    Index("ix_articles_source_id", "source_id"),
)

article_versions = table(
    "article_versions",
    points_to("articles", "article_id", key=True),
    Column("number", Integer, primary_key=True),
    Column("read_at", Instant, nullable=False),
    Column("document", Document, nullable=False),
)

article_keys = table(
    "article_keys",
    points_to("servers", "server_id", key=True),
    Column("key", Text, primary_key=True),
    points_to("articles", "article_id"),
    Index("ix_article_keys_article_id", "article_id"),
)
