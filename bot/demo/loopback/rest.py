"""Discord's REST API, version 10, over the world's backend (DOC/reference)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web
from simcord.backend.errors import BackendError

from ..fidelity.seat import Upload
from ..fidelity.transport import dispatch_unseen
from .faults import Fault, Faults
from .live import LiveWorld

PREFIX = "/api/v10"
LARGEST_BODY = 30 << 20
# Their token is in the path (DOC/interactions/receiving-and-responding, DOC/resources/webhook).
_WITHOUT_TOKEN = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request of a bot and what became of it; `status` is None where no answer was given."""

    method: str
    path: str
    status: int | None


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    path: str
    params: dict[str, str]
    reason: str | None
    body: Any
    files: list[Upload]


class Rest:
    """Answers the requests of bots that hold `token`."""

    def __init__(self, world: LiveWorld, faults: Faults, token: str) -> None:
        self._world = world
        self._faults = faults
        self._token = token
        self.on_exchange: list[Callable[[Exchange], None]] = []

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything below the prefix of version 10."""
        return [web.route("*", PREFIX + "/{path:.*}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        path = request.rel_url.raw_path.removeprefix(PREFIX)
        if not path.startswith(_WITHOUT_TOKEN) and not self._is_known(request):
            return as_json({"message": "401: Unauthorized", "code": 0}, 401)
        asked = await _read(request, path)
        fault = self._faults.strike(asked.method, path)
        answer = self._perform(asked) if fault is None else await self._suffer(fault, asked)
        self._tell(Exchange(asked.method, path, answer.status if answer is not None else None))
        return answer if answer is not None else _cut(request)

    def _is_known(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bot {self._token}"

    async def _suffer(self, fault: Fault, asked: _Asked) -> web.Response | None:
        await asyncio.sleep(fault.delay)
        done = self._perform(asked) if fault.does_the_deed else None
        if fault.dropped:
            return None
        return done if fault.status is None else _refusal(fault, fault.status)

    def _perform(self, asked: _Asked) -> web.Response:
        try:
            answer = dispatch_unseen(
                self._world.backend,
                asked.method,
                asked.path,
                json=asked.body,
                params=dict(asked.params),
                files=list(asked.files),
                reason=asked.reason,
                message_content_access=self._world.approved_intents.message_content,
            )
        except BackendError as error:
            return as_json(error.to_json(), error.status)
        return web.Response(status=204) if answer is None else as_json(answer)

    def _tell(self, exchange: Exchange) -> None:
        self._world.stir()
        for observer in tuple(self.on_exchange):
            observer(exchange)


def as_json(data: object, status: int = 200) -> web.Response:
    """An answer as Discord gives it: discord.py takes it for JSON only if no charset is named."""
    response = web.Response(body=json.dumps(data).encode(), status=status)
    response.content_type = "application/json"
    return response


def _refusal(fault: Fault, status: int) -> web.Response:
    body: dict[str, Any] = {"message": "made to fail", "code": fault.code}
    if status == 429:
        body |= {"retry_after": fault.retry_after or 0.0, "global": False}
    response = as_json(body, status)
    if status == 429:
        # Without `Via` discord.py takes a 429 for a ban by Cloudflare, and gives up.
        response.headers.update({"Via": "1.1 loopback", "Retry-After": str(fault.retry_after or 0)})
    return response


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read(request: web.Request, path: str) -> _Asked:
    body, files = (
        await _form(request)
        if request.content_type == "multipart/form-data"
        else (
            await _document(request),
            [],
        )
    )
    reason = unquote(request.headers.get("X-Audit-Log-Reason", "")) or None
    return _Asked(request.method, path, dict(request.query), reason, body, files)


async def _document(request: web.Request) -> Any:
    data = await request.read()
    return json.loads(data) if data else None


async def _form(request: web.Request) -> tuple[Any, list[Upload]]:
    """The `payload_json` of a form and its files, described as the payload says (DOC/reference)."""
    body: Any = None
    files: dict[str, tuple[str, bytes]] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)  # noqa: S101  Discord's forms are not nested
        if part.filename is not None:
            files[str(part.name)] = (part.filename, bytes(await part.read()))
        elif part.name == "payload_json":
            body = json.loads(await part.text())
    described = {
        f"files[{each['id']}]": each.get("description")
        for each in (body or {}).get("attachments") or ()
    }
    return body, [Upload(name, data, described.get(key)) for key, (name, data) in files.items()]
