"""What is counted, and what goes with a row that is deleted, is found by an index."""

from alembic import op
from sqlalchemy import text

revision = "0012"
down_revision = "0011"

POINTING = (
    ("article_channels", "server_id"),
    ("deletion_entries", "server_id"),
    ("articles", "source_id"),
    ("postings", "server_id"),
    ("hits", "revision_id"),
    ("strikes", "case_id"),
)
FEW = (("cases", "discussion_id"), ("cases", "comment_id"), ("tombstones", "deleted_by"))


def upgrade() -> None:
    for table, column in POINTING:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for table, column in FEW:
        named = text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_{table}_{column}", table, [column], sqlite_where=named, postgresql_where=named
        )
    op.drop_index("ix_comments_discussion_id_message_id", "comments")
    op.create_index(
        "ix_comments_of_discussion",
        "comments",
        ["discussion_id", "message_id", "standing", "voice"],
    )
