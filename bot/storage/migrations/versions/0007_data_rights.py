"""What erasing and forgetting need: who was erased, which texts are gone, and quick finding."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Instant, Snowflake

revision = "0007"
down_revision = "0006"

_FEW = ("comment_id", "case_id", "feed_id", "article_id", "user_id")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("user_id", Snowflake(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_erasures"),
        sqlite_strict=True,
    )
    op.add_column("tombstones", sa.Column("blanked_at", Instant(), nullable=True))
    op.create_index(
        "ix_tombstones_unblanked",
        "tombstones",
        ["noticed_at"],
        sqlite_where=sa.text("blanked_at IS NULL"),
        postgresql_where=sa.text("blanked_at IS NULL"),
    )
    op.create_index("ix_comments_author_id", "comments", ["author_id"])
    op.create_index("ix_feed_articles_article_id", "feed_articles", ["article_id"])
    for name in _FEW:
        named = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_actions_{name}", "actions", [name], sqlite_where=named, postgresql_where=named
        )
