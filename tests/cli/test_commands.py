"""What holds for every command: exit statuses, and what goes where."""

from __future__ import annotations

import pytest

from bot.cli import app

COMMANDS = sorted(command.callback.__name__ for command in app.registered_commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(shell, command):
    done = shell.run(command, "--help")

    assert done.exit_code == 0
    assert "Usage" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_wrong_usage(shell, command):
    done = shell.run(command, "--no-such-option")

    assert done.exit_code == 2
    assert done.stdout == ""
    assert "no-such-option" in done.stderr


@pytest.mark.parametrize(
    "words",
    [["no-such-command"], ["backup"], ["restore"], ["read"], ["backup", "one", "two"]],
    ids=" ".join,
)
def test_wrong_usage_is_exit_status_2(shell, words):
    done = shell.run(*words)

    assert done.exit_code == 2
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words",
    [["run"], ["migrate"], ["backup", "copy.db"], ["restore", "copy.db"], ["doctor"]],
    ids=" ".join,
)
def test_settings_that_cannot_be_used_are_all_told_at_once(shell, monkeypatch, words):
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    monkeypatch.setenv("METRICS_PORT", "many")

    done = shell.run(*words)

    assert done.exit_code == 1
    assert done.stdout == ""
    assert "LOG_LEVEL" in done.stderr
    assert "METRICS_PORT" in done.stderr
    assert "LOUD" not in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["backup", "copy.db"], "no database"),
        (["restore", "copy.db"], "no file"),
        (["migrate"], "cannot be made"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_status_1(shell, words, told):
    (shell.folder / "data").write_bytes(b"a file where a folder should be")

    done = shell.run(*words)

    assert done.exit_code == 1
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_migrating_twice_is_harmless(shell):
    shell.run("migrate")
    before = shell.database.read_bytes()

    done = shell.run("migrate")

    assert done.exit_code == 0
    assert shell.database.read_bytes() == before
    assert not (shell.folder / "data" / "backups").exists()


def test_a_copy_goes_there_and_back(shell):
    shell.run("migrate")

    there = shell.run("backup", "copy.db")
    back = shell.run("restore", "copy.db")

    assert (there.exit_code, back.exit_code) == (0, 0)
    assert "is kept as" in back.stderr
    assert there.stdout == back.stdout == ""
