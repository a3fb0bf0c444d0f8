"""Files that were sent: kept in memory, served from where their links point."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Any

from aiohttp import web
from simcord.backend.cdn import CDN_BASE, CdnStore

PATH = "/cdn"


class Files(CdnStore):
    """SimCord's files under addresses that answer; `base` is where the server listens."""

    def __init__(self) -> None:
        super().__init__()
        self.base = CDN_BASE

    def routes(self) -> list[web.AbstractRouteDef]:
        """Where they are served."""
        return [web.get(PATH + "/{path:.+}", self._serve)]

    def store_attachment(
        self,
        attachment_id: int,
        channel_id: int,
        filename: str,
        data: bytes,
        description: str | None,
    ) -> dict[str, Any]:
        """Keep a file; gives what a message tells about it."""
        told = super().store_attachment(attachment_id, channel_id, filename, data, description)
        address = told["url"].replace(CDN_BASE, self.base + PATH)
        self._blobs[address] = self._blobs.pop(told["url"])
        return {**told, "url": address, "proxy_url": address}

    async def _serve(self, request: web.Request) -> web.Response:
        data = self.get(self.base + request.rel_url.path)
        if data is None:
            raise web.HTTPNotFound
        # Never shown as a page of this server, whatever somebody uploaded.
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        content_type = guess_type(request.match_info["path"])[0] or "application/octet-stream"
        return web.Response(body=data, content_type=content_type, headers=headers)
