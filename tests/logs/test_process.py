"""What a whole process leaves on standard error when everything in it fails."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.logs.conftest import TEXT

FAILING = f"""
import logging, sys, threading, warnings
from bot.logs import configure

class Stubborn:
    def __del__(self):
        raise KeyError({TEXT!r})

configure("DEBUG", sys.argv[1])
thread = threading.Thread(target=int, args=({TEXT!r},))
thread.start()
thread.join()
Stubborn()
warnings.warn({TEXT!r})
raise LookupError({TEXT!r})
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_process_that_fails_everywhere_tells_where_and_not_what(form):
    command = [sys.executable, "-c", FAILING, form]

    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    assert done.returncode == 1
    assert done.stdout == ""
    assert "Kanarienvogel" not in done.stderr
    for kind in ("builtins.ValueError", "builtins.KeyError", "UserWarning", "builtins.LookupError"):
        assert kind in done.stderr
    assert "Traceback" not in done.stderr
