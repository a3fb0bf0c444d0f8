"""`run` against a small Discord on loopback: its signals on a real process, its refusals inside."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import sqlite3
import time
from contextlib import closing

import pytest

from bot.connecting import StartError
from bot.running import run_bot
from bot.services.rights import REQUIRED
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.errors import DatabaseTooNewError
from tests.cli.fake_discord import BOT_ID
from tests.cli.processes import LONGEST_SECONDS, busy, ended, run, started, stopped

LONGEST_SHUTDOWN = 8.0


async def test_a_signal_ends_it_cleanly_and_soon(tmp_path, discord_api, settings):
    async with started(tmp_path, "run", settings=settings) as process:
        await known(discord_api.identified, process)

        await ends_cleanly_and_soon(process, signal.SIGTERM)


async def test_it_can_be_stopped_while_discord_does_not_answer(tmp_path, discord_api, settings):
    discord_api.mute = True
    async with started(tmp_path, "run", settings=settings) as process:
        await known(discord_api.was_asked, process)
        begun = time.monotonic()

        done = await stopped(process, signal.SIGTERM)

    assert done.status == 0
    assert time.monotonic() - begun < LONGEST_SHUTDOWN * busy()
    assert "exception" not in done.stderr


async def test_a_gateway_that_does_not_let_go_cannot_hold_it_up(tmp_path, discord_api, settings):
    discord_api.deaf_gateway = True
    async with started(tmp_path, "run", settings=settings) as process:
        await known(discord_api.identified, process)
        begun = time.monotonic()

        done = await stopped(process, signal.SIGTERM)

    assert done.status == 0
    assert time.monotonic() - begun < LONGEST_SHUTDOWN * busy()


async def test_nothing_is_put_back_before_the_bot_ended(tmp_path, discord_api, settings, shell):
    async with started(tmp_path, "run", settings=settings) as process:
        await known(discord_api.identified, process)
        copied = shell.run("backup", "copy.db")

        refused = shell.run("restore", "copy.db")
        await ends_cleanly_and_soon(process, signal.SIGINT)
        accepted = await asyncio.to_thread(shell.run, "restore", "copy.db")

    assert copied.exit_code == 0
    assert refused.exit_code == 1
    assert "Stop the bot" in refused.stderr
    assert accepted.exit_code == 0
    assert len(list(tmp_path.glob("data/*-replaced-*.db"))) == 1


async def test_a_refusal_is_a_sentence_and_exit_status_1(tmp_path, discord_api, settings):
    done = await run(tmp_path, "run", settings=settings | {"DISCORD_TOKEN": "wrong-one"})

    assert done.status == 1
    assert "refused the token" in done.stderr
    assert "wrong-one" not in done.said
    assert "Traceback" not in done.stderr


def test_without_a_token_it_says_where_to_get_one_and_which_intent_to_switch_on(shell):
    done = shell.run("run")

    assert done.exit_code == 1
    assert "Developer Portal" in done.stderr
    assert "Message Content Intent" in done.stderr


@pytest.mark.usefixtures("one_api")
@pytest.mark.parametrize(
    ("code", "told"),
    [(4014, "Message Content Intent is off"), (4004, "refused the token"), (4012, "4012")],
)
async def test_what_the_gateway_refuses_is_told(tmp_path, discord_api, settings, code, told):
    discord_api.refuse_identify = code

    with pytest.raises(StartError, match=told):
        await bot_runs(tmp_path, settings)


@pytest.mark.usefixtures("one_api")
async def test_it_prints_the_invite_link_with_exactly_the_rights_it_uses(
    tmp_path, discord_api, settings, capsys
):
    discord_api.refuse_identify = 4012

    with pytest.raises(StartError):
        await bot_runs(tmp_path, settings)

    link = re.search(r"https://discord\.com/oauth2/authorize\S+", capsys.readouterr().err)[0]
    assert f"client_id={BOT_ID}" in link
    assert f"permissions={REQUIRED.value}" in link
    assert not REQUIRED.administrator


@pytest.mark.usefixtures("one_api")
async def test_without_a_network_it_says_so(tmp_path, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/api"

        with pytest.raises(StartError, match="cannot be reached"):
            await bot_runs(tmp_path, settings | {"DISCORD_API_URL": nobody})


@pytest.mark.usefixtures("one_api")
async def test_an_error_of_discord_is_told_with_its_number(tmp_path, discord_api, settings):
    discord_api.broken = 418

    with pytest.raises(StartError, match="418"):
        await bot_runs(tmp_path, settings)


@pytest.mark.usefixtures("one_api")
async def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path, discord_api, settings):
    path = tmp_path / "data" / "thoughts-on.db"
    database = Database(f"sqlite:///{path}")
    await database.open()
    await database.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()

    with pytest.raises(DatabaseTooNewError):
        await bot_runs(tmp_path, settings)

    assert path.read_bytes() == before


async def ends_cleanly_and_soon(process, number):
    """Send a signal to a bot that is connected."""
    begun = time.monotonic()

    done = await stopped(process, number)

    assert done.status == 0
    assert time.monotonic() - begun < LONGEST_SHUTDOWN * busy()
    assert "Traceback" not in done.stderr
    assert "exception" not in done.stderr
    assert done.stdout == ""


async def bot_runs(folder, settings):
    """Run the bot in this process until something ends it."""
    made = Settings.load(settings | {"DATA_DIR": str(folder / "data")})
    async with asyncio.timeout(LONGEST_SECONDS):
        await run_bot(made, made.require_token())


async def known(event, process):
    """Wait until the bot came that far, or say why it did not."""
    reached = asyncio.ensure_future(event.wait())
    gone = asyncio.ensure_future(process.wait())
    async with asyncio.timeout(LONGEST_SECONDS):
        await asyncio.wait((reached, gone), return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if not reached.done():
        reached.cancel()
        pytest.fail((await ended(process)).stderr)
