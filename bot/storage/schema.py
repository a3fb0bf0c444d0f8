"""The tables.

Comments are not messages: a comment has its own id and one or more messages. Nothing derived is
stored (counts, standings, closure). A card's id may equal its thread's: no key forbids it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.types import Document, Flag, Instant, Snowflake

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _where_named(table: str, name: str) -> Index:
    """For a column that few rows fill: deleting what it points to looks for them."""
    named = text(f"{name} IS NOT NULL")
    return Index(f"ix_{table}_{name}", name, sqlite_where=named, postgresql_where=named)


def _of(table: str, name: str, *, null: bool = False, key: bool = False) -> Column[int]:
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, Snowflake, target, nullable=null, primary_key=key)


servers = _table(
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

setting_versions = _table(
    "setting_versions",
    _of("servers", "server_id", key=True),
    Column("version", Integer, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Snowflake, nullable=False),
    Column("change", Text, nullable=False),
    Column("document", Document, nullable=False),
    Column("restores", Integer),
)

article_channels = _table(
    "article_channels",
    Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    _of("servers", "server_id"),
    Column("close_after_days", Integer),
    Column("mirror", Text, nullable=False),
    Column("part_limit", Integer, nullable=False),
)

sources = _table(
    "sources",
    _id(),
    _of("servers", "server_id"),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False, server_default=""),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Snowflake),
    UniqueConstraint("server_id", "kind", "url"),
)

articles = _table(
    "articles",
    _id(),
    _of("servers", "server_id"),
    _of("sources", "source_id"),
    Column("identity", Text, nullable=False),
    Column("found_at", Instant, nullable=False),
    UniqueConstraint("server_id", "identity"),
)

article_versions = _table(
    "article_versions",
    _of("articles", "article_id", key=True),
    Column("number", Integer, primary_key=True),
    Column("read_at", Instant, nullable=False),
    Column("document", Document, nullable=False),
)

article_keys = _table(
    "article_keys",
    _of("servers", "server_id", key=True),
    Column("key", Text, primary_key=True),
    _of("articles", "article_id"),
    Index("ix_article_keys_article_id", "article_id"),
)

feeds = _table(
    "feeds",
    _id(),
    _of("sources", "source_id"),
    _of("servers", "server_id"),
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

feed_entries = _table(
    "feed_entries",
    _of("feeds", "feed_id", key=True),
    Column("key", Text, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("article_id", Snowflake, ForeignKey("articles.id")),
    Index("ix_feed_entries_article_id", "article_id"),
)

feed_articles = _table(
    "feed_articles",
    _of("feeds", "feed_id", key=True),
    _of("articles", "article_id", key=True),
    Column("found_at", Instant, nullable=False),
    Column("stage", Text, nullable=False),
    Column("kept_back_by", Document),
    Index("ix_feed_articles_feed_id_stage", "feed_id", "stage"),
    Index("ix_feed_articles_article_id", "article_id"),
)

postings = _table(
    "postings",
    _id(),
    _of("articles", "article_id"),
    _of("servers", "server_id"),
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
)

parts = _table(
    "parts",
    _of("postings", "posting_id", key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("message_id", Snowflake, nullable=False),
    Column("text_hash", Text, nullable=False),
)

part_texts = _table(
    "part_texts",
    _of("postings", "posting_id", key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("sheet", Document, nullable=False),
)

corrections = _table(
    "corrections",
    _id(),
    _of("postings", "posting_id"),
    Column("made_at", Instant, nullable=False),
    Column("from_version", Integer, nullable=False),
    Column("to_version", Integer, nullable=False),
    Column("summary", Document, nullable=False),
    Index("ix_corrections_posting_id", "posting_id"),
)

rereadings = _table(
    "rereadings",
    _of("postings", "posting_id", key=True),
    Column("version", Integer, nullable=False),
    Column("url", Text),
    _of("feeds", "feed_id", null=True),
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

discussions = _table(
    "discussions",
    _id(),
    Column(
        "posting_id",
        Integer,
        ForeignKey("postings.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    _of("servers", "server_id"),
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

comments = _table(
    "comments",
    _id(),
    _of("discussions", "discussion_id"),
    Column("author_id", Snowflake),
    Column("voice", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("message_id", Snowflake, nullable=False, unique=True),
    Column("answers_message_id", Snowflake),
    Index("ix_comments_discussion_id_message_id", "discussion_id", "message_id"),
    Index("ix_comments_author_id", "author_id"),
)

comment_messages = _table(
    "comment_messages",
    Column("message_id", Snowflake, primary_key=True, autoincrement=False),
    _of("comments", "comment_id"),
    Index("ix_comment_messages_comment_id", "comment_id"),
)

revisions = _table(
    "revisions",
    _id(),
    _of("comments", "comment_id"),
    Column("stamp", Instant, nullable=False),
    Column("edited_at", Instant),
    Column("seen_at", Instant, nullable=False),
    Column("text", Text),
    Column("attachments", Document),
    Column("parts", Document),
    Index("ix_revisions_comment_id_stamp_id", "comment_id", "stamp", "id"),
)

tombstones = _table(
    "tombstones",
    _of("comments", "comment_id", key=True),
    Column("noticed_at", Instant, nullable=False),
    Column("absence", Text, nullable=False),
    Column("deleted_by", Snowflake),
    Column("blanked_at", Instant),
    Index(
        "ix_tombstones_unblanked",
        "noticed_at",
        sqlite_where=text("blanked_at IS NULL"),
        postgresql_where=text("blanked_at IS NULL"),
    ),
)

erasures = _table(
    "erasures",
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)

stray_deletions = _table(
    "stray_deletions",
    Column("message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("thread_id", Snowflake, nullable=False),
    Column("at", Instant, nullable=False),
)

deletion_entries = _table(
    "deletion_entries",
    Column("entry_id", Snowflake, primary_key=True, autoincrement=False),
    _of("servers", "server_id"),
    Column("thread_id", Snowflake, nullable=False),
    Column("author_id", Snowflake, nullable=False),
    Column("moderator_id", Snowflake, nullable=False),
    Column("at", Instant, nullable=False),
    Column("matched", Flag, nullable=False),
    Index("ix_deletion_entries_thread_id_author_id", "thread_id", "author_id"),
)

civility_policies = _table(
    "civility_policies",
    _of("servers", "server_id", key=True),
    Column("capped", Flag, nullable=False),
    Column("verdicts", Document, nullable=False),
    Column("grades", Document, nullable=True),
    Column("rules", Document, nullable=True),
)

cases = _table(
    "cases",
    _id(),
    _of("servers", "server_id"),
    _of("discussions", "discussion_id", null=True),
    _of("comments", "comment_id", null=True),
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
)

hits = _table(
    "hits",
    _id(),
    _of("cases", "case_id"),
    _of("comments", "comment_id"),
    _of("revisions", "revision_id"),
    Column("rule", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("surface", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_hits_case_id", "case_id"),
    Index("ix_hits_comment_id", "comment_id"),
)

saved_files = _table(
    "saved_files",
    Column("attachment_id", Snowflake, primary_key=True, autoincrement=False),
    _of("comments", "comment_id"),
    Column("saved_at", Instant, nullable=False),
    Index("ix_saved_files_comment_id", "comment_id"),
)

contacts = _table(
    "contacts",
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("first_at", Instant, nullable=False),
    Index("ix_contacts_first_at", "first_at"),
)

summaries = _table(
    "summaries",
    _of("servers", "server_id", key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("message_id", Snowflake, nullable=False),
)

strikes = _table(
    "strikes",
    _id(),
    _of("servers", "server_id"),
    _of("cases", "case_id"),
    Column("user_id", Snowflake, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("undone_at", Instant),
    Index("ix_strikes_server_id_user_id", "server_id", "user_id"),
)

actions = _table(
    "actions",
    _id(),
    Column("kind", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    _of("servers", "server_id"),
    _of("postings", "posting_id", null=True),
    _of("discussions", "discussion_id", null=True),
    _of("comments", "comment_id", null=True),
    _of("cases", "case_id", null=True),
    _of("feeds", "feed_id", null=True),
    _of("articles", "article_id", null=True),
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
        _where_named("actions", name)
        for name in ("comment_id", "case_id", "feed_id", "article_id", "user_id")
    ),
)

attempts = _table(
    "attempts",
    _of("actions", "action_id", key=True),
    Column("number", Integer, primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("outcome", Text),
    Column("code", Integer),
)

faults = _table(
    "faults",
    _id(),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_id", Snowflake),
    Column("error", Text, nullable=False),
)
