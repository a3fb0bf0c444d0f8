from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, environment

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_without_a_file_the_environment_is_the_processs(tmp_path, monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")

    assert environment(tmp_path)["LOG_LEVEL"] == "DEBUG"


def test_the_process_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nLOG_FORMAT=json\n")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")

    found = environment(tmp_path)

    assert (found["LOG_LEVEL"], found["LOG_FORMAT"]) == ("DEBUG", "json")


def test_a_variable_that_is_set_but_empty_does_not_hide_the_files(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("DATA_DIR=from-the-file\n")
    monkeypatch.setenv("DATA_DIR", "")

    assert environment(tmp_path)["DATA_DIR"] == "from-the-file"


def test_dollar_signs_in_the_file_mean_nothing(tmp_path):
    (tmp_path / ".env").write_text("DATA_DIR=$HOME/${USER}\n")

    assert environment(tmp_path)["DATA_DIR"] == "$HOME/${USER}"


def test_a_name_without_a_value_is_not_set(tmp_path):
    (tmp_path / ".env").write_text("A_NAME_ONLY\n")

    assert "A_NAME_ONLY" not in environment(tmp_path)


def test_a_file_that_is_no_text_is_told_without_its_content(tmp_path):
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=opensesame\xff\n")

    with pytest.raises(SettingsError) as caught:
        environment(tmp_path)

    assert "UTF-8" in str(caught.value)
    assert caught.value.__suppress_context__


def test_the_example_explains_every_variable_and_no_other():
    text = EXAMPLE.read_text(encoding="utf-8")

    written = re.findall(r"^(?:#[^\n]*\n)+([A-Z_]+)=", text, re.MULTILINE)

    assert written == re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)
    assert sorted(written) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_as_it_is_gives_the_defaults(tmp_path, monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")

    assert Settings.load(environment(tmp_path)) == Settings.load({})
