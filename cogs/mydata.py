"""`/mydata show|export|forget`: a person's own data, for that person alone, in servers and DMs.

Nobody needs a right for it, and nobody sees another's: the person is whoever Discord says asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Protocol, Self, cast

import discord
from discord import app_commands

from bot.services.keeping.mydata import Holdings, Kept, MyData
from bot.wording import Catalogue, Words, moment
from cogs.answers import (
    NOBODY,
    ExplainingGroup,
    Refused,
    answer,
    begin,
    words_for,
)
from cogs.lasting import Lasting
from cogs.owed_notices import tell_owed


class Front(Protocol):
    """What the button needs of the client it is clicked in."""

    mydata: MyData
    catalogue: Catalogue


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
class MyDataCommands(ExplainingGroup, name="mydata", description="What is stored about you"):
    """Showing, giving and erasing what is stored about whoever asks."""

    def __init__(self, mydata: MyData, catalogue: Catalogue) -> None:
        self._mydata = mydata
        super().__init__(catalogue)

    @app_commands.command(name="show", description="How much is stored about you")
    async def show(self, interaction: discord.Interaction) -> None:
        """Count what is stored, here and everywhere."""
        await begin(interaction)
        kept = await self._mydata.kept(interaction.user.id, interaction.guild_id)
        await answer(interaction, kept_text(words_for(self._catalogue, interaction), kept))

    @app_commands.command(name="export", description="Everything that is stored about you, as JSON")
    async def export(self, interaction: discord.Interaction) -> None:
        """Send it file by file, each as soon as it is made."""
        await begin(interaction)
        words = words_for(self._catalogue, interaction)
        async for file in self._mydata.export(interaction.user.id):
            await interaction.followup.send(
                words("mydata.exported"),
                file=discord.File(BytesIO(file.data), file.name),
                ephemeral=True,
                allowed_mentions=NOBODY,
            )
        await tell_owed(interaction)

    @app_commands.command(name="forget", description="Have everything about you erased")
    async def forget(self, interaction: discord.Interaction) -> None:
        """Say what that means, and ask."""
        words = words_for(self._catalogue, interaction)
        view = discord.ui.View(timeout=None)
        view.add_item(ForgetButton(interaction.user.id, words("mydata.forget.button")))
        view.stop()
        await answer(interaction, words("mydata.forget.question"), view=view)


class ForgetButton(
    Lasting,
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"forget:(?P<user>[0-9]+)",
):
    """Confirms; found by its custom id, so that it answers after a restart."""

    def __init__(self, user_id: int, label: str | None = None) -> None:
        style = discord.ButtonStyle.danger
        super().__init__(discord.ui.Button(custom_id=f"forget:{user_id}", label=label, style=style))
        self._user_id = user_id

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(int(match["user"]))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Erase whoever clicks, if it is their own question."""
        front = cast(Front, interaction.client)
        if interaction.user.id != self._user_id:
            raise Refused("refused.not_yours")
        await begin(interaction)
        await front.mydata.forget(interaction.user.id)
        await answer(interaction, words_for(front.catalogue, interaction)("mydata.forgotten"))


def kept_text(words: Words, kept: Kept) -> str:
    """What is stored about a person, in lines."""
    lines: list[str] = []
    if kept.here is not None:
        lines += [words("mydata.here"), *_lines(words, kept.here)]
    lines += [words("mydata.everywhere"), *_lines(words, kept.everywhere)]
    if kept.erased_at is not None:
        lines.append(words("mydata.erased", date=moment(kept.erased_at)))
    return "\n".join((*lines, words("mydata.next")))


def _lines(words: Words, held: Holdings) -> Iterator[str]:
    if held.empty:
        yield words("mydata.nothing")
    if held.comments:
        yield words.plural("mydata.comments", held.comments)
        yield words.plural("mydata.texts", held.texts)
    if held.deleted:
        yield words.plural("mydata.deleted", held.deleted)
    if cases := held.others["cases"]:
        yield words.plural("mydata.cases", cases)
        yield words.plural("mydata.hits", held.hits)
    if held.notices:
        yield words.plural("mydata.notices", held.notices)
    if strikes := held.others["strikes"]:
        yield words.plural("mydata.strikes", strikes)
    if rest := sum(held.others.values()) - cases - strikes:
        yield words.plural("mydata.others", rest)
