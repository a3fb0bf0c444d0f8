"""Reading articles again, and editing what was posted of them. All of it may be repeated."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.actions.outcomes import THREAD_ARCHIVED
from bot.articles.document import from_document
from bot.articles.layout import text_hash, thread_name
from bot.services.corrections.facts import CorrectionEnded, PartEdited
from bot.services.corrections.planning import AtHand, plan
from bot.services.corrections.reading_again import at_hand, read_again
from bot.services.corrections.sheets import Mirrored, mirrored
from bot.services.deeds.cards import correction_line
from bot.services.deeds.deed import Deed, Desk, Fact, PostingAtHand
from bot.services.deeds.mirror import part_at, part_view, takes_pictures
from bot.services.deeds.sending import NOBODY, opened_as_it_is
from bot.services.facts import Nothing
from bot.services.refusals import Unperformable
from bot.storage.transaction import Transaction
from bot.wording import invitation


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """From reading an article again to the last edit that shows what changed."""

    async def reread(action: Action) -> Fact:
        at = await desk.database.read(lambda tx: at_hand(action.subject.posting_id or 0, tx))
        return Nothing() if at is None else await read_again(desk.web, at)

    async def plan_correction(action: Action) -> Fact:
        at = await desk.posting(action)
        return await plan(await _to_correct(desk, at), desk.layouts)

    async def open_thread(action: Action) -> Fact:
        at = await desk.posting(action)
        await opened_as_it_is(desk, at.posting.thread_id)
        return Nothing()

    async def edit_part(action: Action) -> Fact:
        at, ordinal = await desk.posting(action), action.subject.ordinal or 0
        parts = await desk.database.read(lambda tx: mirrored(at.posting.id, tx))
        part = await part_at(desk, at, ordinal)
        message = await _message(desk, action, at, _message_of(parts, ordinal))
        view = part_view(part, pictures=takes_pictures(action))
        await message.edit(view=view, allowed_mentions=NOBODY)
        return PartEdited(at.posting.id, ordinal, text_hash(part))

    async def edit_invitation(action: Action) -> Fact:
        at = await desk.posting(action)
        message = await _message(desk, action, at, at.posting.invitation_message_id)
        said = invitation(at.words, correction_line(at))
        await message.edit(content=said, allowed_mentions=NOBODY)
        return Nothing()

    async def rename(action: Action) -> Fact:
        at = await desk.posting(action)
        if action.code == THREAD_ARCHIVED:
            await opened_as_it_is(desk, at.posting.thread_id)
        thread, name = await desk.thread(at.posting.thread_id), thread_name(at.article.title)
        if thread.name != name:
            await thread.edit(name=name)
        return Nothing()

    async def end(action: Action) -> Fact:
        return CorrectionEnded(action.subject.posting_id or 0)

    return {
        Kind.REREAD: Deed(reread),
        Kind.PLAN_CORRECTION: Deed(plan_correction),
        Kind.OPEN_FOR_CORRECTION: Deed(open_thread),
        Kind.EDIT_PART: Deed(edit_part),
        Kind.EDIT_INVITATION: Deed(edit_invitation),
        Kind.RENAME_THREAD: Deed(rename),
        Kind.END_CORRECTION: Deed(end),
    }


async def _to_correct(desk: Desk, at: PostingAtHand) -> AtHand:
    posting = at.posting

    def look(tx: Transaction) -> AtHand:
        source = tx.rereadings.get(posting.id)
        number = source.version if source else posting.version
        version = tx.articles.version(posting.article_id, number)
        if version is None:
            raise Unperformable
        newest = from_document(version.document)
        return AtHand(posting, at.article, number, newest, mirrored(posting.id, tx), at.words)

    return await desk.database.read(look)


async def _message(
    desk: Desk, action: Action, at: PostingAtHand, message_id: int | None
) -> discord.PartialMessage:
    """A message of the mirror, in a thread that is opened again where it was found archived."""
    if message_id is None or at.posting.thread_id is None:
        raise Unperformable
    if action.code == THREAD_ARCHIVED:
        await opened_as_it_is(desk, at.posting.thread_id)
    place = desk.place(at.posting.thread_id, at.posting.server_id)
    return place.get_partial_message(message_id)


def _message_of(parts: Mirrored, ordinal: int) -> int | None:
    return next((part.message_id for part in parts.in_place if part.ordinal == ordinal), None)
