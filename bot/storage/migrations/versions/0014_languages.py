"""Servers choose the languages whose rules of civility judge them."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Document

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("civility_policies", sa.Column("languages", Document(), nullable=True))
