"""How long a feed asks to be kept."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("feeds", sa.Column("ttl_minutes", sa.Integer(), nullable=True))
