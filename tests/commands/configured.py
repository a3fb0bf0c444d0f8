"""What tests of `/config` do and look at."""

from __future__ import annotations

import json
from typing import Any

from bot.servers.configuration import Configuration


async def held(community) -> Configuration:
    server = community.server.id
    return await community.record.read(lambda tx: tx.servers.configuration(server))


async def versions(community):
    return await community.record.read(lambda tx: tx.servers.versions(community.server.id))


def embed(answer) -> str:
    """What the answer's embed says."""
    return answer.message.embeds[0]["description"]


async def give(community, document: Any, who: Any = None):
    """Have an admin import a file that holds this."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    person = who or community.admin
    return await person.command("/config import", community.news, file=("settings.json", data))


async def exported(community) -> dict[str, Any]:
    answer = await community.admin.command("/config export", community.news)
    assert answer.ephemeral
    return json.loads(community.world.backend.cdn.get(answer.message.attachments[0].url))
