"""Filters of feeds, and which of them keeps an article back."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Document

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("feeds", sa.Column("filters", Document(), nullable=True))
    op.add_column("feed_articles", sa.Column("kept_back_by", Document(), nullable=True))
