"""Discussions and comments: every text, every end."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text

from bot.storage.schema.columns import id_column, index_of_few, points_to, table
from bot.storage.types import Document, Flag, Instant, Snowflake

discussions = table(
    "discussions",
    id_column(),
    Column(
        "posting_id",
        Integer,
        ForeignKey("postings.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    points_to("servers", "server_id"),
    Column("channel_id", Snowflake, nullable=False),
    Column("thread_id", Snowflake, unique=True),
    Column("title", Text, nullable=False),
    Column("counts_from", Instant, nullable=False),
    Column("close_after_days", Integer),
    Column("closes_at", Instant),
    Column("override_closed", Flag),
    Column("override_at", Instant),
    Column("override_by", Snowflake),
    Column("opened_at", Instant),
    Column("shut_at", Instant),
    Column("final_message_id", Snowflake),
    Column("read_through", Snowflake),
    Column("closing_message_id", Snowflake),
    Index("ix_discussions_server_id_id", "server_id", "id"),
)

comments = table(
    "comments",
    id_column(),
    points_to("discussions", "discussion_id"),
    Column("author_id", Snowflake),
    Column("voice", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("message_id", Snowflake, nullable=False, unique=True),
    Column("answers_message_id", Snowflake),
    # With all that counting looks at: it is then counted in the index alone.
    Index("ix_comments_of_discussion", "discussion_id", "message_id", "standing", "voice"),
    Index("ix_comments_author_id", "author_id"),
)

comment_messages = table(
    "comment_messages",
    Column("message_id", Snowflake, primary_key=True, autoincrement=False),
    points_to("comments", "comment_id"),
    Index("ix_comment_messages_comment_id", "comment_id"),
)

revisions = table(
    "revisions",
    id_column(),
    points_to("comments", "comment_id"),
    Column("stamp", Instant, nullable=False),
    Column("edited_at", Instant),
    Column("seen_at", Instant, nullable=False),
    Column("text", Text),
    Column("attachments", Document),
    Column("parts", Document),
    Index("ix_revisions_comment_id_stamp_id", "comment_id", "stamp", "id"),
)

tombstones = table(
    "tombstones",
    points_to("comments", "comment_id", key=True),
    # The comment's: what is gone from a discussion is counted by it.
    points_to("discussions", "discussion_id"),
    Column("noticed_at", Instant, nullable=False),
    Column("absence", Text, nullable=False),
    Column("deleted_by", Snowflake),
    Column("blanked_at", Instant),
    Index("ix_tombstones_discussion_id", "discussion_id"),
    index_of_few("tombstones", "deleted_by"),
    Index(
        "ix_tombstones_unblanked",
        "noticed_at",
        sqlite_where=text("blanked_at IS NULL"),
        postgresql_where=text("blanked_at IS NULL"),
    ),
)

stray_deletions = table(
    "stray_deletions",
    Column("message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("thread_id", Snowflake, nullable=False),
    Column("at", Instant, nullable=False),
)

deletion_entries = table(
    "deletion_entries",
    Column("entry_id", Snowflake, primary_key=True, autoincrement=False),
    points_to("servers", "server_id"),
    Column("thread_id", Snowflake, nullable=False),
    Column("author_id", Snowflake, nullable=False),
    Column("moderator_id", Snowflake, nullable=False),
    Column("at", Instant, nullable=False),
    Column("matched", Flag, nullable=False),
    Index("ix_deletion_entries_thread_id_author_id", "thread_id", "author_id"),
    Index("ix_deletion_entries_server_id", "server_id"),
)
