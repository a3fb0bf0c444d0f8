"""Large bots talk to Discord through a REST proxy: an address is all that changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import discord
import pytest
from aiohttp import web

from bot.app import ThoughtsOn, create_bot
from bot.demo.loopback import Exchange, LiveWorld, Loopback
from bot.settings import Settings
from tests.community import article

PREFIX = "/through/here"


@dataclass
class Proxy:
    """Hands every request on, as it is, and notes it."""

    target: str
    http: aiohttp.ClientSession
    url: str = ""
    handed_on: list[tuple[str, str]] = field(default_factory=list)

    async def hand_on(self, request: web.Request) -> web.Response:
        path = request.rel_url.raw_path_qs.removeprefix(PREFIX)
        self.handed_on.append((request.method, path.partition("?")[0]))
        headers = {name: value for name, value in request.headers.items() if name != "Host"}
        body = await request.read()
        async with self.http.request(
            request.method, self.target + path, headers=headers, data=body
        ) as answer:
            told = {"Content-Type": answer.headers.get("Content-Type", "")}
            return web.Response(body=await answer.read(), status=answer.status, headers=told)


@asynccontextmanager
async def proxied(target: str) -> AsyncIterator[Proxy]:
    """A proxy in front of the API at `target`."""
    async with aiohttp.ClientSession() as http:
        proxy, application = Proxy(target, http), web.Application()
        application.router.add_route("*", PREFIX + "/{path:.*}", proxy.hand_on)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        proxy.url = f"http://127.0.0.1:{runner.addresses[0][1]}{PREFIX}"
        yield proxy
        await runner.cleanup()


@pytest.mark.usefixtures("one_api")
async def test_behind_a_rest_proxy_nothing_else_changes(tmp_path):
    world = LiveWorld()
    exchanges: list[Exchange] = []
    server = world.create_server("The Daily")
    news = server.create_channel("news")
    ada = server.person("Ada", permissions=discord.Permissions(manage_guild=True))
    async with Loopback.open(world) as opened, proxied(opened.settings["DISCORD_API_URL"]) as proxy:
        opened.rest.on_exchange.append(exchanges.append)
        settings = Settings.load(
            opened.settings | {"DISCORD_API_URL": proxy.url, "DATA_DIR": str(tmp_path)}
        )
        bot = create_bot(settings)
        assert isinstance(bot, ThoughtsOn)
        session = asyncio.ensure_future(bot.start(settings.require_token()))
        await world.until(lambda: opened.gateway.connected)

        answer = await ada.command("/channel set", news)
        await bot.newsroom.post(server.id, news.id, article(), ada.id)
        await world.until(lambda: any(card.edited for card in news.messages))  # the last step
        await bot.close()
        await session

    asked_for_gateway = [path for _, path in proxy.handed_on if path.startswith("/gateway")]
    others = [deed for deed in proxy.handed_on if not deed[1].startswith("/gateway")]
    assert "article channel" in answer.text
    assert asked_for_gateway
    assert sorted(others) == sorted((each.method, each.path) for each in exchanges)
    assert any(path.endswith("/callback") for _, path in others)
