"""The page's addresses, for the server of the embedded Discord.

Only the page itself may use them, which the server sees to, and it may load nothing from elsewhere
(its Content-Security-Policy).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import quote

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.app import Record

from ..answers import Answer
from ..embedded import EmbeddedDiscord
from ..people import Person
from ..refused import Refused, refusals
from . import kept
from .asking import WISH, Result
from .behind import Behind, Deed
from .cast import Cast
from .commands import offered
from .looking import PAGE, Look, view
from .messages import whole
from .pictures import Pictures
from .stream import Stream

DEEDS = 80
"""Lines of the strip."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


class Forward(BaseModel):
    """How far the clock is to be moved; a year at once is enough for anything that comes due."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hours: Annotated[float, Field(gt=0, le=24 * 366)]


@dataclass(slots=True)
class Page:
    """The page of one world: who can be played, what is shown, and what the bot did."""

    world: EmbeddedDiscord
    cast: Cast
    pictures: Pictures
    record: Record
    behind: Behind
    stream: Stream = field(default_factory=Stream)

    def routes(self) -> list[web.AbstractRouteDef]:
        """All of them."""
        return [
            web.get("/", self._index),
            web.get(r"/static/{name:[a-z]+\.(?:css|js|svg)}", self._static),
            web.get("/look", _guarded(self._look)),
            web.get("/commands", _guarded(self._commands)),
            web.get("/behind", _guarded(self._behind)),
            web.get("/record", _guarded(self._record)),
            web.get("/picture", self._picture),
            web.get("/file", self._download),
            web.get("/changes", self.stream.send),
            web.post("/wish", _guarded(self._wish)),
            web.post("/clock", _guarded(self._clock)),
        ]

    async def _index(self, _: web.Request) -> web.Response:
        return _file("index.html")

    async def _static(self, request: web.Request) -> web.Response:
        return _file(request.match_info["name"])

    async def _picture(self, request: web.Request) -> web.Response:
        picture = self.pictures.find(request.query.get("url", ""))
        if picture is None:
            raise web.HTTPNotFound
        return web.Response(body=picture.data, content_type=picture.type, headers=_HEADERS)

    async def _download(self, request: web.Request) -> web.Response:
        """A file to be saved: shown as a page of this address it could do what the page can."""
        data = self.pictures.file(request.query.get("url", ""))
        if data is None:
            raise web.HTTPNotFound
        name = quote(request.query.get("name", "file"), safe="")
        saved = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return web.Response(
            body=data, content_type="application/octet-stream", headers={**_HEADERS, **saved}
        )

    async def _look(self, request: web.Request) -> Any:
        place, limit = request.query.get("in"), request.query.get("limit", str(PAGE))
        look = Look(self._person(request), int(place) if place else None, max(1, int(limit)))
        return {"people": self.cast.as_json(), **view(look, self.pictures)}

    async def _commands(self, request: web.Request) -> Any:
        with refusals():
            return offered(self._person(request), self.world.channel(int(request.query["in"])))

    async def _behind(self, _: web.Request) -> Any:
        recorded = await asyncio.to_thread(self._timeline)
        # What is recorded and done at one moment was recorded first.
        deeds = sorted([*recorded, *self.behind.deeds], key=lambda deed: deed.at)
        return [_deed(deed) for deed in reversed(deeds[-DEEDS:])]

    def _timeline(self) -> list[Deed]:
        return list(kept.timeline(self.record, self.world.now(), self._name))

    async def _record(self, request: web.Request) -> Any:
        thread, now = int(request.query["thread"]), self.world.now()
        return await asyncio.to_thread(kept.discussion, self.record, thread, now, self._name)

    async def _wish(self, request: web.Request) -> Any:
        wish, person = WISH.validate_json(await request.read()), self._person(request)
        with refusals():
            return _result(await wish.done(person))

    async def _clock(self, request: web.Request) -> Any:
        forward = Forward.model_validate_json(await request.read())
        await self.world.advance(timedelta(hours=forward.hours))
        self.stream.change()
        return {"now": self.world.now().isoformat()}

    def _person(self, request: web.Request) -> Person:
        given = request.query.get("as")
        part = self.cast.parts.get(int(given)) if given else self.cast.first
        if part is None:
            raise Refused(0, "This person cannot be played.")
        return part.person

    def _name(self, user_id: int | None) -> str:
        user = self.world.backend.users.get(user_id or 0)
        return "somebody" if user is None else user.global_name or user.name


def _guarded(
    handler: Callable[[web.Request], Any],
) -> Callable[[web.Request], Any]:
    """Answer in JSON; what is refused is said, with status 409 or 400."""

    async def guarded(request: web.Request) -> web.Response:
        try:
            return web.json_response(await handler(request), headers=_HEADERS)
        except Refused as refused:
            return _refusal(409, str(refused))
        except (ValidationError, ValueError, KeyError):
            return _refusal(400, "The page asked for something that does not exist. Reload it.")

    return guarded


def _refusal(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status, headers=_HEADERS)


def _file(name: str) -> web.Response:
    source = files("bot.demo.browser") / "static" / name
    if not source.is_file():
        raise web.HTTPNotFound
    kind = _TYPES[name[name.rindex(".") :]]
    return web.Response(
        body=source.read_bytes(), content_type=kind, charset="utf-8", headers=_HEADERS
    )


def _deed(deed: Deed) -> dict[str, Any]:
    return {
        "at": deed.at.isoformat(),
        "text": deed.text,
        "kept": deed.kept,
        "thread": None if deed.thread_id is None else str(deed.thread_id),
        "message": None if deed.message_id is None else str(deed.message_id),
    }


def _result(result: Result) -> Any:
    if isinstance(result, list):
        return [{"name": choice.name, "value": choice.value} for choice in result]
    return None if result is None else _answer(result)


def _answer(answer: Answer) -> dict[str, Any]:
    spec = answer.record.modal
    return {
        "answered": answer.acknowledged,
        "dialog": None
        if spec is None
        else {
            "id": str(answer.record.id),
            "place": str(answer.record.channel_id),
            "title": spec["title"],
            "components": whole(spec["components"]),
        },
    }
