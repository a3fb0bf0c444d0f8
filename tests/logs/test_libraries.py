"""A text and a token sent through what libraries log and raise, and looked for in the output."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sqlite3
import warnings

import discord
import pytest
import sqlalchemy as sa
import structlog
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route, handle_message_parameters
from pydantic import BaseModel, ValidationError

from bot.logs import loop_exception_handler
from tests.logs.conftest import TEXT, TOKEN

ours = structlog.get_logger()
theirs = logging.getLogger("library")

USER = {"id": "1", "username": TEXT, "discriminator": "0", "avatar": None, "bot": True}
MESSAGE = {
    "id": "3",
    "channel_id": "2",
    "author": USER,
    "content": TEXT,
    "timestamp": "2026-01-02T03:04:05+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "embeds": [],
    "pinned": False,
    "type": 0,
}
READY = {
    "v": 10,
    "user": USER,
    "guilds": [],
    "session_id": TOKEN,
    "resume_gateway_url": "wss://127.0.0.1",
    "application": {"id": "1", "flags": 0},
}


def assert_nothing_leaked(log):
    assert "Kanarienvogel" not in log.text
    assert "canary-token" not in log.text


def test_the_record_itself_is_harmless_so_that_every_handler_is(log):
    seen = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(logging.Formatter().format(record))
    theirs.addHandler(handler)

    try:
        int(TEXT)
    except ValueError:
        theirs.exception("could not read %s", TEXT)
    theirs.removeHandler(handler)

    assert "could not read …" in seen[0]
    assert "builtins.ValueError" in seen[0]
    assert "Kanarienvogel" not in seen[0]


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("it said %s", (TEXT,)),
        ("it said %r and %d", (TEXT, 5)),
        ("it said %(text)s", ({"text": TEXT},)),
        ("it said %s", ({TEXT: TEXT},)),
        ("it said %d", (TEXT,)),
        ("it said %s %s", (TEXT,)),
        (f"it said {TEXT}", ()),
        (f"it said {TEXT} %s", (5,)),
        (TEXT, ()),
        (ValueError(TEXT), ()),
        ({"text": TEXT}, ()),
    ],
)
def test_a_librarys_line_shows_its_place_and_no_text(log, said, arguments):
    theirs.error(said, *arguments, extra={"content": TEXT}, stack_info=True)

    assert_nothing_leaked(log)
    assert "library" in log.text
    assert "test_libraries.test_a_librarys_line_shows" in log.text


def test_a_librarys_own_words_and_numbers_are_kept(json_log):
    theirs.warning("shard %s waits %.2f s for %s", 3, 1.5, "something")

    (event,) = json_log.events
    assert event["event"] == "shard 3 waits 1.50 s for …"
    assert (event["level"], event["logger"]) == ("warning", "library")


async def test_discords_answer_that_quotes_the_request_is_not_repeated(log, monkeypatch):
    async def quote(request):
        if request.path == "/users/@me":
            return answer(USER)
        body = await request.json()
        wrong = {"content": {"_errors": [{"code": "INVALID", "message": body["content"]}]}}
        refused = {"code": 50035, "message": f"No: {body['content']}", "errors": wrong}
        return answer(refused, status=400)

    runner, address = await served(quote)
    monkeypatch.setattr(Route, "BASE", address)
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        await client.http.static_login(TOKEN)
        with handle_message_parameters(content=TEXT) as parameters:
            try:
                await client.http.send_message(2, params=parameters)
            except discord.HTTPException:
                ours.exception("message not sent", channel=2)
                theirs.exception("message %s not sent", TEXT)
    await runner.cleanup()

    assert_nothing_leaked(log)
    assert "discord.errors.HTTPException status=400 code=50035" in log.text
    assert "at discord.http.HTTPClient.request:" in log.text
    assert "… … with … has returned 400" in log.text


async def test_discords_gateway_is_not_repeated_in_either_direction(log, monkeypatch):
    handled, told = asyncio.Event(), []

    async def gateway(request):
        if request.path == "/users/@me":
            return answer(USER)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 40_000}})
        while (said := await socket.receive_json())["op"] != 2:  # a heartbeat may come first
            pass
        told.append(said["d"]["token"])
        await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": READY})
        await socket.send_json({"op": 0, "s": 2, "t": "MESSAGE_CREATE", "d": MESSAGE})
        await handled.wait()
        await socket.close(code=4004, message=TEXT.encode())
        return socket

    class Client(discord.Client):
        async def on_message(self, message):
            handled.set()
            raise ValueError(message.content)

    runner, address = await served(gateway)
    monkeypatch.setattr(Route, "BASE", address)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(address))
    intents = discord.Intents(messages=True, message_content=True)
    async with Client(intents=intents) as client:
        await client.http.static_login(TOKEN)
        try:
            await client.connect(reconnect=False)
        except discord.ConnectionClosed:
            ours.exception("gateway closed")
    await runner.cleanup()

    assert told == [TOKEN]
    assert_nothing_leaked(log)
    assert "For Shard ID None: WebSocket Event: …" in log.text
    assert "Ignoring exception in …" in log.text
    assert "builtins.ValueError" in log.text
    assert "discord.errors.ConnectionClosed code=4004" in log.text


def test_a_database_that_echoes_shows_neither_statements_nor_values(log, capsys):
    engine = sa.create_engine("sqlite://", echo="debug")

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE comment (text TEXT UNIQUE)")
        connection.exec_driver_sql(f"INSERT INTO comment VALUES ('{TEXT}')")  # noqa: S608 - on purpose
        connection.execute(sa.text("SELECT text FROM comment WHERE text = :t"), {"t": TEXT}).all()
        with pytest.raises(sa.exc.IntegrityError) as caught:
            connection.execute(sa.text("INSERT INTO comment VALUES (:t)"), {"t": TEXT})
    ours.error("not recorded", exc_info=caught.value)
    engine.dispose()

    assert_nothing_leaked(log)
    printed = capsys.readouterr()
    assert "Kanarienvogel" not in printed.out + printed.err
    assert "sqlalchemy.engine" in log.text
    assert "sqlalchemy.exc.IntegrityError" in log.text
    assert f"sqlite3.IntegrityError sqlite_errorcode={sqlite3.SQLITE_CONSTRAINT_UNIQUE}" in log.text


def test_a_validation_error_does_not_show_what_was_given(log):
    class Model(BaseModel):
        number: int

    with pytest.raises(ValidationError) as caught:
        Model.model_validate({"number": TEXT})
    ours.error("not understood", exc_info=caught.value)
    theirs.error("not understood: %s", caught.value, exc_info=caught.value)

    assert_nothing_leaked(log)
    assert "ValidationError" in log.text


@pytest.mark.parametrize("handler", [None, loop_exception_handler])
async def test_a_task_that_nobody_awaited_is_told_without_its_message(log, handler):
    async def forgotten():
        raise ValueError(TEXT)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    task = asyncio.create_task(forgotten(), name=TEXT)
    await asyncio.wait([task])

    del task
    gc.collect()

    assert_nothing_leaked(log)
    assert "builtins.ValueError" in log.text
    assert ".forgotten:" in log.text


async def test_a_callback_that_fails_is_told_without_its_message(log):
    def callback(text):
        raise ValueError(text)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(loop_exception_handler)
    done = loop.create_future()
    loop.call_soon(callback, TEXT)
    loop.call_soon(done.set_result, None)

    await done

    assert_nothing_leaked(log)
    assert ".callback:" in log.text


def test_a_warning_shows_its_kind_and_place_only(log):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(TEXT, RuntimeWarning, stacklevel=1)

    assert_nothing_leaked(log)
    assert "RuntimeWarning" in log.text
    assert "test_libraries.py" in log.text


def answer(content, status=200):
    """As Discord answers: discord.py reads no JSON that names its charset."""
    body = json.dumps(content).encode()
    return web.Response(body=body, status=status, content_type="application/json")


async def served(handler):
    """A server on loopback that answers every request so, and its address."""
    runner = web.ServerRunner(web.Server(handler))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"
