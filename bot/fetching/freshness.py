"""How long an answer holds, and when a busy site wants to be asked again (RFC 9111, RFC 9110).

Dates are counted from the answer's own `Date`, so that no two clocks are compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE | re.ASCII)
_NEVER = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b(?!\s*=)", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,10}", re.ASCII)


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """How long the answer counts as new; None where it does not say (RFC 9111, 4.2.1)."""
    stated = headers.get("Cache-Control", "")
    if _NEVER.search(stated):
        return timedelta(0)
    if (age := _MAX_AGE.search(stated)) is not None:
        return max(timedelta(seconds=int(age[1])) - _age(headers), timedelta(0))
    return _until(headers.get("Expires", ""), headers)


def asked_to_wait(headers: Mapping[str, str]) -> timedelta | None:
    """What `Retry-After` asks for, as seconds or as a date (RFC 9110, 10.2.3)."""
    stated = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(stated):
        return timedelta(seconds=int(stated))
    return _until(stated, headers)


def _age(headers: Mapping[str, str]) -> timedelta:
    stated = headers.get("Age", "").strip()
    return timedelta(seconds=int(stated)) if _SECONDS.fullmatch(stated) else timedelta(0)


def _until(stated: str, headers: Mapping[str, str]) -> timedelta | None:
    until, now = _date(stated), _date(headers.get("Date", ""))
    return max(until - now, timedelta(0)) if until is not None and now is not None else None


def _date(stated: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(stated)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
