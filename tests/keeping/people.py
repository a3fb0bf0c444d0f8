"""Asking to be forgotten, and looking for what is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.demo.answers import Answer
from bot.demo.places import Channel
from bot.storage.engine import reading_engine
from bot.storage.schema import metadata
from tests.community import Community


async def forget(community: Community, person: Any, where: Channel | None = None) -> Answer:
    """Ask to be forgotten and confirm it."""
    place = where or community.news
    asked = await person.command("/mydata forget", place)
    return await person.click(asked.message, "Erase everything about me")


def database(community: Community) -> Path:
    return community.folder / "thoughts-on.db"


def mentions(community: Community, user_id: int) -> list[str]:
    """Every column of the database that holds the id."""
    engine = reading_engine(f"sqlite:///{database(community)}")
    with engine.connect() as connection:
        found = [
            f"{table.name}.{column.name}"
            for table in metadata.sorted_tables
            for column in table.c
            for value in connection.execute(select(column)).scalars()
            if str(user_id) in str(value)
        ]
    engine.dispose()
    return found
