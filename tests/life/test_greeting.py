"""The hello to a server that invites the bot: one line, once, where the bot may write."""

from __future__ import annotations

import pytest

from bot.demo.world import Channel, Killed, Phase, Request, Server
from tests.community import Community

HELLO = "Hello! I give each news article a card here and a discussion of its own."


@pytest.fixture
async def running(newsroom: Community) -> Community:
    """A community whose bot runs; it was in the server when it started, so it says no hello."""
    await newsroom.start()
    return newsroom


def new_server(community: Community, locale: str = "en-US") -> tuple[Server, Channel, Channel]:
    """A server that the bot is not greeted in yet, and its two channels."""
    server = community.world.create_server("The Evening Post", locale=locale)
    return server, server.create_channel("rules"), server.create_channel("lobby")


def hellos(*channels: Channel) -> list[str]:
    return [message.text for channel in channels for message in channel.messages]


async def test_a_server_that_invites_the_bot_is_greeted_once_for_good(running):
    server, rules, lobby = new_server(running)
    server.stored.system_channel_id = lobby.id
    server.invite_bot()
    await running.world.settle()
    greeted = hellos(rules, lobby, running.news, running.staff)

    await running.stop()
    await running.start()
    server.remove_bot()
    await running.world.settle()
    server.invite_bot()
    await running.world.settle()

    assert len(greeted) == 1
    assert greeted[0].startswith(HELLO)
    assert "`/setup`" in greeted[0]
    assert hellos(lobby) == greeted
    assert hellos(rules, running.news, running.staff) == []


async def test_the_hello_goes_where_the_bot_may_write_in_the_servers_language(running):
    server, rules, lobby = new_server(running, locale="es-ES")
    mute, rules_there, lobby_there = new_server(running)
    rules.deny(server.everyone, "send_messages")
    for place in (rules_there, lobby_there):
        place.deny(mute.everyone, "send_messages")

    server.invite_bot()
    mute.invite_bot()
    await running.world.settle()

    assert hellos(rules, rules_there, lobby_there) == []
    assert [text.startswith("¡Hola!") for text in hellos(lobby)] == [True]
    assert await running.record.read(lambda tx: tx.actions.parked(mute.id)) == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_bot_that_dies_while_it_says_hello_has_said_it_once_in_the_end(running, moment):
    server, rules, _ = new_server(running)

    def kill(request: Request, phase: Phase) -> None:
        if request.path == f"/channels/{rules.id}/messages" and phase == moment:
            raise Killed

    running.world.on_request = kill
    server.invite_bot()
    await running.world.settle()
    assert running.world.dead
    await running.crash()
    running.world.on_request = None

    await running.start()

    assert len(hellos(rules)) == 1
