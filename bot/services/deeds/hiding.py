"""Taking a comment out of its discussion, and posting it there in its author's name."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import discord
import structlog

from bot.actions.model import Action, Kind
from bot.articles.layout import shortened
from bot.discussions.cases import Case
from bot.discussions.model import Attachment, Comment, Discussion, Revision
from bot.servers.model import Server
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.members import is_staff, member_of
from bot.services.deeds.sending import NOBODY, opened_as_it_is, own_messages, require_right
from bot.services.facts import Nothing
from bot.services.moderating.facts import (
    AuthorSpared,
    CommentReposted,
    FilesSaved,
)
from bot.services.refusals import Unperformable
from bot.storage.transaction import Transaction
from bot.wording import Words

log = structlog.get_logger()

LARGEST_FILE = 10 << 20
"""Bytes of a file that is kept before its message is deleted (DESIGN, "Verdicts")."""
MOST_BYTES = 24 << 20
"""Bytes of files in one message: Discord takes a request of 25 MiB (docs: reference)."""
FILE_TRIES = 3
"""A file that cannot be fetched must not keep an attack in sight."""
LONGEST_TEXT = 4096
"""Characters of an embed's description (docs: resources/message)."""


@dataclass(frozen=True, slots=True)
class _AtHand:
    """A comment with the case it belongs to; `carriers` are its messages, the last one now."""

    comment: Comment
    revision: Revision
    case: Case
    discussion: Discussion
    server: Server
    carriers: list[int]
    saved: list[int]
    words: Words


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Files are saved, then the message goes; later it may come back."""

    async def save_files(action: Action) -> Fact:
        at = await _at_hand(desk, action)
        saved = [
            file.id
            for file in at.revision.attachments
            if file.size <= LARGEST_FILE and await _save(desk, file, action)
        ]
        return FilesSaved(at.comment.id, saved)

    async def hide(action: Action) -> Fact:
        at = await _at_hand(desk, action)
        if at.case.decided_by is None and await _is_by_staff(desk, at):
            return AuthorSpared(at.case.id)
        await opened_as_it_is(desk, at.discussion.thread_id)
        await _place(desk, at).get_partial_message(at.carriers[-1]).delete()
        return Nothing()

    async def repost(action: Action) -> Fact:
        at = await _at_hand(desk, action)
        if at.comment.author_id is None:
            return Nothing()
        await opened_as_it_is(desk, at.discussion.thread_id)
        message = await _place(desk, at).send(
            embed=await _in_their_name(desk, at),
            files=_files(desk, at),
            silent=True,
            mention_author=False,
            allowed_mentions=NOBODY,
            nonce=action.nonce,
            **_answering(at),
        )
        return CommentReposted(at.comment.id, message.id)

    async def reposted(action: Action) -> Fact | None:
        at = await _at_hand(desk, action)
        channel_id = at.discussion.channel_id
        require_right(desk, at.server.id, channel_id, "read_message_history")
        place, after = _place(desk, at), discord.Object(at.carriers[-1])
        async for message in own_messages(desk, place, after):
            if any(_mark(at) == (embed.footer.text or "") for embed in message.embeds):
                return CommentReposted(at.comment.id, message.id)
        return None

    return {
        Kind.SAVE_FILES: Deed(save_files),
        Kind.HIDE_COMMENT: Deed(hide),
        Kind.REPOST: Deed(repost, reposted),
    }


async def _at_hand(desk: Desk, action: Action) -> _AtHand:
    return await desk.database.read(lambda tx: _read(desk, action, tx))


def _read(desk: Desk, action: Action, tx: Transaction) -> _AtHand:
    comment_id = action.subject.comment_id or 0
    comment, latest = tx.comments.get(comment_id), tx.standings.latest(comment_id)
    case = tx.cases.get(action.subject.case_id or 0)
    discussion = tx.discussions.get(action.subject.discussion_id or 0)
    server = tx.servers.get(action.subject.server_id)
    if not (comment and latest and case and discussion and server):
        raise Unperformable
    return _AtHand(
        comment,
        latest[1],
        case,
        discussion,
        server,
        tx.standings.carriers(comment_id),
        tx.standings.saved_files(comment_id),
        desk.catalogue.words(server.language),
    )


async def _is_by_staff(desk: Desk, at: _AtHand) -> bool:
    """Nobody knows of a comment whose author had themselves erased."""
    author_id, channel_id = at.comment.author_id, at.discussion.channel_id
    return author_id is not None and await is_staff(desk, at.server, channel_id, author_id)


def _place(desk: Desk, at: _AtHand) -> discord.PartialMessageable:
    if at.discussion.thread_id is None:
        raise Unperformable
    return desk.place(at.discussion.thread_id, at.server.id)


async def _save(desk: Desk, file: Attachment, action: Action) -> bool:
    """Keep one file; False where it is gone, or could not be had so often that it is given up."""
    try:
        data = await desk.client.http.get_from_cdn(file.url)
        desk.files.save(file.id, data)
    except (discord.HTTPException, OSError) as error:
        if not isinstance(error, discord.NotFound) and action.tries < FILE_TRIES:
            raise
        log.warning("file not saved", file=file.id, error=type(error).__name__)
        return False
    return True


async def _in_their_name(desk: Desk, at: _AtHand) -> discord.Embed:
    """The comment as an embed under its author's name: members write more than bots may send."""
    embed = discord.Embed(description=shortened(_text(at), LONGEST_TEXT))
    author = await member_of(desk, at.server.id, at.comment.author_id or 0)
    if author is None:
        embed.set_author(name=at.words("repost.gone"))
    else:
        embed.set_author(name=author.display_name, icon_url=author.display_avatar.url)
    embed.set_footer(text=_mark(at))
    return embed


def _mark(at: _AtHand) -> str:
    """Says what the message is, and tells it from every other of the thread."""
    return at.words("repost.footer", number=at.comment.id)


def _text(at: _AtHand) -> str:
    said = (at.revision.text, *(part.text for part in at.revision.parts))
    return "\n\n".join(filter(None, said)) or at.words("case.no_text")


def _files(desk: Desk, at: _AtHand) -> list[discord.File]:
    """The saved files under their own names, as many as one message takes."""
    files, room = [], MOST_BYTES
    for file in at.revision.attachments:
        data = desk.files.read(file.id) if file.id in at.saved else None
        if data is not None and len(data) <= room:
            room -= len(data)
            files.append(discord.File(io.BytesIO(data), filename=file.name))
    return files


def _answering(at: _AtHand) -> dict[str, Any]:
    """What the comment answered; a message that is gone by now is no obstacle."""
    if at.comment.answers_message_id is None:
        return {}
    reference = discord.MessageReference(
        message_id=at.comment.answers_message_id,
        channel_id=at.discussion.thread_id or 0,
        guild_id=at.server.id,
        fail_if_not_exists=False,
    )
    return {"reference": reference}
