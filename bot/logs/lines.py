"""The finished line, for people or for machines, with secrets blotted out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from structlog.typing import EventDict, WrappedLogger

BLOT = "[secret]"

_SECRET_LOOKING = re.compile(
    r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"  # a bot's token
    r"|(?<=/webhooks/)\d+/[\w-]{20,}"  # https://discord.com/developers/docs/resources/webhook
    r"|(?<=/interactions/)\d+/[\w-]{20,}"
    r"|(?<=://)[^\s/@]+(?=@)"  # name and password in an address
)


@dataclass(frozen=True, slots=True)
class Lines:
    """How events become lines."""

    form: Literal["text", "json"]
    secrets: tuple[str, ...] = ()

    def render(self, _logger: WrappedLogger, _method: str, event: EventDict) -> str:
        """A processor, the last."""
        return self.line(event)

    def line(self, event: Mapping[str, Any]) -> str:
        """The line (in text with more below it for an exception), without its line break."""
        line = _as_json(event) if self.form == "json" else _as_text(event)
        for secret in filter(None, self.secrets):
            line = line.replace(secret, BLOT)
        return _SECRET_LOOKING.sub(BLOT, line)


def _as_json(event: Mapping[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False)


def _as_text(event: Mapping[str, Any]) -> str:
    fields = dict(event)
    head = f"{fields.pop('timestamp')} {fields.pop('level').upper():<8} {fields.pop('event')}"
    exception = fields.pop("exception", [])
    words = [head, *(f"{name}={_plain(value)}" for name, value in fields.items())]
    return "\n  ".join([" ".join(words), *exception])


def _plain(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
