"""Which article a feed's entry announced, whatever it was known by."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # Alembic adds a key in a statement of its own, which SQLite does not have.
    op.execute(
        "ALTER TABLE feed_entries ADD COLUMN article_id INTEGER"
        " CONSTRAINT fk_feed_entries_article_id REFERENCES articles (id)"
    )
    op.create_index("ix_feed_entries_article_id", "feed_entries", ["article_id"])
