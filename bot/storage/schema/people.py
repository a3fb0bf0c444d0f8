"""Who had themselves erased."""

from __future__ import annotations

from sqlalchemy import Column

from bot.storage.schema.columns import table
from bot.storage.types import Instant, Snowflake

erasures = table(
    "erasures",
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
