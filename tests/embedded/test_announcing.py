"""Contracts of what the gateway tells the bot (DOC/events/gateway)."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.demo.world import World

from .conftest import Onlooker, Scene
from .refusing import refusal


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
    """DOC/topics/threads: archived threads are not synced."""
    active, archived = await scene.thread(), await scene.thread()
    await scene.mod.archive(archived)
    await scene.world.kill()

    bot = Onlooker()
    await scene.world.connect(bot)

    guild = bot.get_guild(scene.server.id)
    assert guild is not None
    assert [thread.id for thread in guild.threads] == [active.id]


async def test_interactions_carry_the_person_s_language_and_the_server_s(world: World) -> None:
    """DOC/interactions/receiving-and-responding."""
    server = world.create_server("El Diario", locale="es-ES")
    channel = server.create_channel("noticias")
    eva = server.person("Eva", locale="fr")
    bot = Onlooker()
    await world.connect(bot)

    await eva.command("/greet", channel)

    (interaction,) = bot.told("interaction")
    assert interaction.locale is discord.Locale.french
    assert interaction.guild_locale is discord.Locale.spain_spanish


async def test_an_answer_names_the_whole_command_that_it_answers(world: World) -> None:
    """DOC/resources/message: the name includes subcommands and their groups."""
    server = world.create_server("The Daily")
    channel, ana = server.create_channel("news"), server.person("Ana")
    bot, house = Onlooker(), app_commands.Group(name="house", description="A house")
    house.command(name="paint", description="Paint it")(_paint)
    bot.tree.add_command(house)
    await world.connect(bot)

    await ana.command("/house paint", channel)

    (stored,) = world.backend.messages[channel.id].values()
    assert stored.interaction_metadata is not None
    assert stored.interaction_metadata["name"] == "house paint"


async def _paint(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Painted.")


async def test_without_the_intent_the_text_of_messages_is_hidden(world: World) -> None:
    """DOC/events/gateway: MESSAGE_CONTENT."""
    server = world.create_server("The Daily")
    channel, ana = server.create_channel("news"), server.person("Ana")
    bot = Onlooker(discord.Intents.default())
    await world.connect(bot)

    await ana.say(channel, "Read me")

    (message,) = bot.told("message")
    assert message.content == ""


async def test_a_bot_that_comes_up_is_told_of_its_own_servers_only(scene: Scene) -> None:
    other = scene.world.create_server("Elsewhere")
    scene.server.remove_bot()
    await scene.world.kill()

    bot = Onlooker()
    await scene.world.connect(bot)

    assert [guild.id for guild in bot.guilds] == [other.id]


async def test_the_preview_of_a_link_is_announced_as_an_update_that_is_no_edit(
    scene: Scene,
) -> None:
    """DOC/resources/message: MESSAGE_UPDATE without a change of text."""
    message = await scene.ana.say(scene.channel, "https://example.org")

    await scene.world.unfurl(message, "An example")

    (event,) = scene.bot.told("raw_message_edit")
    assert event.data["edited_timestamp"] is None
    assert event.data["content"] == "https://example.org"
    assert [embed["title"] for embed in event.data["embeds"]] == ["An example"]


async def test_what_automod_blocks_is_refused_and_not_announced(scene: Scene) -> None:
    rule = scene.text_channel.guild.create_automod_rule(
        name="Words",
        event_type=discord.AutoModRuleEventType.message_send,
        trigger=discord.AutoModTrigger(keyword_filter=["forbidden"]),
        actions=[discord.AutoModRuleAction()],
        enabled=True,
    )
    await scene.world.as_bot(rule)

    assert await refusal(scene.ana.say(scene.channel, "A forbidden word")) == 200000

    assert scene.bot.told("message") == []
    (execution,) = scene.bot.told("automod_action")
    assert (execution.user_id, execution.matched_keyword) == (scene.ana.id, "forbidden")
