"""Texts of many comments, page by page."""

from __future__ import annotations

from bot.discussions.model import MessageSeen, Standing, Voice
from bot.storage.arrivals import Arrival
from bot.storage.transaction import Transaction
from tests.storage.places import NOW, discussion

HERE, ELSEWHERE = 11, 12


def said(
    tx: Transaction, discussion_id: int, message_id: int, voice: Voice = Voice.PERSON
) -> Arrival:
    seen = MessageSeen(message_id, 0, 1, voice, NOW, None, f"{discussion_id}.{message_id}")
    place = tx.discussions.get(discussion_id)
    assert place is not None
    return Arrival(place, seen, Standing.COMMENT, 1)


async def test_a_servers_texts_come_page_by_page_those_of_the_latest_discussion_first(database):
    def fill(tx: Transaction) -> None:
        for server_id in (HERE, ELSEWHERE):
            tx.servers.join(server_id, "The Daily", "en", NOW)
        first, other = discussion(tx, HERE, 1), discussion(tx, ELSEWHERE, 2)
        second = discussion(tx, HERE, 3)
        places = ((first, 1), (second, 2), (other, 3), (first, 4), (second, 5))
        bot = said(tx, first, 6, Voice.BOT)
        tx.arrivals.add([*(said(tx, *place) for place in places), bot], NOW)

    def pages(tx: Transaction) -> list[list[str]]:
        found, before = [], None
        while page := tx.standings.texts(HERE, before, 3):
            found.append([each.text for each in page])
            before = page[-1].place
        return found

    await database.write(fill)

    assert await database.read(pages) == [["3.5", "3.2", "1.4"], ["1.1"]]
