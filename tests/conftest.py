"""Fixtures that every folder may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import structlog

from tests.community import Community, opened

# The default renderer takes seconds over a traceback.
structlog.configure(processors=[structlog.processors.KeyValueRenderer(key_order=["event"])])


@pytest.fixture
async def newsroom(tmp_path) -> AsyncIterator[Community]:
    """A community whose bot is not started yet."""
    async with opened(tmp_path) as community:
        yield community


@pytest.fixture
async def community(newsroom: Community) -> Community:
    """A community whose bot runs, with an article channel and a channel for notices."""
    await newsroom.start()
    await newsroom.set_up()
    return newsroom
