"""The button on a corrected article's card: what changed, to whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Protocol, Self, cast

import discord

from bot.articles.layout import escape, shortened
from bot.services.corrections.desk import Change, Changes, CorrectionDesk, Shown
from bot.wording import Catalogue, Words, moment
from cogs.answers import NOBODY, answer, fitting, words_for
from cogs.lasting import Lasting

LONGEST_SIDE = 500
"""Characters of a paragraph before or after; what a person compares at a glance, ours."""
LONGEST_EMBED = 4000
"""Characters, of the 4096 of an embed's description (docs: resources/message)."""


class Front(Protocol):
    """What the button needs of the client it is clicked in."""

    corrections: CorrectionDesk
    catalogue: Catalogue


class ChangesButton(
    Lasting,
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"changes:(?P<token>[0-9a-f]+)",
):
    """Found by its custom id, so that cards of any age answer after a restart."""

    def __init__(self, token: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"changes:{token}"))
        self._token = token

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(match["token"])

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show what the last correction changed, before and after."""
        client = cast(Front, interaction.client)
        words = words_for(client.catalogue, interaction)
        found = await client.corrections.last_of_card(self._token)
        if found is None:
            await answer(interaction, words("changes.none"))
            return
        await interaction.response.send_message(
            embed=changes_embed(words, found), ephemeral=True, allowed_mentions=NOBODY
        )


def changes_embed(words: Words, found: Shown) -> discord.Embed:
    """Title, author and paragraphs before and after, as many as one embed holds."""
    heading = words("changes.heading", time=moment(found.made_at, "f"))
    pairs = list(_pairs(words, found.changes))
    shown = fitting([heading, *pairs], LONGEST_EMBED)
    return discord.Embed(description="\n".join(shown))


def _pairs(words: Words, changes: Changes) -> Iterator[str]:
    stated = (change for change in (changes.title, changes.byline) if change is not None)
    for change in (*stated, *changes.paragraphs):
        yield _pair(words, change)
    if changes.pictures:
        yield words.plural("changes.pictures", changes.pictures)


def _pair(words: Words, change: Change) -> str:
    if change.before is None:
        return f"**{words('changes.put_in')}**\n{_quoted(change.after)}"
    if change.after is None:
        return f"**{words('changes.taken_out')}**\n{_quoted(change.before)}"
    before = f"**{words('changes.before')}**\n{_quoted(change.before)}"
    return f"{before}\n**{words('changes.after')}**\n{_quoted(change.after)}"


def _quoted(text: str | None) -> str:
    return f"> {escape(shortened(' '.join((text or '').split()), LONGEST_SIDE))}"
