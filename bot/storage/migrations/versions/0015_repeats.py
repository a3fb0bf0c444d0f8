"""Hits say whether they count a step graver because their author had been told of another."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Flag

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("hits", sa.Column("repeated", Flag(), nullable=False, server_default="0"))
