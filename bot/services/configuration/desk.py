"""What commands and buttons ask about a configuration as a whole. The face that cogs see."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.servers.configuration import Configuration, from_document, to_document
from bot.servers.model import SettingsVersion
from bot.services.configuration.facts import Adopt, Changed, GoBack, Unchanged
from bot.services.configuration.fitting import Surroundings
from bot.services.configuration.importing import LARGEST_FILE, FaultyFileError, configuration_in
from bot.services.moderating.worded_rules import discussions_of
from bot.services.writer import Writer
from bot.storage.database import Database

__all__ = [
    "LARGEST_FILE",
    "Changed",
    "Configuration",
    "ConfigurationDesk",
    "FaultyFileError",
    "Held",
    "Kept",
    "Surroundings",
    "Unchanged",
    "to_document",
]


@dataclass(frozen=True, slots=True)
class Held:
    """The configuration that holds, and the number of its version."""

    configuration: Configuration
    version: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A version, with what was before it."""

    version: SettingsVersion
    before: Configuration
    after: Configuration


class ConfigurationDesk:
    """Reads configurations from the record and from files, and has them hold."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer

    async def held(self, server_id: int) -> Held:
        """What holds now."""
        return await self._database.read(
            lambda tx: Held(tx.servers.configuration(server_id), tx.servers.last_version(server_id))
        )

    async def threads(self, *configurations: Configuration) -> Mapping[int, int]:
        """The threads of the discussions that their rules are about, by the discussions' ids."""
        about = discussions_of(rule for each in configurations for rule in each.civility.rules)
        return await self._database.read(lambda tx: tx.discussions.threads(about))

    async def history(self, server_id: int, before: int | None, limit: int) -> list[Kept]:
        """The newest versions (before that one), newest first, so many at the most."""
        # One more is read: what the oldest one changed is seen by the one before it.
        found, afters = await self._database.read(
            lambda tx: _read(tx.servers.versions(server_id, before, limit + 1))
        )
        befores = [Configuration(), *afters]
        kept = [Kept(*each) for each in zip(found, befores, afters, strict=False)]
        return kept[::-1][:limit]

    async def asked_for(
        self, server_id: int, data: bytes, around: Surroundings
    ) -> tuple[Held, Configuration]:
        """What holds now, and what a file asks for; raises `FaultyFileError`."""
        held = await self.held(server_id)
        discussions = await self._database.read(lambda tx: tx.discussions.ids(server_id))
        # Each pattern of a filter takes milliseconds to compile, and a file may hold thousands.
        asked = await asyncio.to_thread(
            configuration_in, data, held.configuration, around, discussions
        )
        return held, asked

    async def adopt(
        self, server_id: int, wanted: Configuration, seen: int, by: int
    ) -> Changed | Unchanged:
        """Have it hold, unless another version came since that one was seen."""
        answer: Changed | Unchanged = await self._writer.do(Adopt(server_id, wanted, seen, by))
        return answer

    async def go_back(
        self, server_id: int, version: int | None, seen: int, by: int
    ) -> Changed | Unchanged:
        """Go back to a version, or by one change, unless another version came since."""
        answer: Changed | Unchanged = await self._writer.do(GoBack(server_id, version, seen, by))
        return answer


def _read(
    versions: Sequence[SettingsVersion],
) -> tuple[Sequence[SettingsVersion], list[Configuration]]:
    """Versions with what they hold; read on the database's thread, as patterns take their time."""
    return versions, [from_document(each.document) for each in versions]
