"""A small community with a plain discord.py client in it: no bot of ours is needed here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord.backend import serializers

from bot.demo.people import Person
from bot.demo.places import Channel
from bot.demo.servers import Server
from bot.demo.world import World

START = datetime(2026, 5, 4, 9, tzinfo=UTC)


class Panel(discord.ui.View):
    """A button that answers, one that opens a dialog, and a select."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Press", custom_id="press")
    async def press(self, interaction: discord.Interaction, _button: Any) -> None:
        await interaction.response.send_message("pressed", ephemeral=True)

    @discord.ui.button(label="Ask", custom_id="ask")
    async def ask(self, interaction: discord.Interaction, _button: Any) -> None:
        await interaction.response.send_modal(Question())

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, _interaction: discord.Interaction, _button: Any) -> None:
        raise AssertionError("a disabled button cannot be pressed")

    @discord.ui.select(
        placeholder="Pick",
        custom_id="pick",
        options=[
            discord.SelectOption(label="Red", value="r"),
            discord.SelectOption(label="Blue", value="b"),
        ],
    )
    async def pick(self, interaction: discord.Interaction, select: Any) -> None:
        await interaction.response.send_message(f"picked {select.values[0]}", ephemeral=True)


class Question(discord.ui.Modal, title="A question"):
    your_name: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Your name")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Hello {self.your_name.value}", ephemeral=True)


class Onlooker(discord.Client):
    """Notes what it is told, and answers a few commands."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(intents=intents or discord.Intents.all(), max_messages=None)
        self.heard: list[tuple[str, tuple[Any, ...]]] = []
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_greet)
        self.tree.add_command(_later)
        self.tree.add_command(_quote)

    async def setup_hook(self) -> None:
        self.add_view(Panel())
        await self.tree.sync()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.heard.append((event, args))
        super().dispatch(event, *args, **kwargs)

    def told(self, event: str) -> list[Any]:
        """The first argument of each such event, in order."""
        return [args[0] if args else None for name, args in self.heard if name == event]


@app_commands.command(name="greet")
async def _greet(interaction: discord.Interaction, who: str = "you") -> None:
    """Say hello."""
    await interaction.response.send_message(f"{who}, {interaction.locale.value}", ephemeral=True)


@_greet.autocomplete("who")
async def _names(_interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=typed.title(), value=typed)]


@app_commands.command(name="later")
async def _later(interaction: discord.Interaction) -> None:
    """Answer in a minute."""
    await interaction.response.defer(ephemeral=True)
    await discord.utils.sleep_until(discord.utils.utcnow().replace(minute=1))
    await interaction.followup.send("now", ephemeral=True)


@app_commands.context_menu(name="Quote")
async def _quote(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"> {message.content}", ephemeral=True)


@dataclass
class Scene:
    """Everything a contract needs."""

    world: World
    server: Server
    channel: Channel
    ana: Person
    mod: Person
    bot: Onlooker

    async def thread(self, *, by_bot: bool = True) -> Channel:
        """A thread on a message, with Ana's word in it."""
        message = await self.ana.say(self.channel, "An article")
        if by_bot:
            stored = self.text_channel.get_partial_message(message.id)
            await self.world.as_bot(stored.create_thread(name="Talk"))
        else:
            await self.ana.start_thread(message, "Talk")
        return self.world.channel(message.id)

    @property
    def text_channel(self) -> discord.TextChannel:
        """The channel as the bot has it."""
        channel = self.bot.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        return channel

    def as_thread(self, thread: Channel) -> discord.Thread:
        """A thread as the bot has it, archived or not."""
        guild = self.text_channel.guild
        found = guild.get_thread(thread.id)
        if found is None:
            payload: Any = serializers.thread_payload(self.world.backend, thread.stored)
            found = discord.Thread(guild=guild, state=guild._state, data=payload)
        return found


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World.open(START) as opened:
        yield opened


@pytest.fixture
async def scene(world: World) -> Scene:
    server = world.create_server("The Daily")
    rights = discord.Permissions(
        manage_threads=True, manage_messages=True, moderate_members=True, ban_members=True
    )
    channel = server.create_channel("news")
    ana, mod = server.person("Ana"), server.person("Mo", permissions=rights)
    bot = Onlooker()
    await world.connect(bot)
    return Scene(world, server, channel, ana, mod, bot)
