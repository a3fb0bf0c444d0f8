"""The files by which the bot is run as a service: they parse, and keep what the manual promises."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import pytest
import yaml

from bot.cli import app
from bot.running import LONGEST_SHUTDOWN_SECONDS
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


@pytest.fixture
def image():
    """The Dockerfile's instructions, in order: (instruction, arguments)."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line]


@pytest.fixture
def service():
    parsed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert list(parsed["services"]) == ["bot"]
    return parsed["services"]["bot"]


@pytest.fixture
def unit():
    parser = configparser.RawConfigParser(strict=True, interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "deploy" / "thoughts-on.service", encoding="utf-8")
    return parser


def arguments(image, instruction):
    return [rest for name, rest in image if name == instruction]


def test_the_image_is_slim_and_built_apart_from_its_tools(image):
    bases = arguments(image, "FROM")

    assert bases == ["python:3.12-slim AS build", "python:3.12-slim"]


def test_the_image_runs_the_bot_and_not_as_root(image):
    names = [name for name, _ in image]

    assert arguments(image, "USER") == ["thoughts-on"]
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")
    assert arguments(image, "ENTRYPOINT") == ['["thoughts-on"]']
    assert arguments(image, "CMD") == ['["run"]']


def test_the_image_has_one_volume_and_keeps_everything_there(image):
    assert arguments(image, "VOLUME") == ["/data"]
    assert "DATA_DIR=/data" in arguments(image, "ENV")[0]


def test_everything_that_the_image_copies_exists_and_is_let_into_its_context(image):
    copied = [word for rest in arguments(image, "COPY") for word in shlex.split(rest)[:-1]]
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)

    assert sorted(copied) == sorted(let_in)
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_composition_is_one_service_with_one_volume(service):
    assert service["volumes"] == ["data:/data"]
    assert service["environment"]["DATA_DIR"] == "/data"


def test_the_composition_gives_the_bot_nothing_it_does_not_need(service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service
    assert "ports" not in service


def test_both_service_managers_wait_longer_than_the_bot_takes(service, unit):
    assert float(service["stop_grace_period"].removesuffix("s")) > LONGEST_SHUTDOWN_SECONDS + 2
    assert float(unit["Service"]["TimeoutStopSec"]) > LONGEST_SHUTDOWN_SECONDS + 2


def test_the_unit_runs_the_bot_as_a_user_of_its_own_in_its_own_folder(unit):
    section = unit["Service"]

    assert section["ExecStart"].endswith("/thoughts-on run")
    assert section["User"] == "thoughts-on"
    assert section["WorkingDirectory"] == f"/var/lib/{section['StateDirectory']}"
    assert section["Environment"] == f"DATA_DIR={section['WorkingDirectory']}"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("RestrictSUIDSGID", "yes"),
        ("SystemCallFilter", "@system-service"),
        ("UMask", "0077"),
        ("Restart", "on-failure"),
    ],
)
def test_the_unit_is_hardened(unit, option, value):
    assert unit["Service"][option] == value


def test_the_settings_that_the_files_name_are_settings(service, unit, image):
    named = {
        *service["environment"],
        unit["Service"]["Environment"].partition("=")[0],
        *re.findall(r"^    ([A-Z_]+)=", MANUAL, re.MULTILINE),
    }

    assert named <= {field.upper() for field in Settings.model_fields}


def test_the_manual_names_every_command():
    commands = {command.callback.__name__ for command in app.registered_commands}
    rows = set(re.findall(r"^\| `(\w+)", MANUAL, re.MULTILINE))

    assert commands - rows == set()
