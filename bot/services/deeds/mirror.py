"""The article in its thread: part after part, then the invitation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot.actions.model import Action, Kind
from bot.actions.outcomes import INVALID_FORM, THREAD_ARCHIVED
from bot.articles.layout import Part, Photo, normalised, part_text, text_hash
from bot.articles.model import Mirror
from bot.services.corrections.sheets import link_after, mirrored, shown
from bot.services.deeds.deed import Deed, Desk, Fact, PostingAtHand
from bot.services.deeds.sending import (
    NOBODY,
    find_own,
    opened_as_it_is,
    own_messages,
    require_right,
    unarchived,
)
from bot.services.facts import InvitationSent, PartInPlace
from bot.services.refusals import Unperformable
from bot.storage.postings import PartSent
from bot.wording import invitation

MOST_INVALID = 2
"""Attempts: one with the part's pictures, one without."""


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Sending the parts and the invitation, silently and without link previews."""

    async def send_part(action: Action) -> Fact:
        at = await desk.posting(action)
        ordinal = action.subject.ordinal or 0
        part = await part_at(desk, at, ordinal)
        await _unarchived(desk, action, at)
        message = await _thread(desk, at).send(
            view=part_view(part, pictures=takes_pictures(action)),
            silent=True,
            allowed_mentions=NOBODY,
            nonce=action.nonce,
        )
        return PartInPlace(at.posting.id, PartSent(ordinal, message.id, text_hash(part)))

    async def part_sent(action: Action) -> Fact | None:
        at = await desk.posting(action)
        require_right(desk, at.posting.server_id, at.posting.channel_id, "read_message_history")
        ordinal = action.subject.ordinal or 0
        part = await part_at(desk, at, ordinal)
        found = await _part_after_the_last(desk, at, ordinal)
        if found is None or shown_text(found) != part_text(part):
            return None
        return PartInPlace(at.posting.id, PartSent(ordinal, found.id, text_hash(part)))

    async def invite(action: Action) -> Fact:
        at = await desk.posting(action)
        await unarchived(desk, action, at.posting.thread_id or 0)
        message = await _thread(desk, at).send(
            invitation(at.words),
            silent=True,
            suppress_embeds=True,
            allowed_mentions=NOBODY,
            nonce=action.nonce,
        )
        return InvitationSent(at.posting.id, message.id)

    async def invited(action: Action) -> Fact | None:
        at = await desk.posting(action)
        require_right(desk, at.posting.server_id, at.posting.channel_id, "read_message_history")
        # By its beginning: what it says after that differs between versions of the program.
        beginning = normalised(at.words("invitation"))
        found = await find_own(
            desk,
            _thread(desk, at),
            _beginning(at),
            lambda message: normalised(message.content).startswith(beginning),
        )
        return None if found is None else InvitationSent(at.posting.id, found)

    return {
        Kind.SEND_PART: Deed(send_part, part_sent),
        Kind.SEND_INVITATION: Deed(invite, invited),
    }


def part_view(part: Part, *, pictures: bool = True) -> discord.ui.LayoutView:
    """A part as one Components V2 container: texts, and pictures in their places."""
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container()
    for segment in part.segments:
        if isinstance(segment, Photo) and pictures:
            container.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem(segment.url)))
        text = segment.caption if isinstance(segment, Photo) else segment.markdown
        if text is not None:
            container.add_item(discord.ui.TextDisplay(text))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()
    return view


def shown_text(message: discord.Message) -> str:
    """The text of a part as Discord gives it back, in the form that can be compared."""
    return normalised("\n".join(_texts(message.components)))


def _texts(components: Iterable[object]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _texts(getattr(component, "children", ()))


async def part_at(desk: Desk, at: PostingAtHand, ordinal: int) -> Part:
    """What the article's part `ordinal` (from 1) is to say: as corrected, else as laid out."""
    known = await desk.database.read(lambda tx: mirrored(at.posting.id, tx))
    if known.sheets:
        link = link_after(at.posting, ordinal, known.in_place)
        return shown(known.sheets[ordinal - 1], at.words, link)
    mirror, limit = Mirror(at.posting.mirror), at.posting.part_limit
    return (await desk.layouts.parts(at.article, mirror, limit, at.words))[ordinal - 1]


async def _unarchived(desk: Desk, action: Action, at: PostingAtHand) -> None:
    """Open the thread where it was found archived: locked while the mirror is not complete."""
    if at.discussion.opened_at is None:
        await unarchived(desk, action, at.posting.thread_id or 0)
    elif action.code == THREAD_ARCHIVED:
        await opened_as_it_is(desk, at.posting.thread_id)


def _thread(desk: Desk, at: PostingAtHand) -> discord.PartialMessageable:
    if at.posting.thread_id is None:
        raise Unperformable
    return desk.place(at.posting.thread_id, at.posting.server_id)


def _beginning(at: PostingAtHand) -> discord.Object:
    return discord.Object(at.posting.thread_id or 0)


def takes_pictures(action: Action) -> bool:
    """Whether to try with pictures; `Unperformable` where it was refused without them too."""
    if action.code != INVALID_FORM:
        return True
    if action.tries > MOST_INVALID:
        raise Unperformable(INVALID_FORM)
    return False


async def _part_after_the_last(
    desk: Desk, at: PostingAtHand, ordinal: int
) -> discord.Message | None:
    """The first part behind those in place: a moderator may have deleted earlier ones."""
    sent = await desk.database.read(lambda tx: tx.postings.parts(at.posting.id))
    known = [part.message_id for part in sent if part.ordinal < ordinal]
    after = discord.Object(max(known)) if known else _beginning(at)
    async for message in own_messages(desk, _thread(desk, at), after):
        if message.flags.components_v2:
            return message
    return None
