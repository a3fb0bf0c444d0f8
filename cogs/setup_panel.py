"""The panel of `/setup`: the settings themselves, what is wrong with them, what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.services.checkup import Checkup, checkup_of
from bot.services.findings import Finding, wrong
from bot.wording import Words
from cogs.answers import words_for
from cogs.finding_texts import findings_text, marked
from cogs.setup_state import Control, State, front_of, state_of

LONGEST_FINDINGS = 600
"""Characters for each setting: a message's texts have 4000 in all (docs: components/reference)."""
MOST_CHOSEN = 25
"""What a select may have chosen beforehand, and be given (docs: components/reference)."""
LANGUAGES = {"en": "choice.en", "es": "choice.es"}

Item = discord.ui.Item[discord.ui.LayoutView]


async def panel_now(
    interaction: discord.Interaction[Any], *, reading: bool = False
) -> discord.ui.LayoutView:
    """The panel in the person's language; `reading` while a new feed is looked at."""
    state = replace(await state_of(interaction), reading=reading)
    return panel(state, words_for(front_of(interaction).catalogue, interaction))


async def show_anew(interaction: discord.Interaction[Any], *, reading: bool = False) -> None:
    """Put the settings as they are now into the panel that the person used."""
    view = await panel_now(interaction, reading=reading)
    with suppress(discord.NotFound):  # whoever dismissed the panel needs no newer one
        await interaction.edit_original_response(view=view)


def panel(state: State, words: Words) -> discord.ui.LayoutView:
    """Every setting with its value chosen beforehand; clicks are answered by a dynamic item."""
    checkup = checkup_of(state.guild, state.server, state.channels, words)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*Panel(state, checkup, words).items()))
    view.stop()  # discord.py need not keep this view
    return view


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows of the panel, in the order in which a newsroom answers them."""

    state: State
    checkup: Checkup
    words: Words

    def items(self) -> Iterator[Item]:
        """Title, settings that are chosen, settings behind a button."""
        yield discord.ui.TextDisplay(self._head())
        yield from self._articles()
        yield from self._notices()
        yield from self._moderation()
        yield from self._role()
        yield from self._language()
        yield self._days()
        yield self._feeds()
        yield self._sample()
        yield self._last_row()

    def _head(self) -> str:
        left = list(self._left())
        state = (
            self.words("setup.left", steps=" · ".join(left)) if left else self.words("setup.done")
        )
        lines = [self.words("setup.heading"), state]
        return "\n".join([*lines, *(marked(each) for each in self.checkup.of_server())])

    def _left(self) -> Iterator[str]:
        if not self.state.channels:
            yield self.words("setup.step.articles")
        if self.state.server.notices_channel_id is None:
            yield self.words("setup.step.notices")
        if not self.state.feeds:
            yield self.words("setup.step.feed")

    def _articles(self) -> Iterator[Item]:
        ids = [channel.channel_id for channel in self.state.channels]
        findings = self.checkup.of_articles() if ids else ()
        yield self._text(self.words("setup.articles"), findings)
        yield self._channels(
            Control.ARTICLES,
            self.words("setup.choose.articles"),
            ids,
            most=MOST_CHOSEN,
            kinds=[discord.ChannelType.text, discord.ChannelType.news],
        )

    def _notices(self) -> Iterator[Item]:
        chosen = self.state.server.notices_channel_id
        findings = self.checkup.of_notices() if chosen else ()
        yield self._text(self.words("setup.notices"), findings)
        yield self._channels(Control.NOTICES, self.words("setup.choose.channel"), [chosen])

    def _moderation(self) -> Iterator[Item]:
        yield self._text(self.words("setup.moderation"), self.checkup.of_moderation())
        chosen = self.state.server.moderation_channel_id
        yield self._channels(Control.MODERATION, self.words("setup.choose.channel"), [chosen])

    def _role(self) -> Iterator[Item]:
        yield self._text(self.words("setup.role"), self.checkup.of_role())
        role = self.state.guild.get_role(self.state.server.moderator_role_id or 0)
        menu: discord.ui.RoleSelect[discord.ui.LayoutView] = discord.ui.RoleSelect(
            custom_id=Control.ROLE.id,
            placeholder=self.words("setup.choose.role"),
            min_values=0,
            default_values=[role] if role else [],
        )
        yield discord.ui.ActionRow(menu)

    def _language(self) -> Iterator[Item]:
        yield self._text(self.words("setup.language"))
        spoken = [
            discord.SelectOption(
                label=self.words(LANGUAGES[code]),
                value=code,
                default=code == self.state.server.language,
            )
            for code in LANGUAGES
        ]
        yield discord.ui.ActionRow(discord.ui.Select(custom_id=Control.LANGUAGE.id, options=spoken))

    def _days(self) -> Item:
        button = self._button(Control.DAYS, self.words("setup.button.days"))
        button.disabled = not self.state.channels
        return discord.ui.Section(
            f"{self.words('setup.days')}\n{self._closing()}", accessory=button
        )

    def _closing(self) -> str:
        days = {channel.close_after_days for channel in self.state.channels}
        if not days:
            return self.words("setup.choose_first")
        if len(days) > 1:
            return self.words("setup.days_differ")
        (agreed,) = days
        if agreed is None:
            return self.words("setup.days_never")
        return self.words.plural("setup.days_after", agreed)

    def _feeds(self) -> Item:
        button = self._button(Control.FEED, self.words("setup.button.feed"))
        button.disabled = self.state.reading or not self.state.channels
        text = f"{self.words('setup.feeds')}\n{self._watched()}"
        return discord.ui.Section(text, accessory=button)

    def _watched(self) -> str:
        if self.state.reading:
            return self.words("setup.feeds_reading")
        if not self.state.feeds:
            return self.words("setup.feeds_none")
        watched = self.words.plural("setup.feeds_watched", len(self.state.feeds))
        astray = self.state.feeds_astray()
        if not astray:
            return watched
        waiting = wrong(self.words.plural("setup.feeds_astray", astray))
        return f"{watched}\n{marked(waiting)}"

    def _sample(self) -> Item:
        channel = self.state.sample_channel()
        button = self._button(Control.TRY, self.words("setup.button.try"))
        button.disabled = channel is None
        where = (
            self.words("setup.choose_first")
            if channel is None
            else self.words("setup.sample_in", channel=channel.mention)
        )
        return discord.ui.Section(f"{self.words('setup.sample')}\n{where}", accessory=button)

    def _last_row(self) -> Item:
        row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
        row.add_item(self._button(Control.LOOK, self.words("setup.button.look")))
        if self.state.gone_channels() or self.state.gone_settings():
            row.add_item(self._button(Control.FORGET, self.words("setup.button.forget")))
        return row

    def _text(self, about: str, findings: Iterable[Finding] = ()) -> Item:
        """What a setting is for, and what a look at its value found."""
        told = findings_text(self.words, findings, LONGEST_FINDINGS)
        return discord.ui.TextDisplay(f"{about}\n{told}" if told else about)

    def _channels(
        self,
        control: Control,
        placeholder: str,
        ids: Iterable[int | None],
        *,
        most: int = 1,
        kinds: Sequence[discord.ChannelType] = (discord.ChannelType.text,),
    ) -> Item:
        """A select of channels; those that are gone cannot be chosen beforehand."""
        found = [self.state.guild.get_channel(channel_id or 0) for channel_id in ids]
        menu: discord.ui.ChannelSelect[discord.ui.LayoutView] = discord.ui.ChannelSelect(
            custom_id=control.id,
            placeholder=placeholder,
            channel_types=list(kinds),
            min_values=0,
            max_values=most,
            default_values=[channel for channel in found if channel is not None][:most],
        )
        return discord.ui.ActionRow(menu)

    @staticmethod
    def _button(control: Control, label: str) -> discord.ui.Button[Any]:
        return discord.ui.Button(custom_id=control.id, label=label)
