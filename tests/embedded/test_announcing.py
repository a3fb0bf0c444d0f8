"""Contracts of what the gateway tells the bot (DOC/events/gateway)."""

from __future__ import annotations

import discord

from bot.demo.world import World

from .conftest import Onlooker, Scene


async def test_channels_that_the_bot_cannot_see_are_not_told_of(scene: Scene) -> None:
    hidden = scene.server.create_channel("staff")
    hidden.deny(scene.server.bot_role, "view_channel")
    scene.bot.heard.clear()

    message = await scene.ana.say(hidden, "Between us")
    await scene.ana.start_thread(message, "More")
    await scene.ana.delete(message)

    names = {name for name, _ in scene.bot.heard}
    assert names.isdisjoint({"message", "raw_message_edit", "thread_create", "raw_message_delete"})


async def test_a_bot_that_comes_up_is_given_the_active_threads_only(scene: Scene) -> None:
    """DISCORD.md, Archived: archived threads are not synced."""
    active, archived = await scene.thread(), await scene.thread()
    await scene.mod.archive(archived)
    await scene.world.kill()

    bot = Onlooker()
    await scene.world.connect(bot)

    guild = bot.get_guild(scene.server.id)
    assert guild is not None
    assert [thread.id for thread in guild.threads] == [active.id]


async def test_interactions_carry_the_person_s_language_and_the_server_s(world: World) -> None:
    """DISCORD.md, Command localisation."""
    server = world.create_server("El Diario", locale="es-ES")
    channel = server.create_channel("noticias")
    eva = server.person("Eva", locale="fr")
    bot = Onlooker()
    await world.connect(bot)

    await eva.command("/greet", channel)

    (interaction,) = bot.told("interaction")
    assert interaction.locale is discord.Locale.french
    assert interaction.guild_locale is discord.Locale.spain_spanish


async def test_without_the_intent_the_text_of_messages_is_hidden(world: World) -> None:
    """DISCORD.md, Intents: MESSAGE_CONTENT."""
    server = world.create_server("The Daily")
    channel, ana = server.create_channel("news"), server.person("Ana")
    bot = Onlooker(discord.Intents.default())
    await world.connect(bot)

    await ana.say(channel, "Read me")

    (message,) = bot.told("message")
    assert message.content == ""
