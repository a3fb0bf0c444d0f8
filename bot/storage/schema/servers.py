"""Servers and what their admins chose."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text

from bot.storage.schema.columns import points_to, table
from bot.storage.types import Document, Flag, Instant, Snowflake

servers = table(
    "servers",
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("notices_channel_id", Snowflake),
    Column("joined_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("moderator_role_id", Snowflake),
    Column("moderation_channel_id", Snowflake),
)

setting_versions = table(
    "setting_versions",
    points_to("servers", "server_id", key=True),
    Column("version", Integer, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Snowflake, nullable=False),
    Column("change", Text, nullable=False),
    Column("document", Document, nullable=False),
    Column("restores", Integer),
)

article_channels = table(
    "article_channels",
    Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    points_to("servers", "server_id"),
    Column("close_after_days", Integer),
    Column("mirror", Text, nullable=False),
    Column("part_limit", Integer, nullable=False),
    Index("ix_article_channels_server_id", "server_id"),
)

civility_policies = table(
    "civility_policies",
    points_to("servers", "server_id", key=True),
    Column("capped", Flag, nullable=False),
    Column("verdicts", Document, nullable=False),
    Column("grades", Document, nullable=True),
    Column("rules", Document, nullable=True),
    Column("languages", Document, nullable=True),
)
