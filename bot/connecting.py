"""Logging in to Discord: every way in which it fails, said so that an operator can act on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

import aiohttp
import discord

_PORTAL = "the Discord Developer Portal (https://discord.com/developers/applications)"
REFUSED_TOKEN = (
    f"Discord refused the token. Copy it anew from {_PORTAL}, your application → Bot → Reset Token,"
    " into DISCORD_TOKEN."
)
MISSING_INTENT = (
    "The Message Content Intent is off, and without it replies cannot be recorded. Switch it on in"
    f" {_PORTAL}, your application → Bot → Privileged Gateway Intents."
)
_CLOSED = {4004: REFUSED_TOKEN, 4014: MISSING_INTENT}
"""The gateway's close codes that an operator can mend (docs: topics/opcodes-and-status-codes)."""


class StartError(Exception):
    """The bot could not connect, or was cut off for good. Why, and what to do next."""

    message_is_safe: ClassVar[bool] = True


def without_voice() -> None:
    """The bot does not speak: discord.py's warnings that it cannot would only alarm."""
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False


@contextmanager
def explained() -> Iterator[None]:
    """Turn what discord.py raises while connecting into `StartError`."""
    try:
        yield
    except discord.LoginFailure as error:
        raise StartError(REFUSED_TOKEN) from error
    except discord.PrivilegedIntentsRequired as error:
        raise StartError(MISSING_INTENT) from error
    except discord.ConnectionClosed as error:
        raise StartError(_CLOSED.get(error.code, _cut_off(error.code))) from error
    except discord.RateLimited as error:
        raise StartError(
            f"Discord asks the bot to wait {error.retry_after:.0f} seconds. Start it again then."
        ) from error
    except discord.HTTPException as error:
        raise StartError(_answered(error.status)) from error
    except (discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise StartError(
            f"Discord cannot be reached ({type(error).__name__}). Check the network and"
            " https://discordstatus.com, then start again."
        ) from error


def _cut_off(code: int) -> str:
    return (
        f"Discord ended the connection for good (close code {code}). Look the code up at"
        " https://discord.com/developers/docs/topics/opcodes-and-status-codes, then start again."
    )


def _answered(status: int) -> str:
    return (
        f"Discord answered with error {status}. Check https://discordstatus.com, and"
        " DISCORD_API_URL if it is set, then start again."
    )
