"""`python -m bot demo` in an empty folder; in a process of its own where that matters."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from bot.demo.as_json import as_json
from bot.demo.pages import sample_page

LONGEST_SECONDS = 60
KEPT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV")


SAVED_TEXT = """
Kites Over the Gasworks

By Paulo Reyes

On Sunday the old gasworks belonged to the wind, and to about three hundred people with string.

The club that flies there has met since spring, first with nine members and a borrowed ladder. It
now has a shed, a rota for the shed, and a waiting list for the rota.

What it does not have is a permit. The owner of the ground has put up with it so far, and says that
he would go on doing so if anybody told him who is liable for the chimney.
"""


def demo(
    folder: Path, *words: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return subprocess.run(  # noqa: S603 - our own program with our own words
        [sys.executable, "-m", "bot", "demo", *words],
        cwd=folder,
        env=kept | (environment or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_SECONDS,
        check=False,
    )


def moments(value: Any) -> list[str]:
    """Every text in a JSON value under a name that tells a time."""
    if isinstance(value, list):
        return [moment for item in value for moment in moments(item)]
    if not isinstance(value, dict):
        return []
    own = [text for name, text in value.items() if name == "at" or name.endswith("_at") if text]
    return own + [moment for item in value.values() for moment in moments(item)]


def without_ids(value: Any) -> Any:
    """A JSON value without ids: of what the bot sends side by side, any may come first."""
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: without_ids(item)
        for name, item in value.items()
        if name not in ("id", "reply_to") and not name.endswith("_id")
    }


def test_headless_plays_a_page_saved_as_text_and_prints_nothing_but_the_transcript(shell):
    (shell.folder / "kites.txt").write_text(SAVED_TEXT, encoding="utf-8")

    done = shell.run("demo", "--headless", "--page", "kites.txt")

    assert (done.exit_code, done.stderr) == (0, "")
    assert "Paulo Reyes" in done.stdout
    assert "11 thoughts on “Kites Over the Gasworks”" in done.stdout
    assert "deleted by Mo at 09:37" in done.stdout
    assert "\x1b" not in done.stdout
    assert [path.name for path in shell.folder.iterdir()] == ["kites.txt"]


def test_json_of_a_page_in_html_is_one_object_whose_parts_agree(shell, outcome):
    """It is also what the same page gave before: the scene is the same each time."""
    page = sample_page()
    (shell.folder / page.name).write_bytes(page.data)

    done = shell.run("demo", "--headless", "--json", "--page", page.name)
    played = json.loads(done.stdout)

    assert (done.exit_code, done.stderr) == (0, "")
    assert without_ids(played) == without_ids(as_json(outcome))
    (thread,), (record,) = played["threads"], played["records"]
    assert thread["channel_id"] in [channel["id"] for channel in played["channels"]]
    assert (thread["locked"], thread["archived"]) == (True, True)
    assert (record["thread_id"], record["state"]) == (thread["id"], "closed")
    standing = [each for each in record["comments"] if each["tombstone"] is None]
    assert record["count"] == len(standing)
    shown = {message["id"] for message in played["messages"]}
    assert shown >= {comment["message_id"] for comment in standing}
    assert [case["decision"] for case in record["cases"]] == ["reworded", "put back"]
    assert [place["name"] for place in played["direct"]] == ["Ben", "Dolores"]
    assert all(datetime.fromisoformat(each).utcoffset() is not None for each in moments(played))


def test_a_page_that_is_missing_is_explained_without_a_traceback(shell):
    done = shell.run("demo", "--headless", "--page", "missing.html")

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("missing.html does not exist.")
    assert "Traceback" not in done.stderr


def test_without_its_extra_the_command_says_what_to_install(tmp_path):
    fake = tmp_path / "packages" / "simcord-9.9.dist-info"
    fake.mkdir(parents=True)
    (fake / "METADATA").write_text("Metadata-Version: 2.1\nName: simcord\nVersion: 9.9\n")

    done = demo(tmp_path, "--headless", environment={"PYTHONPATH": str(fake.parent)})

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The demo needs its extra.")
    assert "Install simcord==" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.soak
def test_a_demo_in_the_browser_opens_and_ends_well_when_it_is_interrupted(tmp_path):
    repository = str(Path(__file__).parents[2])
    demo = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        cwd=tmp_path,
        env={**os.environ, "BROWSER": "true", "PYTHONPATH": repository},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert demo.stderr is not None
    said = next((line for line in demo.stderr if "http://" in line), "")
    with urlopen(re.search(r"http://127\.0\.0\.1:\d+/", said)[0]) as page:  # noqa: S310 - loopback
        served = page.read()

    demo.send_signal(signal.SIGINT)
    rest = demo.communicate(timeout=20)[1]

    assert b"<title>Thoughts On</title>" in served
    assert (demo.returncode, rest) == (0, "The demo has ended. Nothing of it was kept.\n")
