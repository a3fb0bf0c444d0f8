"""Which SimCord the embedded Discord stands on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

PINNED = "3.2.1"


def require_pinned_version(found: str | None = None) -> None:
    """Raise ImportError unless SimCord is exactly the version that the repairs were made for.

    Its routes and underscore names may change in any release, and a repair that no longer fits
    would let tests pass on a Discord that does not exist. `found` is the installed version; it is
    looked up where it is not given.
    """
    found = _installed() if found is None else found
    if found != PINNED:
        raise ImportError(
            f"The embedded Discord is built on SimCord {PINNED}, and SimCord {found} is installed. "
            f"Install simcord=={PINNED}, or pass tests/embedded with the new one and pin it."
        )


def _installed() -> str:
    try:
        return version("simcord")
    except PackageNotFoundError:
        raise ImportError(
            "The embedded Discord needs SimCord. Install it with: pip install 'thoughts-on[demo]'"
        ) from None
