"""Everything that `doctor` looks at, in order; each finding is told as soon as it is made."""

from __future__ import annotations

from collections.abc import Callable

from bot.clock import SystemClock
from bot.doctoring.civility import examine_rules
from bot.doctoring.discord_side import examine_discord
from bot.doctoring.machine import (
    examine_folder,
    examine_gate,
    examine_health,
    examine_room,
)
from bot.services.findings import Finding, Grade, note, sound
from bot.settings import Settings
from bot.storage.engine import database_path
from bot.storage.overview import configured
from bot.wording import DEFAULT, Catalogue


async def examine(settings: Settings, tell: Callable[[str], None]) -> set[Grade]:
    """Look at all of it; gives the grades that occurred.

    Raises `StartError` where Discord cannot be asked, `StorageError` from the database.
    """
    grades: set[Grade] = set()

    def told(finding: Finding) -> None:
        grades.add(finding.grade)
        tell(str(finding))

    told(sound("The settings can be used."))
    database = database_path(settings.database_url)
    told(examine_folder(database))
    health = examine_health(database)
    told(health)
    for finding in examine_room(database, SystemClock().now()):
        told(finding)
    catalogue = Catalogue.load()
    words = catalogue.words(DEFAULT)
    told(examine_rules(words))
    told(examine_gate())
    if settings.discord_token is None:
        told(note("DISCORD_TOKEN is not set, so the rights on Discord were not looked at."))
        return grades
    # What is configured, as far as it can be known without changing the database.
    places = configured(settings.database_url) if health.grade is Grade.SOUND else []
    for finding in await examine_discord(
        settings.require_token(), settings.discord_api_url, places, words
    ):
        told(finding)
    return grades
