"""The dialog in which an author rewords a comment, and what comes of it.

discord.py knows a dialog only in the process that opened it. People write for minutes, and what
they send off must not be lost by a restart meanwhile: all that is known of it stands in its id.
"""

from __future__ import annotations

import re
from typing import Any, Protocol, cast

import discord

from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.deciding import Reworded
from bot.services.moderating.desk import CivilityDesk
from bot.wording import Catalogue, Words
from cogs.answers import EXPLAINED, Refused, answer, begin, explain, words_for

LONGEST_INPUT = 4000
"""Characters of a dialog's text (docs: components/reference)."""
TEMPLATE = re.compile(r"reword:(?P<case>[0-9]{1,18}):(?P<comment>[0-9]{1,18}):(?P<run>[0-9a-f]+)")
FIELD = "text"


class Front(Protocol):
    """What the dialog needs of the client it is sent off in; `run_id` tells its runs apart."""

    civility: CivilityDesk
    catalogue: Catalogue
    run_id: str


class RewordDialog(discord.ui.Modal):
    """Pre-filled with the comment; what is sent off is judged, and posted if nothing is met."""

    def __init__(self, run: str, at: CaseAtHand, comment_id: int, words: Words) -> None:
        custom_id = f"reword:{at.case.id}:{comment_id}:{run}"
        super().__init__(title=words("reword.title"), custom_id=custom_id)
        self._at, self._comment_id = at, comment_id
        self.text: discord.ui.TextInput[RewordDialog] = discord.ui.TextInput(
            label=words("reword.label"),
            custom_id=FIELD,
            style=discord.TextStyle.paragraph,
            default=at.text(comment_id)[:LONGEST_INPUT],
            max_length=LONGEST_INPUT,
        )
        self.add_item(self.text)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Have the new text judged and posted, or say why it is not, and give the text back."""
        await _take(interaction, self._at.case.id, self._comment_id, self.text.value)


async def take_from_earlier_run(interaction: discord.Interaction[Any]) -> None:
    """Take in a dialog that was opened before the bot was started anew; for `on_interaction`."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    data = cast("dict[str, Any]", interaction.data)
    found = TEMPLATE.fullmatch(data["custom_id"])
    if found is None or found["run"] == cast(Front, interaction.client).run_id:
        return
    fields = [field for row in data["components"] for field in row["components"]]
    text = next(field["value"] for field in fields if field["custom_id"] == FIELD)
    await _take(interaction, int(found["case"]), int(found["comment"]), text)


async def _take(
    interaction: discord.Interaction[Any], case_id: int, comment_id: int, text: str
) -> None:
    front = cast(Front, interaction.client)
    try:
        await begin(interaction)
        at = await front.civility.case(case_id)
        if at is None:
            raise Refused("refused.no_case")
        author = await require_author(interaction, at)
        roles = frozenset(role.id for role in author.roles)
        reworded = await front.civility.reword(case_id, comment_id, text, author.id, roles)
        words = words_for(front.catalogue, interaction)
        await answer(interaction, await _reworded(front.civility, words, reworded))
    except EXPLAINED as error:
        kept = discord.Embed(description=text)
        kept.set_footer(text=words_for(front.catalogue, interaction)("reword.yours"))
        await explain(front.catalogue, interaction, error, embed=kept)


async def require_author(interaction: discord.Interaction[Any], at: CaseAtHand) -> discord.Member:
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


async def _reworded(civility: CivilityDesk, words: Words, reworded: Reworded) -> str:
    if reworded.posted:
        return words("reword.posted")
    if reworded.closed:
        raise Refused("refused.commenting_closed")
    if not reworded.reasons:
        raise Refused("refused.case_decided")
    why = await civility.explain(reworded.reasons, words)
    raise Refused("reword.met", why="\n".join(f"- {line}" for line in why))
