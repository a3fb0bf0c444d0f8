"""The wheel by itself: in an empty folder, with nothing of the source tree on the path."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.civility.calling.caller import is_compiled

ROOT = Path(__file__).parents[2]
FOR_DEVELOPERS = {"script.py.mako"}
"""What only those who write a migration need."""
COMPILED = {".c", ".so"}
"""What is compiled, where there is a compiler, and what comes of it."""


def run(folder, *command, **environment):
    """A Python process in the folder; the machine's settings of the bot are not passed on."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *command],
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The wheel, built without a network from a copy of the source, and unpacked."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("bot", "cogs"):
        ignored = shutil.ignore_patterns("__pycache__", "*.so")
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    built = run(source, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist")
    assert built.returncode == 0, built.stderr
    folder = tmp_path_factory.mktemp("unpacked")
    (wheel,) = (source / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def wheel(unpacked, tmp_path):
    """Runs Python in an empty folder with the unpacked wheel before everything else."""
    return lambda *command: run(tmp_path, *command, PYTHONPATH=str(unpacked))


def test_it_holds_every_file_of_the_program_and_nothing_else(unpacked):
    wanted = {
        str(path.relative_to(ROOT))
        for package in ("bot", "cogs")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name not in FOR_DEVELOPERS
        if path.suffix not in COMPILED
    }

    held = {
        str(path.relative_to(unpacked))
        for path in unpacked.rglob("*")
        if path.is_file() and path.suffix not in COMPILED
    }

    assert {name for name in held if ".dist-info/" not in name} == wanted


def test_it_holds_what_is_compiled_where_there_is_a_compiler(unpacked):
    sources = {path.relative_to(ROOT).with_suffix("") for path in (ROOT / "bot").rglob("*.c")}

    made = {path.relative_to(unpacked) for path in unpacked.rglob("*.so")}

    assert sources
    if is_compiled():  # by the same compiler
        assert {path.parent / path.name.partition(".")[0] for path in made} == sources


def test_it_is_what_runs(wheel, unpacked):
    done = wheel("-c", "import bot, cogs; print(bot.__file__, cogs.__file__)")

    assert all(path.startswith(str(unpacked)) for path in done.stdout.split())


def test_its_commands_work_in_an_empty_folder(wheel, tmp_path):
    done = wheel("-m", "bot", "migrate")

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "this version's schema" in done.stderr
    assert (tmp_path / "data" / "thoughts-on.db").exists()


@pytest.mark.soak  # the demo itself is tried in tests/demo
def test_its_demo_plays_to_the_end(wheel):
    done = wheel("-m", "bot", "demo", "--headless", "--json")

    assert done.returncode == 0, done.stderr
    assert {"channels", "threads", "messages", "records"} <= set(json.loads(done.stdout))
