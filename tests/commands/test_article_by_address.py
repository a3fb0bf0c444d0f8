"""`/article post url:` through the real fetcher and the real reading process, from a real site."""

from __future__ import annotations

from collections.abc import AsyncIterator
from ipaddress import ip_address

import pytest
from aiohttp import web

from bot.app import ThoughtsOn
from bot.fetching import Fetcher
from bot.fetching.pace import Pace

PAGE = """<!doctype html><html lang="en"><head><title>The lighthouse keeper retires</title>
<meta property="og:title" content="The lighthouse keeper retires">
<meta name="author" content="Inés Prado">
<link rel="canonical" href="https://post.example/lighthouse"></head><body><article>
<h1>The lighthouse keeper retires</h1>
<p>For thirty-one years Tomás Vidal climbed the hundred and twelve steps every evening, and on
Friday he climbed them for the last time, with his daughter and a thermos of coffee.</p>
<p>The lamp has been switched on by a clock since spring. The port authority says that nobody will
live in the tower again, and that the garden will be open to visitors on Sundays.</p>
<p>Vidal says that he will miss the fog more than the light. He has kept a list of the ships that
greeted him, and it fills four notebooks, which the town archive would like to have.</p>
</article></body></html>"""


@pytest.fixture
async def address() -> AsyncIterator[str]:
    async def answer(request: web.BaseRequest) -> web.Response:
        if request.path != "/lighthouse":
            return web.Response(status=404)
        return web.Response(text=PAGE, content_type="text/html")

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    opened = Fetcher(
        allow=lambda found: found == ip_address("127.0.0.1"), ports=range(1, 65536), pace=Pace(0)
    )
    yield opened
    await opened.close()


async def test_an_article_is_posted_by_its_address_once(newsroom, address, fetcher):
    def visits_loopback(bot: ThoughtsOn) -> None:
        bot.web.fetcher = fetcher

    await newsroom.start(visits_loopback)
    await newsroom.set_up()

    given = [
        await newsroom.moderator.command("/article post", newsroom.news, url=url)
        for url in (f"{address}/lighthouse", f"{address}/lighthouse?utm_source=post")
    ]
    missing = await newsroom.moderator.command(
        "/article post", newsroom.news, url=f"{address}/nothing"
    )

    assert "is being posted" in given[0].text
    assert "posted here before" in given[1].text
    assert [card.embeds[0]["title"] for card in newsroom.cards()] == [
        "The lighthouse keeper retires"
    ]
    assert newsroom.cards()[0].embeds[0]["url"] == "https://post.example/lighthouse"
    assert "hundred and twelve steps" in newsroom.texts()[0]
    assert "404" in missing.text or "no page" in missing.text.lower()
