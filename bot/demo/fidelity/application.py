"""What the bot's application says of itself.

DOC/resources/application, Application Flags: the intents switched on in the Developer Portal show
as flags; below the threshold of review they are the "limited" ones. SimCord lets every intent pass.
"""

from __future__ import annotations

from typing import Any

import discord
from simcord.http.router import Handler, RequestContext

from .patching import repairs

_ON = discord.ApplicationFlags(
    gateway_guild_members_limited=True,
    gateway_presence_limited=True,
    gateway_message_content_limited=True,
)


@repairs("GET", "/oauth2/applications/@me")
def application(ctx: RequestContext, simcord: Handler) -> Any:
    """The application, with the intents that it may use."""
    return {**simcord(ctx), "flags": _ON.value}
