"""The card in the channel: sent once, edited when the state of its discussion changes."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.articles.layout import Card, card
from bot.articles.model import Article
from bot.discussions.closing import closes_at
from bot.services.deeds.deed import Deed, Desk, Fact, PostingAtHand
from bot.services.deeds.sending import (
    NOBODY,
    find_own,
    marked,
    require_right,
    sent_since,
)
from bot.services.facts import CardEdited, CardSent, Nothing
from bot.services.refusals import Unperformable
from bot.wording import state_line, updated_line, what_changed


def status_id(token: str) -> str:
    """The custom id of a card's status button: it also marks the card, so that it can be found."""
    return f"status:{token}"


def changes_id(token: str) -> str:
    """The custom id of the button that shows what a correction changed."""
    return f"changes:{token}"


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Sending, editing and taking away cards."""

    async def send(action: Action) -> Fact:
        at = await desk.posting(action)
        require_right(desk, at.posting.server_id, at.posting.channel_id, "embed_links")
        place = desk.place(at.posting.channel_id, at.posting.server_id)
        message = await place.send(
            embed=embed(at), view=_buttons(at), allowed_mentions=NOBODY, nonce=action.nonce
        )
        return CardSent(at.posting.id, message.id)

    async def sent(action: Action) -> Fact | None:
        at = await desk.posting(action)
        require_right(desk, at.posting.server_id, at.posting.channel_id, "read_message_history")
        place = desk.place(at.posting.channel_id, at.posting.server_id)
        since = sent_since(at.posting.made_at)
        mark = status_id(at.posting.token)
        found = await find_own(desk, place, since, lambda message: marked(message, mark))
        return None if found is None else CardSent(at.posting.id, found)

    async def edit(action: Action) -> Fact:
        at = await desk.posting(action)
        require_right(desk, at.posting.server_id, at.posting.channel_id, "embed_links")
        await _card_message(desk, at).edit(
            embed=embed(at), view=_buttons(at), allowed_mentions=NOBODY
        )
        return CardEdited(at.posting.id)

    async def delete(action: Action) -> Fact:
        # A thread made from a message has its message's id (docs: topics/threads).
        at = await desk.posting(action)
        place = desk.place(at.posting.channel_id, at.posting.server_id)
        await place.get_partial_message(action.subject.target_id or 0).delete()
        return Nothing()

    return {
        Kind.POST_CARD: Deed(send, sent),
        Kind.EDIT_CARD: Deed(edit),
        Kind.DELETE_CARD: Deed(delete),
    }


def embed(at: PostingAtHand) -> discord.Embed:
    """The card: linked title, byline · source · date, lead picture, excerpt, state line."""
    return _embed(card(at.article), _state(at))


def preview(article: Article) -> discord.Embed:
    """The card as it would look."""
    return _embed(card(article), "")


def _embed(values: Card, state: str) -> discord.Embed:
    description = "\n\n".join(filter(None, (values.description, state)))
    made = discord.Embed(title=values.title, url=values.url, description=description)
    if values.picture is not None:
        made.set_image(url=values.picture)
    if values.caption:
        made.set_footer(text=values.caption)
    return made


def _state(at: PostingAtHand) -> str:
    discussion = at.discussion
    if discussion.opened_at is None and discussion.shut_at is None:
        return ""
    line = state_line(
        at.words, at.count, closes_at(discussion), closed=discussion.shut_at is not None
    )
    updated = correction_line(at)
    return f"**{line}**\n-# {updated}" if updated else f"**{line}**"


def correction_line(at: PostingAtHand) -> str | None:
    """*Updated 14:05 · what changed*, where the article was corrected."""
    if at.corrected is None:
        return None
    change = what_changed(at.words, at.corrected.summary)
    return updated_line(at.words, at.corrected.made_at, change)


def _buttons(at: PostingAtHand) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if at.posting.invitation_message_id is not None:
        view.add_item(discord.ui.Button(label=at.words("card.join"), url=_invitation(at)))
    mark = status_id(at.posting.token)
    view.add_item(discord.ui.Button(label=at.words("card.status"), custom_id=mark))
    if at.corrected is not None:
        changes = changes_id(at.posting.token)
        view.add_item(discord.ui.Button(label=at.words("card.changes"), custom_id=changes))
    view.stop()  # clicks are answered by a dynamic item; discord.py need not keep this view
    return view


def _invitation(at: PostingAtHand) -> str:
    posting = at.posting
    return (
        f"https://discord.com/channels/{posting.server_id}/{posting.thread_id}"
        f"/{posting.invitation_message_id}"
    )


def _card_message(desk: Desk, at: PostingAtHand) -> discord.PartialMessage:
    if at.posting.card_message_id is None:
        raise Unperformable
    place = desk.place(at.posting.channel_id, at.posting.server_id)
    return place.get_partial_message(at.posting.card_message_id)
