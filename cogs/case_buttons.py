"""The buttons about cases: an author's under the notice, the moderators' under the card."""

from __future__ import annotations

import re
from typing import Any, Protocol, Self, cast

import discord

from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.cards import DECISIONS
from bot.services.moderating.controls import AUTHORS, TEMPLATE, Control, control_id
from bot.services.moderating.deciding import Decided, Insisted, Reworded
from bot.services.moderating.desk import CivilityDesk
from bot.wording import Catalogue, Words, moment, person
from cogs.answers import EXPLAINED, Refused, answer, begin, explain, words_for
from cogs.lasting import Lasting
from cogs.rights import require_moderator

LONGEST_INPUT = 4000
"""Characters of a dialog's text (docs: components/reference)."""


class Front(Protocol):
    """What the buttons need of the client they are clicked in."""

    civility: CivilityDesk
    catalogue: Catalogue


class CaseButton(
    Lasting, discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=TEMPLATE
):
    """Found by its custom id, so that notices and cards of any age answer after a restart."""

    def __init__(self, case_id: int, control: Control) -> None:
        super().__init__(discord.ui.Button(custom_id=control_id(case_id, control)))
        self._case_id = case_id
        self._control = control

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(int(match["case"]), Control(match["control"]))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Check whose button it is, then do what it says."""
        front = cast(Front, interaction.client)
        at = await front.civility.case(self._case_id)
        if at is None:
            raise Refused("refused.no_case")
        if self._control in AUTHORS:
            await _require_author(interaction, at)
            front.civility.see(at.case.id)
            await self._for_author(front, interaction, at)
        else:
            await _require_moderator(interaction, at)
            await self._for_moderator(front, interaction)

    async def _for_author(
        self, front: Front, interaction: discord.Interaction[Any], at: CaseAtHand
    ) -> None:
        words = words_for(front.catalogue, interaction)
        if self._control is Control.REWORD:
            if at.rewordable is None:
                raise Refused("refused.case_decided")
            if at.closed:
                raise Refused("refused.commenting_closed")
            await interaction.response.send_modal(RewordDialog(at, at.rewordable, words))
            return
        await begin(interaction)
        insisted = await front.civility.post_as_it_was(at.case.id, interaction.user.id)
        await answer(interaction, _insisted(words, insisted))

    async def _for_moderator(self, front: Front, interaction: discord.Interaction[Any]) -> None:
        await begin(interaction)
        put_back = self._control is not Control.UPHOLD
        decided = await front.civility.decide(self._case_id, interaction.user.id, put_back=put_back)
        await answer(interaction, _decided(words_for(front.catalogue, interaction), decided))


class RewordDialog(discord.ui.Modal):
    """Pre-filled with the comment; what is sent off is judged, and posted if nothing is met."""

    def __init__(self, at: CaseAtHand, comment_id: int, words: Words) -> None:
        super().__init__(title=words("reword.title"))
        self._at, self._comment_id = at, comment_id
        self.text: discord.ui.TextInput[RewordDialog] = discord.ui.TextInput(
            label=words("reword.label"),
            custom_id="text",
            style=discord.TextStyle.paragraph,
            default=at.text(comment_id)[:LONGEST_INPUT],
            max_length=LONGEST_INPUT,
        )
        self.add_item(self.text)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Have the new text judged and posted, or say why it is not, and give the text back."""
        front = cast(Front, interaction.client)
        try:
            await begin(interaction)
            author = await _require_author(interaction, self._at)
            roles = frozenset(role.id for role in author.roles)
            reworded = await front.civility.reword(
                self._at.case.id, self._comment_id, self.text.value, author.id, roles
            )
            words = words_for(front.catalogue, interaction)
            await answer(interaction, await _reworded(front.civility, words, reworded))
        except EXPLAINED as error:
            kept = discord.Embed(description=self.text.value)
            kept.set_footer(text=words_for(front.catalogue, interaction)("reword.yours"))
            await explain(front.catalogue, interaction, error, embed=kept)


async def _require_author(interaction: discord.Interaction[Any], at: CaseAtHand) -> discord.Member:
    """The bot speaks for its author, whom it gives, only while they may speak there themselves.

    They click in their direct messages, where a ban or a time-out does not reach.
    """
    if interaction.user.id != at.case.author_id:
        raise Refused("refused.not_your_case")
    guild = interaction.client.get_guild(at.case.server_id)
    channel = guild and guild.get_channel(at.discussion.channel_id)
    member = guild and await _member(guild, interaction.user.id)
    held = channel.permissions_for(member) if channel and member else discord.Permissions.none()
    if member is None or not (held.view_channel and held.send_messages_in_threads):
        raise Refused("refused.no_voice")
    return member


async def _member(guild: discord.Guild, user_id: int) -> discord.Member | None:
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None


async def _require_moderator(interaction: discord.Interaction[Any], at: CaseAtHand) -> None:
    """A case is decided in its own server, by those who moderate its discussion's channel."""
    if interaction.guild_id != at.case.server_id:
        raise Refused("refused.no_case")
    await require_moderator(interaction, at.discussion.channel_id)


def _decided(words: Words, decided: Decided) -> str:
    case = decided.case
    if case.decision is None or case.decided_at is None:
        raise Refused("refused.no_case")
    who, time = person(words, case.decided_by), moment(case.decided_at, "f")
    how = words(DECISIONS[case.decision], who=who, time=time)
    return how if decided.first else words("case.decided_before", decision=how)


def _insisted(words: Words, insisted: Insisted) -> str:
    match insisted:
        case Insisted.POSTED:
            return words("case.posted_as_it_was")
        case Insisted.ASKED:
            return words("case.asked")
        case Insisted.SETTLED:
            raise Refused("refused.case_decided")


async def _reworded(civility: CivilityDesk, words: Words, reworded: Reworded) -> str:
    if reworded.posted:
        return words("reword.posted")
    if reworded.closed:
        raise Refused("refused.commenting_closed")
    if not reworded.reasons:
        raise Refused("refused.case_decided")
    why = await civility.explain(reworded.reasons, words)
    raise Refused("reword.met", why="\n".join(f"- {line}" for line in why))
