"""`run`: the bot's process, from login to SIGTERM."""

from __future__ import annotations

import asyncio
import signal
import sys

import discord
from discord.ext import commands

from bot.app import create_bot, invite_link
from bot.logs import loop_exception_handler
from bot.settings import Settings

LONGEST_SHUTDOWN = 8.0
"""Seconds; service managers kill what takes much longer (Docker after ten)."""


class StartError(Exception):
    """The bot could not connect. The message says why and what to do next."""


async def run_bot(settings: Settings, token: str) -> None:
    """Run until SIGTERM or SIGINT. Raises `StartError`, or `StorageError` from the database."""
    asyncio.get_running_loop().set_exception_handler(loop_exception_handler)
    bot = create_bot(settings)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    session = asyncio.create_task(_session(bot, token))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((session, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        async with asyncio.timeout(LONGEST_SHUTDOWN):
            await bot.close()
            await session


async def _session(bot: commands.Bot, token: str) -> None:
    try:
        await bot.login(token)
        if bot.application_id is not None:
            _invite(bot.application_id)
        await bot.connect()
    except discord.LoginFailure:
        raise StartError(
            "Discord refused the token. Copy it anew from the Discord Developer Portal (Bot → Reset"
            " Token) into DISCORD_TOKEN."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise StartError(
            "The Message Content intent is off, and without it replies cannot be recorded. Switch"
            " it on in the Discord Developer Portal (Bot → Privileged Gateway Intents)."
        ) from None
    except (discord.HTTPException, discord.GatewayNotFound, OSError) as error:
        raise StartError(
            f"Discord cannot be reached ({type(error).__name__}). Check the network and"
            " https://discordstatus.com, then start again."
        ) from error


def _invite(application_id: int) -> None:
    text = "Invite the bot with this link; it asks for exactly the rights it uses:"
    sys.stderr.write(f"{text}\n{invite_link(application_id)}\n")
