"""Who moderates a server, and where they are told."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("servers", sa.Column("moderator_role_id", Snowflake(), nullable=True))
    op.add_column("servers", sa.Column("moderation_channel_id", Snowflake(), nullable=True))
