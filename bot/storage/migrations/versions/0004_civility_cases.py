"""What a case holds: its hits, how its author was told, where its messages are."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Document, Flag, Instant, Snowflake

revision = "0004"
down_revision = "0003"

CASE_COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("stage", sa.Text(), nullable=False, server_default="noted"),
    sa.Column("posted_at", Instant(), nullable=True),
    sa.Column("delivery", sa.Text(), nullable=True),
    sa.Column("told_at", Instant(), nullable=True),
    sa.Column("seen_at", Instant(), nullable=True),
    sa.Column("notice_channel_id", Snowflake(), nullable=True),
    sa.Column("notice_message_id", Snowflake(), nullable=True),
    sa.Column("card_channel_id", Snowflake(), nullable=True),
    sa.Column("card_message_id", Snowflake(), nullable=True),
    sa.Column("listed_at", Instant(), nullable=True),
)


def upgrade() -> None:
    for column in CASE_COLUMNS:
        op.add_column("cases", column)
    op.create_index("ix_cases_author_id_opened_at", "cases", ["author_id", "opened_at"])
    op.create_index("ix_cases_server_id_stage", "cases", ["server_id", "stage"])
    op.add_column("revisions", sa.Column("parts", Document(), nullable=True))
    op.create_table(
        "civility_policies",
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("capped", Flag(), nullable=False),
        sa.Column("verdicts", Document(), nullable=False),
        _key("civility_policies", "server_id", "servers"),
        sa.PrimaryKeyConstraint("server_id", name="pk_civility_policies"),
        sqlite_strict=True,
    )
    op.create_table(
        "hits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", Snowflake(), nullable=False),
        sa.Column("comment_id", Snowflake(), nullable=False),
        sa.Column("revision_id", Snowflake(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _key("hits", "case_id", "cases"),
        _key("hits", "comment_id", "comments"),
        _key("hits", "revision_id", "revisions"),
        sa.PrimaryKeyConstraint("id", name="pk_hits"),
        sqlite_strict=True,
    )
    op.create_index("ix_hits_case_id", "hits", ["case_id"])
    op.create_index("ix_hits_comment_id", "hits", ["comment_id"])
    op.create_table(
        "saved_files",
        sa.Column("attachment_id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("comment_id", Snowflake(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        _key("saved_files", "comment_id", "comments"),
        sa.PrimaryKeyConstraint("attachment_id", name="pk_saved_files"),
        sqlite_strict=True,
    )
    op.create_index("ix_saved_files_comment_id", "saved_files", ["comment_id"])
    op.create_table(
        "contacts",
        sa.Column("user_id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("first_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_contacts"),
        sqlite_strict=True,
    )
    op.create_index("ix_contacts_first_at", "contacts", ["first_at"])


def _key(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
