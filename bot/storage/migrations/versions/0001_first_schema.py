"""The first schema."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Document, Flag, Instant, Snowflake

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "faults",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", Snowflake(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faults"),
        sqlite_strict=True,
    )
    op.create_table(
        "servers",
        sa.Column("id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("notices_channel_id", Snowflake(), nullable=True),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_servers"),
        sqlite_strict=True,
    )
    op.create_table(
        "stray_deletions",
        sa.Column("message_id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("thread_id", Snowflake(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_stray_deletions"),
        sqlite_strict=True,
    )
    op.create_table(
        "article_channels",
        sa.Column("channel_id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("close_after_days", sa.Integer(), nullable=True),
        sa.Column("mirror", sa.Text(), nullable=False),
        sa.Column("part_limit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_article_channels_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", name="pk_article_channels"),
        sqlite_strict=True,
    )
    op.create_table(
        "deletion_entries",
        sa.Column("entry_id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("thread_id", Snowflake(), nullable=False),
        sa.Column("author_id", Snowflake(), nullable=False),
        sa.Column("moderator_id", Snowflake(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("matched", Flag(), nullable=False),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_deletion_entries_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name="pk_deletion_entries"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_deletion_entries_thread_id_author_id",
        "deletion_entries",
        ["thread_id", "author_id"],
        unique=False,
    )
    op.create_table(
        "setting_versions",
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", Snowflake(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("document", Document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_setting_versions_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("server_id", "version", name="pk_setting_versions"),
        sqlite_strict=True,
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("added_by", Snowflake(), nullable=True),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_sources_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("server_id", "kind", "url", name="uq_sources_server_id_kind_url"),
        sqlite_strict=True,
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("source_id", Snowflake(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("found_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_articles_server_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_articles_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("server_id", "identity", name="uq_articles_server_id_identity"),
        sqlite_strict=True,
    )
    op.create_table(
        "article_versions",
        sa.Column("article_id", Snowflake(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.Column("document", Document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_article_versions_article_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_article_versions"),
        sqlite_strict=True,
    )
    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", Snowflake(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("channel_id", Snowflake(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", Snowflake(), nullable=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("mirror", sa.Text(), nullable=False),
        sa.Column("part_limit", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("card_message_id", Snowflake(), nullable=True),
        sa.Column("card_sent_at", Instant(), nullable=True),
        sa.Column("card_edited_at", Instant(), nullable=True),
        sa.Column("thread_id", Snowflake(), nullable=True),
        sa.Column("invitation_message_id", Snowflake(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_postings_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_postings_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
        sa.UniqueConstraint("article_id", "channel_id", name="uq_postings_article_id_channel_id"),
        sa.UniqueConstraint("token", name="uq_postings_token"),
        sqlite_strict=True,
    )
    op.create_table(
        "discussions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("channel_id", Snowflake(), nullable=False),
        sa.Column("thread_id", Snowflake(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("counts_from", Instant(), nullable=False),
        sa.Column("close_after_days", sa.Integer(), nullable=True),
        sa.Column("closes_at", Instant(), nullable=True),
        sa.Column("override_closed", Flag(), nullable=True),
        sa.Column("override_at", Instant(), nullable=True),
        sa.Column("override_by", Snowflake(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("shut_at", Instant(), nullable=True),
        sa.Column("final_message_id", Snowflake(), nullable=True),
        sa.Column("read_through", Snowflake(), nullable=True),
        sa.Column("closing_message_id", Snowflake(), nullable=True),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_discussions_posting_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_discussions_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_discussions"),
        sa.UniqueConstraint("posting_id", name="uq_discussions_posting_id"),
        sa.UniqueConstraint("thread_id", name="uq_discussions_thread_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_discussions_server_id_id", "discussions", ["server_id", "id"], unique=False)
    op.create_table(
        "parts",
        sa.Column("posting_id", Snowflake(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("message_id", Snowflake(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_parts_posting_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("posting_id", "ordinal", name="pk_parts"),
        sqlite_strict=True,
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", Snowflake(), nullable=False),
        sa.Column("author_id", Snowflake(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("message_id", Snowflake(), nullable=False),
        sa.Column("answers_message_id", Snowflake(), nullable=True),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions.id"],
            name="fk_comments_discussion_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sa.UniqueConstraint("message_id", name="uq_comments_message_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_comments_discussion_id_message_id",
        "comments",
        ["discussion_id", "message_id"],
        unique=False,
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("discussion_id", Snowflake(), nullable=True),
        sa.Column("comment_id", Snowflake(), nullable=True),
        sa.Column("author_id", Snowflake(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", Snowflake(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name="fk_cases_comment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["discussion_id"], ["discussions.id"], name="fk_cases_discussion_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_cases_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sqlite_strict=True,
    )
    op.create_table(
        "comment_messages",
        sa.Column("message_id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("comment_id", Snowflake(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name="fk_comment_messages_comment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", name="pk_comment_messages"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_comment_messages_comment_id", "comment_messages", ["comment_id"], unique=False
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", Snowflake(), nullable=False),
        sa.Column("stamp", Instant(), nullable=False),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("attachments", Document(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name="fk_revisions_comment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revisions_comment_id_stamp_id", "revisions", ["comment_id", "stamp", "id"], unique=False
    )
    op.create_table(
        "tombstones",
        sa.Column("comment_id", Snowflake(), nullable=False),
        sa.Column("noticed_at", Instant(), nullable=False),
        sa.Column("absence", sa.Text(), nullable=False),
        sa.Column("deleted_by", Snowflake(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name="fk_tombstones_comment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", name="pk_tombstones"),
        sqlite_strict=True,
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", Snowflake(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("channel_id", Snowflake(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("republish", Flag(), nullable=True),
        sa.Column("interval_minutes", sa.Integer(), nullable=False),
        sa.Column("oldest_hours", sa.Integer(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("added_by", Snowflake(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("failing_since", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failure", Document(), nullable=True),
        sa.Column("parked_at", Instant(), nullable=True),
        sa.Column("notice_message_id", Snowflake(), nullable=True),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_feeds_server_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_feeds_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("source_id", "channel_id", name="uq_feeds_source_id_channel_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_feeds_server_id", "feeds", ["server_id"], unique=False)
    op.create_table(
        "article_keys",
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", Snowflake(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_article_keys_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["server_id"],
            ["servers.id"],
            name="fk_article_keys_server_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("server_id", "key", name="pk_article_keys"),
        sqlite_strict=True,
    )
    op.create_index("ix_article_keys_article_id", "article_keys", ["article_id"], unique=False)
    op.create_table(
        "feed_articles",
        sa.Column("feed_id", Snowflake(), nullable=False),
        sa.Column("article_id", Snowflake(), nullable=False),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_feed_articles_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_feed_articles_feed_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feed_id", "article_id", name="pk_feed_articles"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_feed_articles_feed_id_stage", "feed_articles", ["feed_id", "stage"], unique=False
    )
    op.create_table(
        "feed_entries",
        sa.Column("feed_id", Snowflake(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_feed_entries_feed_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feed_id", "key", name="pk_feed_entries"),
        sqlite_strict=True,
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("posting_id", Snowflake(), nullable=True),
        sa.Column("discussion_id", Snowflake(), nullable=True),
        sa.Column("comment_id", Snowflake(), nullable=True),
        sa.Column("case_id", Snowflake(), nullable=True),
        sa.Column("feed_id", Snowflake(), nullable=True),
        sa.Column("article_id", Snowflake(), nullable=True),
        sa.Column("user_id", Snowflake(), nullable=True),
        sa.Column("target_id", Snowflake(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("forgiven", sa.Integer(), server_default="0", nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("withdrawn", Flag(), server_default="0", nullable=False),
        sa.Column("told", Flag(), server_default="0", nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["after_id"], ["actions.id"], name="fk_actions_after_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_actions_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_actions_case_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_actions_feed_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name="fk_actions_comment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions.id"],
            name="fk_actions_discussion_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_actions_posting_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_actions_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
        sqlite_strict=True,
    )
    op.create_index("ix_actions_after_id", "actions", ["after_id"], unique=False)
    op.create_index("ix_actions_discussion_id", "actions", ["discussion_id"], unique=False)
    op.create_index("ix_actions_lane_state", "actions", ["lane", "state"], unique=False)
    op.create_index("ix_actions_posting_id", "actions", ["posting_id"], unique=False)
    op.create_index("ix_actions_server_id_state", "actions", ["server_id", "state"], unique=False)
    op.create_index(
        "ix_actions_unfinished_due",
        "actions",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'open')"),
        postgresql_where=sa.text("state IN ('waiting', 'open')"),
    )
    op.create_index(
        "ix_actions_unfinished_lane",
        "actions",
        ["lane", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'open')"),
        postgresql_where=sa.text("state IN ('waiting', 'open')"),
    )
    op.create_table(
        "strikes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("case_id", Snowflake(), nullable=False),
        sa.Column("user_id", Snowflake(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_strikes_case_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["server_id"], ["servers.id"], name="fk_strikes_server_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_strikes"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_strikes_server_id_user_id", "strikes", ["server_id", "user_id"], unique=False
    )
    op.create_table(
        "attempts",
        sa.Column("action_id", Snowflake(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name="fk_attempts_action_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "number", name="pk_attempts"),
        sqlite_strict=True,
    )
