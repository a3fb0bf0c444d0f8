"""Fixtures that every folder may ask for."""

from __future__ import annotations

import copy
import gc
import marshal
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from discord import app_commands
from hypothesis import HealthCheck, settings
from simcord import gateway
from simcord.http import router
from sqlalchemy import Engine

from bot.services.moderating.judges import built_in
from bot.storage import engine
from cogs.translation import CatalogueTranslator
from tests.community import Community, opened

# The default renderer takes seconds over a traceback.
structlog.configure(processors=[structlog.processors.KeyValueRenderer(key_order=["event"])])

# No test is timed: what an example takes on a busy machine says nothing about it.
settings.register_profile(
    "untimed",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

# Hundreds of small databases commit with a real fsync each: in memory that takes half the time.
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes its own private folder there
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(scope="session")
def loaded_judge() -> None:
    """Loaded once, before a bot waits for it: on a busy machine that can take seconds."""
    built_in()


def pytest_collection_finish() -> None:
    """Leave what lasts alone: each full collection would go through all modules and all tests."""
    gc.freeze()


def share_compiled_statements() -> None:
    """Let every engine use what the first one compiled.

    Each test opens a database of its own, whose engine would compile the same statements anew: a
    third of what a test of a community costs. SQLAlchemy keeps them by dialect, and has no public
    way to hand them on.
    """
    create = engine.create_engine
    first = create("sqlite://")
    first.connect().close()  # the dialect learns at its first connection what SQLite can do

    def sharing(*args: Any, **kwargs: Any) -> Engine:
        new = create(*args, **kwargs)
        new.dialect, new._compiled_cache = first.dialect, first._compiled_cache
        return new

    engine.create_engine = sharing


def share_translated_commands() -> None:
    """Translate each command once: discord.py asks for all of them in thirty locales at each start.

    A command is the same one where its callback is.
    """
    for kind in (app_commands.Command, app_commands.Group):
        kind.get_translated_payload = _remembering(kind.get_translated_payload)


def _remembering(translate: Any) -> Any:
    known: dict[Any, Any] = {}

    async def remembering(command: Any, tree: Any, translator: Any) -> Any:
        if not isinstance(translator, CatalogueTranslator):
            return await translate(command, tree, translator)
        which = _callbacks(command)
        if which not in known:
            known[which] = await translate(command, tree, translator)
        return known[which]

    return remembering


def _callbacks(command: Any) -> tuple[Any, ...]:
    if isinstance(command, app_commands.Group):
        return (command.name, *map(_callbacks, command.commands))
    return (command.name, command.callback)


class _Copying:
    """In the place of the module `copy`, where only payloads are copied."""

    @classmethod
    def deepcopy(cls, payload: Any) -> Any:
        try:
            return marshal.loads(marshal.dumps(payload))  # noqa: S302 - what was just written
        except ValueError:  # there is something in it that JSON does not know, as an enum
            if isinstance(payload, dict):
                return {name: cls.deepcopy(value) for name, value in payload.items()}
            if isinstance(payload, list):
                return list(map(cls.deepcopy, payload))
            return copy.deepcopy(payload)


def copy_payloads_at_once() -> None:
    """Copy payloads in one piece of C: SimCord copies each, and each start brings all commands.

    Object by object that takes a third of a start.
    """
    router.copy = gateway.copy = _Copying


share_compiled_statements()
share_translated_commands()
copy_payloads_at_once()


@pytest.fixture
async def newsroom(tmp_path, loaded_judge) -> AsyncIterator[Community]:
    """A community whose bot is not started yet."""
    async with opened(tmp_path) as community:
        yield community


@pytest.fixture
async def community(newsroom: Community) -> Community:
    """A community whose bot runs, with an article channel and a channel for notices."""
    await newsroom.start()
    await newsroom.set_up()
    return newsroom
