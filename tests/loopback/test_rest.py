"""Discord's requests over HTTP: documents, forms, files, and what goes wrong with them."""

from __future__ import annotations

import asyncio
import json
import math
import time
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.demo.loopback import Exchange, Fault, LiveWorld, Loopback

from .conftest import AUTHORIZATION, Scene


async def test_a_message_is_sent_answered_and_seen(scene: Scene):
    status, sent = await scene.ask(
        "POST", f"/channels/{scene.channel.id}/messages", json={"content": "Good morning"}
    )

    (seen,) = scene.ana.sees(scene.channel)
    assert (status, seen.text, str(seen.id)) == (200, "Good morning", sent["id"])


async def test_what_discord_refuses_comes_with_its_status_and_code(scene: Scene):
    status, told = await scene.ask("GET", "/channels/1")

    assert (status, told["code"]) == (404, 10003)


async def test_a_deed_without_an_answer_has_no_content(scene: Scene):
    message = await scene.ana.say(scene.channel, "Hello")

    answer = await scene.ask("DELETE", f"/channels/{scene.channel.id}/messages/{message.id}")

    assert answer == (204, None)


async def test_a_wrong_token_is_refused(scene: Scene):
    status, _ = await scene.ask("GET", "/users/@me", headers={"Authorization": "Bot another"})

    assert status == 401


async def test_a_form_carries_files_and_what_describes_them(scene: Scene):
    form = aiohttp.FormData()
    told = {"content": "Look", "attachments": [{"id": 0, "description": "A bridge"}]}
    form.add_field("payload_json", json.dumps(told), content_type="application/json")
    form.add_field("files[0]", b"\x89PNG", filename="bridge.png")

    _, sent = await scene.ask("POST", f"/channels/{scene.channel.id}/messages", data=form)

    (attachment,) = sent["attachments"]
    async with scene.http.get(attachment["url"]) as served:
        assert await served.read() == b"\x89PNG"
        assert served.content_type == "image/png"
    assert attachment["description"] == "A bridge"


async def test_a_reason_comes_into_the_audit_log(scene: Scene):
    thread = await scene.ana.start_thread(scene.channel, "Talk")

    await scene.ask(
        "PATCH",
        f"/channels/{thread.id}",
        json={"locked": True},
        headers={**AUTHORIZATION, "X-Audit-Log-Reason": "Closed%20after%2014%20days"},
    )

    assert scene.server.audit_log[-1].reason == "Closed after 14 days"


async def test_the_requests_of_a_bot_can_be_watched(scene: Scene):
    watched: list[Exchange] = []
    scene.discord.rest.on_exchange.append(watched.append)

    await scene.ask("GET", "/users/@me")
    await scene.ask("GET", "/channels/1")

    assert watched == [Exchange("GET", "/users/@me", 200), Exchange("GET", "/channels/1", 404)]


async def test_a_fault_meets_the_nth_request_of_its_route_and_no_other(scene: Scene):
    path = f"/channels/{scene.channel.id}/messages"
    scene.discord.faults.order(Fault(500), "POST", "/channels/*/messages", nth=2)

    statuses = [(await scene.ask("POST", path, json={"content": each}))[0] for each in "abc"]
    other, _ = await scene.ask("GET", path)

    assert (statuses, other) == ([200, 500, 200], 200)
    assert [seen.text for seen in scene.ana.sees(scene.channel)] == ["a", "c"]


async def test_a_rate_limit_says_how_long_to_wait(scene: Scene):
    scene.discord.faults.order(Fault(429, retry_after=1.5))

    status, told = await scene.ask("GET", "/users/@me")

    assert (status, told["retry_after"], told["global"]) == (429, 1.5, False)


@pytest.mark.parametrize(
    "fault", [Fault(502, after_deed=True), Fault(dropped=True, after_deed=True)]
)
async def test_an_answer_can_be_lost_after_the_deed(scene: Scene, fault: Fault):
    scene.discord.faults.order(fault, "POST")

    try:
        status, _ = await scene.ask(
            "POST", f"/channels/{scene.channel.id}/messages", json={"content": "Once"}
        )
    except aiohttp.ClientConnectionError:
        status = 0

    assert status in (0, 502)
    assert [seen.text for seen in scene.ana.sees(scene.channel)] == ["Once"]


async def test_a_connection_can_break_before_the_deed(scene: Scene):
    scene.discord.faults.order(Fault(dropped=True))

    with pytest.raises(aiohttp.ClientConnectionError):
        await scene.ask("POST", f"/channels/{scene.channel.id}/messages", json={"content": "No"})

    assert scene.ana.sees(scene.channel) == []


async def test_a_request_can_be_slow_and_faults_can_be_called_off(scene: Scene):
    scene.discord.faults.order(Fault(delay=0.05), times=math.inf)
    began = time.monotonic()

    slow, _ = await scene.ask("GET", "/users/@me")
    scene.discord.faults.clear()

    assert (slow, time.monotonic() - began >= 0.05) == (200, True)
    assert scene.discord.faults.strike("GET", "/users/@me") is None


async def test_further_routes_are_served_beside_discords():
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="The page")

    routes = [web.get("/", page)]
    async with (
        Loopback.open(LiveWorld(), routes=routes) as opened,
        aiohttp.ClientSession() as http,
        http.get(opened.url) as answer,
    ):
        assert await answer.text() == "The page"


async def test_the_clock_runs_and_can_be_moved_ahead():
    world, moved = LiveWorld(ahead=timedelta(days=1)), asyncio.Event()
    world.on_clock_moved(moved.set)
    before = world.now()

    await world.advance(timedelta(hours=3))

    assert timedelta(hours=3) < world.now() - before < timedelta(hours=4)
    assert moved.is_set()
