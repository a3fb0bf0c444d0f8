"""The server: Discord's API, its gateway and its files on one port of 127.0.0.1."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from .faults import Faults
from .gateway import Gateway
from .live import LiveWorld
from .rest import LARGEST_BODY, PREFIX, Rest

HOST = "127.0.0.1"
TOKEN = "a-token-of-nobody"  # noqa: S105  it opens a Discord that exists in memory only
_HERE = {HOST, "localhost"}
# Seconds that requests under way get when the server ends.
_GRACE = 0.2


class Loopback:
    """A Discord that bots reach over HTTP: `world` behind `rest` and `gateway`."""

    def __init__(self, world: LiveWorld) -> None:
        self.world = world
        self.faults = Faults()
        self.rest = Rest(world, self.faults, TOKEN)
        self.gateway = Gateway(world, TOKEN)

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        world: LiveWorld,
        *,
        port: int = 0,
        routes: Iterable[web.AbstractRouteDef] = (),
    ) -> AsyncIterator[Loopback]:
        """Serve `world`, and further `routes`, on that port or a free one.

        Raises OSError where the port is taken.
        """
        discord = cls(world)
        runner = web.AppRunner(
            discord._application(routes), access_log=None, shutdown_timeout=_GRACE
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
            world.files.base = f"http://{HOST}:{runner.addresses[0][1]}"
            yield discord
        finally:
            await runner.cleanup()

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return self.world.files.base

    @property
    def settings(self) -> dict[str, str]:
        """The environment variables that lead a bot here."""
        return {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": self.url + PREFIX}

    def _application(self, routes: Iterable[web.AbstractRouteDef]) -> web.Application:
        application = web.Application(middlewares=[_from_here], client_max_size=LARGEST_BODY)
        # The gateway's address is below the API's prefix, so it comes first.
        for part in (self.gateway, self.rest, self.world.files):
            application.add_routes(part.routes())
        application.add_routes(routes)
        return application


@web.middleware
async def _from_here(request: web.Request, handler: Any) -> web.StreamResponse:
    """Refuse what a page from elsewhere sends, or a name that only looks like this machine."""
    if request.url.host not in _HERE or _is_foreign(request):
        raise web.HTTPForbidden(text="This server is for this machine alone, and its own page.")
    answer: web.StreamResponse = await handler(request)
    return answer


def _is_foreign(request: web.Request) -> bool:
    """Whether a browser says that a page of another origin asks; another port is one, too.

    Bots say nothing of the kind. `Origin` comes with whatever is not a plain GET, and with
    websockets, which no other rule of a browser holds back (RFC 6454; `null` is nobody's own).
    `Sec-Fetch-Site` comes with every request to this machine (W3C, Fetch Metadata): pictures and
    scripts carry no `Origin`. A link may lead here: what it opens, its page cannot read.
    """
    own = f"http://{request.host}"
    if request.headers.get("Origin", own) != own:
        return True
    is_link = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    site = request.headers.get("Sec-Fetch-Site", "none")
    return site not in ("none", "same-origin") and not is_link
