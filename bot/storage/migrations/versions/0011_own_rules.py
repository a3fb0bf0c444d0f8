"""Rules of civility that servers make, and what they make of those that ship."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Document

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("civility_policies", sa.Column("grades", Document(), nullable=True))
    op.add_column("civility_policies", sa.Column("rules", Document(), nullable=True))
