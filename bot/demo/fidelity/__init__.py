"""SimCord, repaired where it is kinder than Discord.

`FaithfulBackend` holds the rules that bind everybody, whichever way a deed is asked for;
`install()` puts repaired requests and payloads in the place of SimCord's. What is repaired, and
what is not, is told in docs/embedded-discord.md. Each repair names the source of its rule: DOC is
Discord's developer documentation, api-docs#N an issue of discord/discord-api-docs.
"""

from .backend import FaithfulBackend
from .patching import install

__all__ = ["FaithfulBackend", "install"]
