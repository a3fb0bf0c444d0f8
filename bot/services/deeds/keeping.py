"""Letting go: what goes is looked for beside the writer, which then only deletes it."""

from __future__ import annotations

from bot.actions.model import Action, Kind
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.keeping.facts import ServerToErase
from bot.services.keeping.tidying import look


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Tidying a server's record, and erasing a server. Doing it again is harmless."""

    async def tidy(action: Action) -> Fact:
        now, server_id = desk.clock.now(), action.subject.server_id
        return await desk.database.read(lambda tx: look(server_id, desk.retention, tx, now))

    async def erase_server(action: Action) -> Fact:
        return ServerToErase(action.subject.server_id, action.id)

    return {Kind.TIDY: Deed(tidy), Kind.ERASE_SERVER: Deed(erase_server)}
