"""A tombstone knows its discussion, so that what is gone is counted without asking each comment."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Instant, Snowflake

revision = "0013"
down_revision = "0012"

COPY = """
    INSERT INTO tombstones_of_discussions
        (comment_id, discussion_id, noticed_at, absence, deleted_by, blanked_at)
    SELECT comment_id, discussion_id, noticed_at, absence, deleted_by, blanked_at
    FROM tombstones JOIN comments ON comments.id = tombstones.comment_id
"""


def upgrade() -> None:
    op.create_table(
        "tombstones_of_discussions",
        sa.Column("comment_id", Snowflake(), nullable=False),
        sa.Column("discussion_id", Snowflake(), nullable=False),
        sa.Column("noticed_at", Instant(), nullable=False),
        sa.Column("absence", sa.Text(), nullable=False),
        sa.Column("deleted_by", Snowflake(), nullable=True),
        sa.Column("blanked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name="fk_tombstones_comment_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions.id"],
            name="fk_tombstones_discussion_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", name="pk_tombstones"),
        sqlite_strict=True,
    )
    op.execute(COPY)
    op.drop_table("tombstones")
    op.rename_table("tombstones_of_discussions", "tombstones")
    op.create_index("ix_tombstones_discussion_id", "tombstones", ["discussion_id"])
    for name, column, few in (
        ("ix_tombstones_deleted_by", "deleted_by", "deleted_by IS NOT NULL"),
        ("ix_tombstones_unblanked", "noticed_at", "blanked_at IS NULL"),
    ):
        where = sa.text(few)
        op.create_index(name, "tombstones", [column], sqlite_where=where, postgresql_where=where)
