"""Every version of a server's settings holds all of them, and says what it went back to.

Older ones said nothing of feeds: those that are watched now are taken for those of then.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Document, Flag, Instant, Snowflake

revision = "0006"
down_revision = "0005"

VERSIONS = sa.table(
    "setting_versions",
    sa.column("server_id", Snowflake()),
    sa.column("version", sa.Integer()),
    sa.column("document", Document()),
)
FEEDS = sa.table(
    "feeds",
    sa.column("server_id", Snowflake()),
    sa.column("url", sa.Text()),
    sa.column("channel_id", Snowflake()),
    sa.column("title", sa.Text()),
    sa.column("republish", Flag()),
    sa.column("interval_minutes", sa.Integer()),
    sa.column("oldest_hours", sa.Integer()),
    sa.column("removed_at", Instant()),
)


def upgrade() -> None:
    op.add_column("setting_versions", sa.Column("restores", sa.Integer(), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(VERSIONS)).all():
        connection.execute(
            sa.update(VERSIONS)
            .where(VERSIONS.c.server_id == row.server_id, VERSIONS.c.version == row.version)
            .values(document=_whole(row.document, _feeds(connection, row.server_id)))
        )


def _feeds(connection: sa.Connection, server_id: int) -> list[dict[str, Any]]:
    columns = [each for each in FEEDS.c if each.name not in ("server_id", "removed_at")]
    watched = (FEEDS.c.server_id == server_id, FEEDS.c.removed_at.is_(None))
    rows = connection.execute(sa.select(*columns).where(*watched)).mappings()
    return [{**row, "title": row["title"][:300]} for row in rows]


def _whole(document: dict[str, Any], feeds: list[dict[str, Any]]) -> dict[str, Any]:
    channels = [
        {name: value for name, value in channel.items() if name != "server_id"}
        for channel in document["channels"]
    ]
    return {"format": 1, "feeds": feeds, **document, "channels": channels}
