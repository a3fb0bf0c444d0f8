"""A client fed with gateway events, without a network: what discord.py does once a frame came."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

import discord

SERVER, CHANNEL, THREAD, BOT, MEMBER = 1 << 22, 2 << 22, 3 << 22, 4 << 22, 5 << 22
FIRST_MESSAGE = 1_300_000_000_000_000_000
SECOND = 1000 << 22
"""Between two messages' ids (docs: reference, snowflakes). Fifty members write in turns: faster, or
always the same, and the civility rules would take it for a flood."""
WORDS = """
a the that of for with about bridge harbour river city council plan paper cost years people evening
morning winter summer road market school letter train window answer question number think know hear
read wrote found spent built closed moved asked paid waited long early late old new small wide
narrow quiet public local better cheaper often never again here there
"""


def connect(client: discord.Client) -> None:
    """Make the client believe it is in one server with one channel and one discussion thread."""
    client.loop = asyncio.get_running_loop()
    state = client._connection
    state.user = discord.ClientUser(state=state, data=_user(BOT, "bot"))  # type: ignore[arg-type] # a plain dict, as the gateway sends it
    state.parsers["GUILD_CREATE"](_guild())


def texts(count: int, seed: int = 0) -> list[str]:
    """So many civil comments of some 200 characters, each another one.

    They take as long to make as some of what is measured, so they are made before.
    """
    return [_text(seed * count + number) for number in range(count)]


async def feed(client: discord.Client, said: list[str], *, first: int = FIRST_MESSAGE) -> None:
    """Deliver messages that say this, letting the loop turn as a socket would."""
    deliver = client._connection.parsers["MESSAGE_CREATE"]
    for number, text in enumerate(said):
        deliver(_message(first + number * SECOND, number, text))
        if number % 10 == 9:
            await asyncio.sleep(0)


def cpu() -> tuple[float, float]:
    """Seconds of processor time: of the whole process, and of the event loop's thread."""
    return time.process_time(), time.thread_time()


def _guild() -> dict[str, Any]:
    return {
        "id": str(SERVER),
        "name": "The Daily",
        "owner_id": str(MEMBER),
        "roles": [
            {
                "id": str(SERVER),
                "name": "@everyone",
                "permissions": "0",
                "position": 0,
                "color": 0,
                "hoist": False,
                "managed": False,
                "mentionable": False,
            }
        ],
        "emojis": [],
        "stickers": [],
        "features": [],
        "members": [],
        "member_count": 2,
        "channels": [
            {
                "id": str(CHANNEL),
                "type": 0,
                "name": "news",
                "position": 0,
                "permission_overwrites": [],
            }
        ],
        "threads": [_thread()],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
        "unavailable": False,
    }


def _thread() -> dict[str, Any]:
    return {
        "id": str(THREAD),
        "type": 11,
        "guild_id": str(SERVER),
        "parent_id": str(CHANNEL),
        "owner_id": str(BOT),
        "name": "A discussion",
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "locked": False,
            "auto_archive_duration": 10080,
            "archive_timestamp": "2027-01-01T00:00:00+00:00",
        },
    }


def _message(message_id: int, number: int, text: str) -> dict[str, Any]:
    return {
        "id": str(message_id),
        "channel_id": str(THREAD),
        "guild_id": str(SERVER),
        "author": _user(MEMBER + number % 50, f"member{number % 50}"),
        "member": {
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
        },
        "content": text,
        "timestamp": "2027-01-01T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    }


def _text(seed: int) -> str:
    """A civil comment of some 200 characters, another one for each seed."""
    return " ".join(random.Random(seed).choices(WORDS.split(), k=34))


def _user(user_id: int, name: str) -> dict[str, Any]:
    return {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None}
