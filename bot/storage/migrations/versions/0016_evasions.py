"""Hits say whether they count a step graver because the words are disguised."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Flag

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("hits", sa.Column("evasive", Flag(), nullable=False, server_default="0"))
