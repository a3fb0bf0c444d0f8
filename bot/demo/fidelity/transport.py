"""The bot's end of the line."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import simcord.http.client as transport
from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.http import FakeHTTPClient, FakeWebhookAdapter, router

from ..traffic import Throttled
from .memory import is_repaired, memory
from .patching import patch

dispatch_unseen = router.dispatch
"""Carries out a request without the bot's traffic noticing: for people."""


@patch
def watch_the_traffic() -> None:
    """The bot's requests pass through its world's traffic: hook, faults, death."""

    def dispatch(backend: Backend, method: str, path: str, **request: Any) -> Any:
        def deed() -> Any:
            return dispatch_unseen(backend, method, path, **request)

        if not is_repaired(backend):
            return deed()
        return memory(backend).traffic.carry(method, path, deed)

    router.dispatch = dispatch


@patch
def answer_like_discord_py() -> None:
    """Raise what discord.py raises once it has given up: for 5xx, and for a long 429."""
    own = transport._raise_for

    def raise_for(error: BackendError) -> None:
        if isinstance(error, Throttled):
            raise discord.RateLimited(error.retry_after)
        if error.status >= 500:
            response: Any = transport._FakeResponse(error.status)
            raise discord.DiscordServerError(response, error.to_json())
        own(error)

    transport._raise_for = raise_for


@patch
def let_others_run() -> None:
    """A request gives the event loop a turn, as any request over a network does."""
    by_client, by_webhook = FakeHTTPClient.request, FakeWebhookAdapter.request

    async def client_request(self: FakeHTTPClient, route: Any, **request: Any) -> Any:
        await asyncio.sleep(0)
        return await by_client(self, route, **request)

    async def webhook_request(
        self: FakeWebhookAdapter, route: Any, session: Any, **request: Any
    ) -> Any:
        await asyncio.sleep(0)
        return await by_webhook(self, route, session, **request)

    FakeHTTPClient.request = client_request  # type: ignore[method-assign]  # that is the repair
    FakeWebhookAdapter.request = webhook_request  # type: ignore[method-assign]  # that is the repair
