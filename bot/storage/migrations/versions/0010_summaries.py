"""Where the moderators' daily summaries are."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Snowflake

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "summaries",
        sa.Column("server_id", Snowflake(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("channel_id", Snowflake(), nullable=False),
        sa.Column("message_id", Snowflake(), nullable=False),
        sa.ForeignKeyConstraint(
            ["server_id"],
            ["servers.id"],
            name="fk_summaries_server_id_servers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("server_id", "day", name="pk_summaries"),
        sqlite_strict=True,
    )
