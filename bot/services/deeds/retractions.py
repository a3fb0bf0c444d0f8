"""Telling a server's admins, once, that an article is gone where it came from."""

from __future__ import annotations

from bot.actions.model import Action, Kind
from bot.services.deeds.deed import Deed, Desk, Fact, PostingAtHand
from bot.services.deeds.sending import NOBODY
from bot.services.deeds.telling import find_notice
from bot.services.facts import Nothing
from bot.services.refusals import Unperformable
from bot.services.titles import quoted
from bot.storage.rereadings import Rereading
from bot.wording import Reason, Words, rereading_failure


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """The notice names the article, says why and what can be done; nothing is deleted."""

    async def tell(action: Action) -> Fact:
        place, words = await desk.notices(action.subject.server_id)
        at = await desk.posting(action)
        source = await desk.database.read(lambda tx: tx.rereadings.get(at.posting.id))
        if source is None:
            raise Unperformable
        await place.send(_text(words, at, source), allowed_mentions=NOBODY, nonce=action.nonce)
        return Nothing()

    async def told(action: Action) -> Fact | None:
        place, _ = await desk.notices(action.subject.server_id)
        at = await desk.posting(action)
        found = await find_notice(desk, action, place, _card(at))
        return None if found is None else Nothing()

    return {Kind.TELL_OF_ARTICLE: Deed(tell, told)}


def _text(words: Words, at: PostingAtHand, source: Rereading) -> str:
    why = rereading_failure(words, Reason(**source.failure)) if source.failure else ""
    return words("article.gone", title=quoted(at.article.title), why=why, link=_card(at))


def _card(at: PostingAtHand) -> str:
    posting = at.posting
    place = f"{posting.server_id}/{posting.channel_id}/{posting.card_message_id}"
    return f"https://discord.com/channels/{place}"
