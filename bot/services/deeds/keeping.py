"""Letting go: what goes is looked for beside the writer, which then only deletes it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial

import discord

from bot.actions.model import Action, Kind
from bot.discussions.cases import Case, Decision, Delivery
from bot.services.deeds.decisions import answers_notice
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import find_own, opened_as_it_is
from bot.services.facts import Nothing
from bot.services.keeping.facts import (
    CommentCleared,
    ErasureEnded,
    NoticeTakenBack,
    ServerToErase,
)
from bot.services.keeping.tidying import look
from bot.storage.transaction import Transaction

_TOLD_BY_A_LINE = (Decision.PUT_BACK, Decision.UPHELD)


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Tidying a server's record, erasing a server, and what is owed about who is erased.

    Doing any of it again is harmless.
    """

    async def tidy(action: Action) -> Fact:
        now, server_id = desk.clock.now(), action.subject.server_id
        await _let_go_of_strays(desk, desk.retention.removed_before(now))
        return await desk.database.read(lambda tx: look(server_id, desk.retention, tx, now))

    async def erase_server(action: Action) -> Fact:
        server_id = action.subject.server_id
        _remove(desk, await desk.database.read(lambda tx: tx.tidying.files_of(server_id)))
        return ServerToErase(server_id, action.id)

    async def clear_comment(action: Action) -> Fact:
        comment_id = action.subject.comment_id or 0
        files, repost = await desk.database.read(lambda tx: _left_of(comment_id, tx))
        _remove(desk, files)
        if repost is not None:
            await _delete(desk, action, repost)
        return CommentCleared(comment_id)

    async def take_back_notice(action: Action) -> Fact:
        case_id = action.subject.case_id or 0
        case = await desk.database.read(lambda tx: tx.cases.get(case_id))
        if case is None or case.notice_message_id is None:
            return Nothing()
        await _delete_notice(desk, case, case.notice_message_id)
        return NoticeTakenBack(case_id)

    async def end_erasure(action: Action) -> Fact:
        return ErasureEnded(action.subject.user_id or 0, action.id)

    return {
        Kind.TIDY: Deed(tidy),
        Kind.ERASE_SERVER: Deed(erase_server),
        Kind.CLEAR_COMMENT: Deed(clear_comment),
        Kind.TAKE_BACK_NOTICE: Deed(take_back_notice),
        Kind.END_ERASURE: Deed(end_erasure),
    }


async def _let_go_of_strays(desk: Desk, before: datetime) -> None:
    """Files that no comment names (an older backup was put back) go like what was removed."""
    old = desk.files.older_than(before)
    if old:
        named = await desk.database.read(lambda tx: tx.tidying.named_files(old))
        _remove(desk, [file_id for file_id in old if file_id not in named])


def _remove(desk: Desk, file_ids: list[int]) -> None:
    for file_id in file_ids:
        desk.files.remove(file_id)


def _left_of(comment_id: int, tx: Transaction) -> tuple[list[int], tuple[int, int] | None]:
    """The comment's files, and the thread and id of the bot's message that carried it last."""
    files, comment = tx.standings.saved_files(comment_id), tx.comments.get(comment_id)
    discussion = tx.discussions.get(comment.discussion_id) if comment else None
    if comment is None or discussion is None or discussion.thread_id is None:
        return files, None
    carrier = tx.standings.carriers(comment_id)[-1]
    return files, None if carrier == comment.message_id else (discussion.thread_id, carrier)


async def _delete(desk: Desk, action: Action, repost: tuple[int, int]) -> None:
    thread_id, message_id = repost
    with suppress(discord.NotFound):  # whoever was quicker did what was owed
        await opened_as_it_is(desk, thread_id)
        place = desk.place(thread_id, action.subject.server_id)
        await place.get_partial_message(message_id).delete()


async def _delete_notice(desk: Desk, case: Case, message_id: int) -> None:
    """Delete a notice, and before it the line under it that tells a moderator's decision."""
    with suppress(discord.NotFound):  # the same
        if case.delivery is Delivery.THREAD:
            await opened_as_it_is(desk, case.notice_channel_id)
        place = desk.client.get_partial_messageable(case.notice_channel_id or 0)
        if case.decision in _TOLD_BY_A_LINE:
            notice = discord.Object(message_id)
            answers = await find_own(desk, place, notice, partial(answers_notice, message_id))
            if answers is not None:
                await place.get_partial_message(answers).delete()
        await place.get_partial_message(message_id).delete()
