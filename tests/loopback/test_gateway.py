"""The gateway: who is let in, what they are told, and how they come back."""

from __future__ import annotations

import zlib

import discord
import pytest

from bot.demo.loopback.session import REPLAYED

from .conftest import INTENTS, Scene


async def test_a_bot_that_identifies_is_told_who_it_is_and_where(scene: Scene):
    socket = await scene.dial()

    await socket.identify()
    ready, joined = await socket.next(), await socket.next()

    assert (ready["t"], ready["s"], joined["t"], joined["s"]) == ("READY", 1, "GUILD_CREATE", 2)
    assert ready["d"]["guilds"] == [{"id": str(scene.server.id), "unavailable": True}]
    assert [each["user"]["bot"] for each in joined["d"]["members"]] == [True]
    assert scene.discord.gateway.connected


async def test_heartbeats_are_answered(scene: Scene):
    socket = await scene.dial()

    await socket.send(1, None)

    assert (await socket.next())["op"] == 11


async def test_events_are_numbered_and_sifted_by_intents(scene: Scene):
    knowing = await scene.identified()
    blind = await scene.identified(discord.Intents(guilds=True, guild_messages=True))

    await scene.ana.say(scene.channel, "Good morning")

    read, unread = await knowing.event("MESSAGE_CREATE"), await blind.event("MESSAGE_CREATE")
    assert (read["s"], read["d"]["content"]) == (3, "Good morning")
    assert unread["d"]["content"] == ""


async def test_a_stream_can_be_compressed(scene: Scene):
    _, told = await scene.ask("GET", "/gateway")
    stream = zlib.decompressobj()
    async with scene.http.ws_connect(told["url"], params={"compress": "zlib-stream"}) as wire:
        await wire.send_json({"op": 1, "d": None})

        said = [stream.decompress(await wire.receive_bytes()) for _ in range(2)]

    assert b'"op": 10' in said[0]
    assert b'"op": 11' in said[1]


async def test_a_bot_that_resumes_is_told_what_it_missed(scene: Scene):
    lost = await scene.identified()
    session = lost.events[0]["d"]["session_id"]
    await scene.discord.gateway.drop()
    assert await lost.closed() == 4000
    await lost.wire.close()
    await scene.ana.say(scene.channel, "Missed")

    back = await scene.dial()
    await back.resume(session, after=2)
    missed, resumed = await back.next(), await back.next()

    assert (missed["s"], missed["d"]["content"]) == (3, "Missed")
    assert resumed["t"] == "RESUMED"


async def test_a_session_that_was_forgotten_is_invalid(scene: Scene):
    lost = await scene.identified()
    await scene.discord.gateway.drop(resumable=False)

    back = await scene.dial()
    await back.resume(lost.events[0]["d"]["session_id"], after=2)

    assert await back.next() == {"op": 9, "d": False}


async def test_who_missed_more_than_is_kept_begins_anew(scene: Scene):
    lost = await scene.identified()
    await lost.wire.close()
    for _ in range(REPLAYED + 1):
        scene.world.backend.emit("TYPING_START", {"channel_id": "1"})
        scene.world.backend.emit("GUILD_ROLE_DELETE", {"guild_id": str(scene.server.id)})

    back = await scene.dial()
    await back.resume(lost.events[0]["d"]["session_id"], after=2)

    assert await back.next() == {"op": 9, "d": False}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((2, {"token": "another", "intents": INTENTS.value}), 4004),
        ((6, {"token": "another", "session_id": "s", "seq": 1}), 4004),
        ((8, {"guild_id": "1"}), 4003),
        ((77, None), 4001),
    ],
)
async def test_what_the_gateway_does_not_take_is_answered_by_a_code(scene: Scene, said, code):
    socket = await scene.dial()

    await socket.send(*said)

    assert await socket.closed() == code


async def test_nonsense_is_answered_by_a_code(scene: Scene):
    socket = await scene.dial()

    await socket.wire.send_str("[")

    assert await socket.closed() == 4002


async def test_identifying_twice_is_answered_by_a_code(scene: Scene):
    socket = await scene.identified()

    await socket.identify()

    assert await socket.closed() == 4005


async def test_an_intent_that_is_not_approved_is_answered_by_a_code(scene: Scene):
    scene.world.approved_intents = discord.Intents.default()
    socket = await scene.dial()

    await socket.identify()

    assert await socket.closed() == 4014


async def test_members_can_be_asked_for(scene: Scene):
    socket = await scene.identified()

    await socket.send(8, {"guild_id": str(scene.server.id), "query": "", "limit": 0, "nonce": "n"})

    chunk = await socket.event("GUILD_MEMBERS_CHUNK")
    names = {member["user"]["username"] for member in chunk["d"]["members"]}
    assert (names >= {"Ana", "Thoughts On"}, chunk["d"]["nonce"]) == (True, "n")
