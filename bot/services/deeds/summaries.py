"""The moderators' summary of a day: sent once, then edited."""

from __future__ import annotations

from bot.actions.model import Action, Kind
from bot.servers.model import Server
from bot.services.deeds.case_cards import moderators_place
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY
from bot.services.deeds.telling import find_notice
from bot.services.facts import Nothing
from bot.services.moderating.facts import SummarySent
from bot.services.moderating.summaries import Matter, cases_of, heading, matter, summary
from bot.services.refusals import Unperformable
from bot.storage.summaries import SentSummary
from bot.storage.transaction import Transaction


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Sending a day's summary, and editing it."""

    async def summarise(action: Action) -> Fact:
        server, matters, sent = await desk.database.read(lambda tx: _read(desk, action, tx))
        text = summary(_day(action), matters, desk.catalogue.words(server.language))
        if sent is not None:
            place = desk.place(sent.channel_id, server.id)
            message = place.get_partial_message(sent.message_id)
            await message.edit(content=text, allowed_mentions=NOBODY)
            return Nothing()
        if not matters:
            return Nothing()
        place = moderators_place(desk, server)
        new = await place.send(text, silent=True, allowed_mentions=NOBODY, nonce=action.nonce)
        return SummarySent(SentSummary(server.id, _day(action), place.id, new.id))

    async def summarised(action: Action) -> Fact | None:
        server, _, sent = await desk.database.read(lambda tx: _read(desk, action, tx))
        if sent is not None:
            return None
        place, words = moderators_place(desk, server), desk.catalogue.words(server.language)
        found = await find_notice(desk, action, place, heading(_day(action), words))
        if found is None:
            return None
        return SummarySent(SentSummary(server.id, _day(action), place.id, found))

    return {Kind.SUMMARISE: Deed(summarise, summarised)}


def _day(action: Action) -> int:
    return action.subject.ordinal or 0


def _read(
    desk: Desk, action: Action, tx: Transaction
) -> tuple[Server, list[Matter], SentSummary | None]:
    server = tx.servers.get(action.subject.server_id)
    if server is None:
        raise Unperformable
    words, day = desk.catalogue.words(server.language), _day(action)
    matters = [matter(case, tx, words) for case in cases_of(server.id, day, tx)]
    return server, matters, tx.summaries.get(server.id, day)
