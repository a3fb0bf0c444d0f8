"""`doctor`: what is sound, what is wrong, and what each fault breaks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from bot.civility import history
from bot.civility.judge import Judge
from bot.civility.pack import PackError
from bot.connecting import StartError
from bot.doctoring import machine
from bot.doctoring.examining import examine
from bot.servers.model import ArticleChannel, Setting
from bot.services.findings import Grade
from bot.services.rights import IN_ARTICLE_CHANNEL, NAMES, REQUIRED
from bot.settings import Settings
from bot.storage.backup import back_up
from bot.storage.database import Database
from bot.wording import Catalogue
from tests.cli.fake_discord import BOT_ID

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SERVER, NEWS, STAFF, ROLE = 10, 20, 21, 30


def guild(granted: discord.Permissions, everyone: discord.Permissions, *channels: int):
    """A server in which the bot has a role with these rights."""
    roles = [role(SERVER, everyone), role(ROLE, granted)]
    return {
        "guild": {"id": str(SERVER), "name": "The Daily", "owner_id": "1", "roles": roles},
        "channels": [channel(each) for each in channels],
        "member": {
            "user": {
                "id": str(BOT_ID),
                "username": "thoughts",
                "discriminator": "0",
                "avatar": None,
            },
            "roles": [str(ROLE)],
            "joined_at": NOW.isoformat(),
            "flags": 0,
            "deaf": False,
            "mute": False,
        },
    }


def role(number, permissions):
    return {
        "id": str(number),
        "name": f"role {number}",
        "permissions": str(permissions.value),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(number):
    names = {NEWS: "news", STAFF: "staff"}
    return {
        "id": str(number),
        "type": 0,
        "name": names[number],
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "guild_id": str(SERVER),
    }


@pytest.fixture
async def installed(tmp_path, settings, one_api):
    """Settings of a bot that has one server with an article channel and one for notices."""
    made = Settings.load(settings | {"DATA_DIR": str(tmp_path)})
    database = Database(made.database_url)
    await database.open()

    def set_up(tx):
        tx.servers.join(SERVER, "The Daily", "en", NOW)
        tx.servers.set_channel(ArticleChannel(SERVER, NEWS))
        tx.servers.set(SERVER, Setting.NOTICES_CHANNEL, STAFF)

    await database.write(set_up)
    await database.close()
    return made


async def examined(settings):
    """The grades that occurred, and what was told."""
    told: list[str] = []
    grades = await examine(settings, told.append)
    return grades, "\n".join(told)


async def test_an_installation_with_every_right_is_sound(installed, discord_api):
    discord_api.guilds[SERVER] = guild(REQUIRED, discord.Permissions.none(), NEWS, STAFF)

    grades, told = await examined(installed)

    assert Grade.WRONG not in grades
    assert "The Daily: In “news” the bot has every right it needs." in told
    assert "The Daily: In “staff” the bot has every right it needs." in told


@pytest.mark.parametrize("need", IN_ARTICLE_CHANNEL, ids=lambda need: need.right)
async def test_a_missing_right_is_told_with_what_it_breaks(installed, discord_api, need):
    words = Catalogue.load().words("en")
    granted = discord.Permissions(REQUIRED.value)
    setattr(granted, need.right, False)
    discord_api.guilds[SERVER] = guild(granted, discord.Permissions.none(), NEWS, STAFF)

    grades, told = await examined(installed)

    assert Grade.WRONG in grades
    assert f"“{words(NAMES[need.right])}” is missing: {words(need.key)}." in told


async def test_a_channel_that_is_gone_is_told(installed, discord_api):
    discord_api.guilds[SERVER] = guild(REQUIRED, discord.Permissions.none(), STAFF)

    grades, told = await examined(installed)

    assert Grade.WRONG in grades
    assert "A configured channel (20) is gone" in told


async def test_a_server_that_removed_the_bot_is_told(installed, discord_api):
    grades, told = await examined(installed)

    assert Grade.WRONG in grades
    assert "The Daily: the bot is not in this server any more" in told


async def test_members_who_may_create_threads_are_noted(installed, discord_api):
    everyone = discord.Permissions(
        view_channel=True, send_messages=True, create_public_threads=True
    )
    discord_api.guilds[SERVER] = guild(REQUIRED, everyone, NEWS, STAFF)

    grades, told = await examined(installed)

    assert Grade.WRONG not in grades
    assert "Everybody may start threads in “news”" in told


async def test_the_intent_that_is_off_is_told(installed, discord_api):
    discord_api.guilds[SERVER] = guild(REQUIRED, discord.Permissions.none(), NEWS, STAFF)
    discord_api.flags = 0

    grades, told = await examined(installed)

    assert Grade.WRONG in grades
    assert "Message Content Intent is off" in told


async def test_a_token_that_discord_refuses_is_told(installed):
    wrong = installed.model_copy(update={"discord_token": SecretStr("x")})

    with pytest.raises(StartError, match="refused the token"):
        await examined(wrong)


def test_without_a_token_the_rest_is_looked_at(shell):
    shell.run("migrate")

    done = shell.run("doctor")

    assert done.exit_code == 0
    assert "is whole" in done.stdout
    assert "DISCORD_TOKEN is not set" in done.stdout


@pytest.mark.parametrize(("there", "told"), [(True, "is compiled."), (False, "C compiler")])
def test_whether_the_gate_is_compiled_is_told_and_no_fault(shell, monkeypatch, there, told):
    monkeypatch.setattr(machine, "is_compiled", lambda: there)

    done = shell.run("doctor")

    assert done.exit_code == 0
    assert told in done.stdout


def test_the_rules_are_counted_by_their_languages(shell):
    done = shell.run("doctor")

    (told,) = [line for line in done.stdout.splitlines() if "rules of civility" in line]
    spoken = Judge.load().rules
    english = sum(rule.startswith("en.") for rule in spoken)
    spanish = sum(rule.startswith("es.") for rule in spoken)
    others = len(spoken) - english - spanish + len(history.rules())
    assert told == (
        f"ok     The rules of civility load: {english} for English, {spanish} for Spanish, and"
        f" {others} for any language."
    )


def test_rules_that_do_not_load_are_wrong(shell, monkeypatch):
    def load():
        raise PackError("civility pack 'de' does not load: de.toml: rule 'de.x' hit: it is missing")

    monkeypatch.setattr(Judge, "load", load)

    done = shell.run("doctor")

    assert done.exit_code == 1
    assert "WRONG  civility pack 'de' does not load" in done.stdout


def test_before_the_first_start_nothing_is_wrong_and_nothing_is_made(shell):
    done = shell.run("doctor")

    assert done.exit_code == 0
    assert list(shell.folder.iterdir()) == []


def test_a_damaged_database_is_wrong(shell):
    shell.database.parent.mkdir()
    shell.database.write_bytes(b"no database at all" * 500)

    done = shell.run("doctor")

    assert done.exit_code == 1
    assert "Put back a backup" in done.stdout


@pytest.mark.parametrize(
    ("schema", "status", "told"), [("9999", 1, "newer version"), (None, 1, "no database of")]
)
def test_a_database_of_another_kind_is_wrong(shell, schema, status, told):
    shell.run("migrate")
    with closing(sqlite3.connect(shell.database)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
        if schema is not None:
            connection.execute("INSERT INTO alembic_version VALUES (?)", (schema,))

    done = shell.run("doctor")

    assert done.exit_code == status
    assert told in done.stdout


def test_settings_that_cannot_be_used_are_told_before_anything_else(shell, monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "LOUD")

    done = shell.run("doctor")

    assert done.exit_code == 1
    assert "LOG_LEVEL cannot be used" in done.stderr


def test_a_disk_without_room_for_the_next_copy_is_wrong(shell, monkeypatch):
    shell.run("migrate")
    monkeypatch.setattr(machine, "ROOM_BYTES", 10**18)

    done = shell.run("doctor")

    assert done.exit_code == 1
    assert "Make room" in done.stdout


@pytest.mark.parametrize(("age", "asks"), [(timedelta(hours=3), False), (timedelta(days=5), True)])
def test_backups_that_have_stopped_are_noted(shell, age, asks):
    shell.run("migrate")
    folder = shell.database.parent / "backups"
    folder.mkdir()
    back_up(shell.database, folder / f"thoughts-on-daily-{NOW - age:%Y%m%dT%H%M%SZ}.db")

    found = [finding.text for finding in machine.examine_room(shell.database, NOW)]

    assert ("is the bot running?" in " ".join(found)) is asks


def test_a_folder_that_cannot_be_written_to_is_wrong(tmp_path):
    file = tmp_path / "a-file"
    file.write_bytes(b"")

    first = machine.examine_folder(Path(file, "thoughts-on.db"))

    assert first.grade is Grade.WRONG
