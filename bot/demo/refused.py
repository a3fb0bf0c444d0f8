"""When Discord says no."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from simcord.backend.errors import BackendError, SetupError


class Refused(Exception):  # noqa: N818  it is no error of anybody's: Discord said no
    """Discord refused what a person wanted.

    `code` is Discord's JSON error code, or 0 where their client would not even have offered it: a
    button that is disabled, a command that they do not see.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{message} ({code})" if code else message)
        self.code = code


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the backend refuses into `Refused`."""
    try:
        yield
    except BackendError as error:
        raise Refused(error.code, error.message) from None
    except SetupError as error:
        raise Refused(0, str(error)) from None
