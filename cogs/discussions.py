"""`/discussion status|open|close|extend|list`. Status is for everybody, the rest for moderators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import discord
from discord import app_commands

from bot.discussions.closing import Why
from bot.servers.model import LONGEST_DAYS
from bot.services.newsroom import Newsroom, Status
from bot.services.titles import quoted
from bot.wording import Catalogue, Words, heading, moment
from cogs.answers import ExplainingGroup, Refused, answer, begin, fitting, words_for
from cogs.picking import find, find_to_moderate, titles
from cogs.rights import require_moderator, sees

SHOWN = 15
TIME_FORMAT = "%Y-%m-%d %H:%M"


@app_commands.guild_only()
class DiscussionCommands(
    ExplainingGroup, name="discussion", description="Discussions and when they close"
):
    """A discussion is picked by its title; inside its thread it need not be named."""

    def __init__(self, newsroom: Newsroom, catalogue: Catalogue) -> None:
        self._newsroom = newsroom
        super().__init__(catalogue)

    @app_commands.command(name="status", description="How a discussion stands")
    @app_commands.describe(discussion="Begin typing its title")
    async def status(self, interaction: discord.Interaction, discussion: str | None = None) -> None:
        """Count, and whether and until when it is open."""
        found = await find(self._newsroom, interaction, discussion)
        await answer(interaction, status_text(words_for(self._catalogue, interaction), found))

    @app_commands.command(name="close", description="Close commenting now, or at a time")
    @app_commands.describe(
        discussion="Begin typing its title", at="When, in UTC, such as 2027-01-31 18:00"
    )
    async def close(
        self,
        interaction: discord.Interaction,
        discussion: str | None = None,
        at: str | None = None,
    ) -> None:
        """Close by hand, or set the time."""
        found = await find_to_moderate(self._newsroom, interaction, discussion)
        if at is not None:
            await self._set_time(interaction, found, _time(at, self._newsroom.now()))
            return
        await begin(interaction)
        await self._newsroom.decide(found.discussion.id, True, interaction.user.id)
        words = words_for(self._catalogue, interaction)
        await answer(interaction, words("discussion.closing", title=_title(found)))

    @app_commands.command(name="open", description="Open commenting again, until it is closed")
    @app_commands.describe(discussion="Begin typing its title")
    async def open(self, interaction: discord.Interaction, discussion: str | None = None) -> None:
        """Open by hand: it stays open until somebody closes it or sets a time."""
        found = await find_to_moderate(self._newsroom, interaction, discussion)
        await begin(interaction)
        await self._newsroom.decide(found.discussion.id, False, interaction.user.id)
        words = words_for(self._catalogue, interaction)
        await answer(interaction, words("discussion.opening", title=_title(found)))

    @app_commands.command(name="extend", description="Let commenting go on for more days")
    @app_commands.describe(days="How many days more", discussion="Begin typing its title")
    async def extend(
        self,
        interaction: discord.Interaction,
        days: app_commands.Range[int, 1, LONGEST_DAYS],
        discussion: str | None = None,
    ) -> None:
        """Move the closing time; a closed discussion opens again."""
        found = await find_to_moderate(self._newsroom, interaction, discussion)
        now = self._newsroom.now()
        start = max(found.closes_at or now, now)
        try:
            at = start + timedelta(days=days)
        except OverflowError:  # somebody set the last day of the calendar
            raise Refused("refused.not_a_time") from None
        await self._set_time(interaction, found, at)

    @app_commands.command(name="list", description="The latest discussions")
    async def latest(self, interaction: discord.Interaction) -> None:
        """Newest first, each with how it stands."""
        await require_moderator(interaction)
        found = await self._newsroom.discussions(
            interaction.guild_id or 0, partial(sees, interaction), limit=SHOWN
        )
        words = words_for(self._catalogue, interaction)
        lines = [f"- {status_text(words, status)}" for status in found]
        await answer(interaction, "\n".join(fitting(lines)) or words("discussion.none"))

    @status.autocomplete("discussion")
    @close.autocomplete("discussion")
    @open.autocomplete("discussion")
    @extend.autocomplete("discussion")
    async def offered(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The latest discussions whose title contains what was typed."""
        return await titles(self._newsroom, interaction, typed)

    async def _set_time(
        self, interaction: discord.Interaction, found: Status, at: datetime
    ) -> None:
        await begin(interaction)
        await self._newsroom.set_closing_time(found.discussion.id, at, interaction.user.id)
        words = words_for(self._catalogue, interaction)
        text = words("discussion.closes_at", title=_title(found), date=moment(at, "F"))
        await answer(interaction, text)


def status_text(words: Words, status: Status) -> str:
    """*11 thoughts on “Title”*, and whether it is open."""
    title = heading(words, status.count, _title(status))
    return f"{title} · {_state(words, status)} · {_place(status)}"


def _state(words: Words, status: Status) -> str:
    closing = status.closing
    if closing is not None:
        if closing.why is Why.HAND:
            return words("discussion.closed_by_hand", date=moment(closing.at))
        return words("discussion.closed_on", date=moment(closing.at))
    if status.closes_at is None:
        return words("discussion.open")
    return words("discussion.open_until", date=moment(status.closes_at))


def _place(status: Status) -> str:
    place = status.discussion.thread_id or status.discussion.channel_id
    return f"<#{place}>"


def _title(status: Status) -> str:
    return quoted(status.discussion.title)


def _time(text: str, now: datetime) -> datetime:
    try:
        at = datetime.strptime(text.strip(), TIME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        raise Refused("refused.not_a_time") from None
    if at <= now:
        raise Refused("refused.time_is_past")
    return at
