"""The buttons about a whole configuration: turning pages, importing, going back. For admins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol, Self, cast

import discord

from bot.services.configuration.desk import (
    Changed,
    ConfigurationDesk,
    FaultyFileError,
    Surroundings,
    Unchanged,
)
from bot.services.rights import (
    IN_ARTICLE_CHANNEL,
    IN_MODERATION_CHANNEL,
    IN_NOTICES_CHANNEL,
    NAMES,
    Need,
    lacking_in,
)
from bot.wording import Catalogue, Words
from cogs.answers import NOBODY, Refused, answer, words_for
from cogs.config_texts import changed_text, difference_embed, faults_embed, history_page
from cogs.lasting import Lasting
from cogs.rights import require_admin

VERSIONS_A_PAGE = 5


class Control(StrEnum):
    """What a click asks for; the value stands in the button's custom id."""

    OLDER = "older"
    NEWEST = "newest"
    APPLY = "apply"
    BACK = "back"


LABELS: Mapping[Control, str] = {
    Control.OLDER: "config.button.older",
    Control.NEWEST: "config.button.newest",
    Control.APPLY: "config.button.apply",
    Control.BACK: "config.button.back",
}
NEEDS: Mapping[str, Sequence[Need]] = {
    "notices_channel_id": IN_NOTICES_CHANNEL,
    "moderation_channel_id": IN_MODERATION_CHANNEL,
    "channels": IN_ARTICLE_CHANNEL,
}
"""What the bot needs in a channel, by the field of a configuration that names it."""
OBSTACLES: Mapping[Unchanged, str] = {
    Unchanged.OVERTAKEN: "refused.config_overtaken",
    Unchanged.NOTHING_BEFORE: "refused.config_nothing_before",
    Unchanged.NO_SUCH_VERSION: "refused.config_no_version",
    Unchanged.JUST_TAKEN_BACK: "refused.config_just_taken_back",
}


class Front(Protocol):
    """What the buttons need of the client they are clicked in."""

    configurations: ConfigurationDesk
    catalogue: Catalogue


class ConfigButton(
    Lasting,
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"config:(?P<control>[a-z]+):(?P<version>[0-9]+):(?P<seen>[0-9]+)",
):
    """Found by its custom id, so that answers of any age work after a restart.

    `version` is the one that it is about, `seen` the newest when the button was made.
    """

    def __init__(self, control: Control, version: int, seen: int) -> None:
        super().__init__(discord.ui.Button(custom_id=control_id(control, version, seen)))
        self._control = control
        self._version = version
        self._seen = seen

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(Control(match["control"]), int(match["version"]), int(match["seen"]))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Check the person's rights, then do what the button says."""
        front = cast(Front, interaction.client)
        require_admin(interaction)
        await interaction.response.defer()
        await self._act(front.configurations, interaction, words_for(front.catalogue, interaction))

    async def _act(
        self, desk: ConfigurationDesk, interaction: discord.Interaction[Any], words: Words
    ) -> None:
        match self._control:
            case Control.APPLY:
                await self._apply(desk, interaction, words)
            case Control.BACK:
                text, embed, view = await go_back(
                    desk, interaction, words, self._version, self._seen
                )
                await _show(interaction, content=text, embed=embed, view=view)
            case _:
                before = self._version if self._control is Control.OLDER else None
                embed, view = await show_history(desk, interaction, words, before)
                await _show(interaction, embed=embed, view=view)

    async def _apply(
        self, desk: ConfigurationDesk, interaction: discord.Interaction[Any], words: Words
    ) -> None:
        """Read the file under the button once more: channels may be gone since it was checked."""
        message, server_id = interaction.message, interaction.guild_id or 0
        if message is None or not message.attachments:
            raise Refused("refused.config_file_gone")
        data = await message.attachments[0].read()
        try:
            _, wanted = await desk.asked_for(server_id, data, surroundings(interaction, words))
        except FaultyFileError as error:
            text = words.plural("config.faults", len(error.faults))
            await answer(interaction, text, embed=faults_embed(words, error))
            return
        changed = _done(await desk.adopt(server_id, wanted, self._seen, interaction.user.id))
        embed = await _changes(desk, words, changed)
        text = changed_text(words, changed)
        await _show(interaction, content=text, embed=embed, view=None, attachments=[])


async def show_history(
    desk: ConfigurationDesk,
    interaction: discord.Interaction[Any],
    words: Words,
    before: int | None,
) -> tuple[discord.Embed, discord.ui.View]:
    """A page of versions, with buttons that turn the pages."""
    kept = await desk.history(interaction.guild_id or 0, before, VERSIONS_A_PAGE)
    if not kept:
        raise Refused("refused.config_no_version")
    threads = await desk.threads(*(each.before for each in kept), *(each.after for each in kept))
    embed, last = history_page(words, kept, threads)
    newest = [] if before is None else [(Control.NEWEST, 0, 0)]
    older = [(Control.OLDER, last, 0)] if last > 1 else []
    return embed, view_of(words, *newest, *older)


async def go_back(
    desk: ConfigurationDesk,
    interaction: discord.Interaction[Any],
    words: Words,
    version: int | None,
    seen: int,
) -> tuple[str, discord.Embed, discord.ui.View]:
    """Go back to a version, or by one change; what to answer, with a button that undoes it."""
    server_id, by = interaction.guild_id or 0, interaction.user.id
    changed = _done(await desk.go_back(server_id, version, seen, by))
    embed = await _changes(desk, words, changed)
    view = view_of(words, (Control.BACK, changed.version - 1, changed.version))
    return changed_text(words, changed), embed, view


async def _changes(desk: ConfigurationDesk, words: Words, changed: Changed) -> discord.Embed:
    threads = await desk.threads(changed.before, changed.after)
    return difference_embed(words, changed.before, changed.after, threads)


def view_of(words: Words, *controls: tuple[Control, int, int]) -> discord.ui.View:
    """Buttons in a row, each with the version that it is about and the newest one."""
    view = discord.ui.View(timeout=None)
    for control, version, seen in controls:
        custom_id = control_id(control, version, seen)
        view.add_item(discord.ui.Button(label=words(LABELS[control]), custom_id=custom_id))
    view.stop()  # clicks are answered by a dynamic item
    return view


def control_id(control: Control, version: int, seen: int) -> str:
    """The custom id of a button."""
    return f"config:{control.value}:{version}:{seen}"


def surroundings(interaction: discord.Interaction[Any], words: Words) -> Surroundings:
    """What a configuration may name here.

    Neither the role that everybody has nor one that Discord hands out moderates.
    """
    guild = interaction.guild
    channels = {} if guild is None else {channel.id: channel for channel in guild.text_channels}
    roles = () if guild is None else guild.roles

    def lacking(field: str, channel_id: int) -> str:
        lacks = lacking_in(channels[channel_id], NEEDS[field])
        return ", ".join(f"**{words(NAMES[need.right])}**" for need in lacks)

    given = frozenset(role.id for role in roles if not role.is_default())
    moderating = frozenset(role.id for role in roles if not (role.is_default() or role.managed))
    return Surroundings(frozenset(channels), given, moderating, lacking)


def _done(answer: Changed | Unchanged) -> Changed:
    """What was changed; `Refused` where nothing was."""
    if isinstance(answer, Unchanged):
        raise Refused(OBSTACLES[answer])
    return answer


async def _show(interaction: discord.Interaction[Any], **message: Any) -> None:
    """In the place of what the button stood under."""
    await interaction.edit_original_response(allowed_mentions=NOBODY, **message)
