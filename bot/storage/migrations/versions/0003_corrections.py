"""Articles are read again, and what was posted of them is corrected."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Document, Instant, Snowflake

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "part_texts",
        sa.Column("posting_id", Snowflake(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("sheet", Document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_part_texts_posting_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("posting_id", "ordinal", name="pk_part_texts"),
        sqlite_strict=True,
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", Snowflake(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("to_version", sa.Integer(), nullable=False),
        sa.Column("summary", Document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_corrections_posting_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sqlite_strict=True,
    )
    op.create_index("ix_corrections_posting_id", "corrections", ["posting_id"])
    op.create_table(
        "rereadings",
        sa.Column("posting_id", Snowflake(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("feed_id", Snowflake(), nullable=True),
        sa.Column("carried", Document(), nullable=True),
        sa.Column("carried_hash", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failure", Document(), nullable=True),
        sa.Column("gone_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_rereadings_posting_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_rereadings_feed_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("posting_id", name="pk_rereadings"),
        sqlite_strict=True,
    )
    op.create_index("ix_rereadings_feed_id", "rereadings", ["feed_id"])
