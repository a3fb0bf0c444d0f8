"""What a page of elsewhere, open in the same browser, can do to the server: nothing."""

from __future__ import annotations

import aiohttp
import pytest

from .conftest import AUTHORIZATION, Scene

FOREIGN: dict[str, dict[str, str]] = {
    "a name that was rebound to this machine": {"Host": "rebound.example"},
    "another site's script": {"Origin": "https://elsewhere.example"},
    "a sandboxed frame": {"Origin": "null"},
    "another server of this machine": {"Origin": "http://127.0.0.1:9"},
    "its own address over TLS": {"Origin": "https://127.0.0.1"},
    "nonsense": {"Origin": "http://["},
    "another site's picture": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    "a picture on another port": {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
}


@pytest.mark.parametrize("who", FOREIGN)
async def test_who_comes_from_elsewhere_is_refused(scene: Scene, who: str):
    status = await asked(scene, "GET", FOREIGN[who])
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await scene.http.ws_connect(f"{scene.discord.url}/gateway", headers=FOREIGN[who])

    assert status == 403


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
async def test_a_foreign_form_writes_nothing_whatever_it_says_it_is(scene: Scene, content_type):
    told, said = {**AUTHORIZATION, "Content-Type": content_type}, b'{"content": "No"}'
    path = f"{scene.discord.url}/api/v10/channels/{scene.channel.id}/messages"

    for sender in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        async with scene.http.post(path, data=said, headers=told | sender) as answer:
            assert answer.status == 403

    assert scene.ana.sees(scene.channel) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
async def test_bots_the_own_page_and_links_are_let_in(scene: Scene, headers: dict[str, str]):
    assert await asked(scene, "GET", headers) == 200
    assert await asked(scene, "GET", headers | {"Origin": scene.discord.url}) == 200


async def test_a_foreign_page_is_not_told_that_it_may_ask(scene: Scene):
    wish = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    async with scene.http.options(f"{scene.discord.url}/api/v10/users/@me", headers=wish) as answer:
        allowed = [name for name in answer.headers if name.startswith("Access-Control")]

    assert (answer.status, allowed) == (403, [])


async def asked(scene: Scene, method: str, headers: dict[str, str]) -> int:
    url = f"{scene.discord.url}/api/v10/gateway"
    async with scene.http.request(method, url, headers=headers) as answer:
        return answer.status
