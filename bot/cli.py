"""The command line. Machine-readable output goes to stdout, everything else to stderr.

Exit status: 0 success, 1 a failure that the message explains, 2 wrong usage. Heavy parts are
imported by the command that needs them, so that `--help` is quick.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.clock import SystemClock
from bot.settings import Settings, SettingsError, environment

app = typer.Typer(
    name="thoughts-on",
    help="A Discord bot that gives every news article a civil, recorded discussion.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def run() -> None:
    """Connect to Discord with the settings from the environment and `.env`."""
    with _explained(SettingsError):
        settings = _settings()
        token = settings.require_token()

    from bot.civility.pack import PackError
    from bot.connecting import StartError
    from bot.running import run_bot
    from bot.storage.errors import StorageError

    with _explained(StorageError, StartError, PackError):
        asyncio.run(run_bot(settings, token))


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema (also done at every start)."""
    from bot.storage.database import Database
    from bot.storage.errors import StorageError

    async def work(settings: Settings) -> None:
        database = Database(settings.database_url)
        await database.open()
        await database.close()

    with _explained(SettingsError, StorageError):
        asyncio.run(work(_settings()))
    _say("The database has this version's schema.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to make.")]) -> None:
    """Copy the database into a new file, also while the bot runs."""
    from bot.storage.backup import back_up
    from bot.storage.engine import database_path
    from bot.storage.errors import StorageError

    with _explained(SettingsError, StorageError):
        back_up(database_path(_settings().database_url), file)
    _say(f"The database is copied to {file}.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that backup has made.")]) -> None:
    """Put a copy in the place of the database, which is kept beside it. Stop the bot first."""
    from bot.services.keeping.erasing import erase_in
    from bot.storage.engine import database_path
    from bot.storage.errors import StorageError
    from bot.storage.restoring import restore as put_back

    with _explained(SettingsError, StorageError):
        url, now = _settings().database_url, SystemClock().now()
        kept = put_back(file, database_path(url), now)
        _say(f"{file} is now the database {database_path(url)}.")
        if kept is not None:
            _say(f"The one that it replaced is kept as {kept}.")
        erased = asyncio.run(erase_in(url, now))
    if erased:
        _say(f"People who had themselves erased since then are erased in it: {erased}.")


@app.command()
def doctor() -> None:
    """Look for what is wrong: settings, database, disk and, with a token, rights on Discord."""
    from bot.connecting import StartError
    from bot.doctoring.examining import examine
    from bot.services.findings import Grade
    from bot.storage.errors import StorageError

    with _explained(SettingsError, StorageError, StartError):
        found = asyncio.run(examine(_settings(), typer.echo))
    raise typer.Exit(1 if Grade.WRONG in found else 0)


@app.command()
def read(
    sources: Annotated[list[str], typer.Argument(help="Files, '-' for standard input, or URLs.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    base_url: Annotated[str | None, typer.Option(help="The address of a page in a file.")] = None,
    why: Annotated[bool, typer.Option(help="Tell from the record what became of URLs.")] = False,
) -> None:
    """Read article pages and feeds, and print what would be posted."""
    if why:
        _tell_why(sources, as_json=json)
        return
    from bot.fetching import Fetcher
    from bot.logs import configure
    from bot.reading.command import read_sources
    from bot.reading.telling import as_lines, as_pages

    if base_url is not None and not base_url.startswith(("http://", "https://")):
        raise typer.BadParameter(
            "give an address such as https://example.org/", param_hint="base-url"
        )
    if sources.count("-") > 1:
        raise typer.BadParameter(
            "give '-' once: standard input can be read once", param_hint="sources"
        )
    configure("WARNING", "text")
    with _explained():
        whole = asyncio.run(
            read_sources(sources, base_url, as_lines if json else as_pages(), Fetcher())
        )
    raise typer.Exit(0 if whole else 1)


def _tell_why(sources: list[str], *, as_json: bool) -> None:
    from bot.archive.record import Record
    from bot.reading import why
    from bot.storage.errors import StorageError
    from bot.wording import Catalogue

    catalogue = Catalogue.load()
    with _explained(SettingsError, StorageError), Record(_settings().database_url) as record:
        for source in sources:
            found = why.histories(record, source, catalogue.words(None))
            typer.echo((why.as_json if as_json else why.as_text)(source, found))


@app.command()
def judge(
    file: Annotated[str, typer.Argument(help="JSON Lines, or '-' for standard input.")] = "-",
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    rules: Annotated[Path | None, typer.Option(help="Rules of your own, in TOML.")] = None,
    languages: Annotated[str, typer.Option(help="Whose rules judge, as en,es; or none.")] = "all",
) -> None:
    """Judge comments by the civility rules, and give the reasons."""
    from bot.civility.pack import PackError
    from bot.judging.command import CommentsError, judge_comments
    from bot.judging.rules_file import RulesFileError
    from bot.logs import configure

    configure("WARNING", "text")
    with _explained(CommentsError, RulesFileError, PackError):
        whole = judge_comments(file, rules, languages, as_json=json)
    raise typer.Exit(0 if whole else 1)


@app.command()
def demo(
    headless: Annotated[bool, typer.Option(help="Play to the end, print, exit.")] = False,
    page: Annotated[Path | None, typer.Option(help="An article page of your own.")] = None,
    feed: Annotated[str | None, typer.Option(help="A feed to add: a file or an address.")] = None,
    port: Annotated[int, typer.Option(help="0 is any that is free.", min=0, max=65535)] = 0,
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")] = False,
) -> None:
    """Play a short community with the real bot on the embedded Discord, then join it."""
    try:
        import bot.demo  # noqa: F401 - whether it can be imported is the question
    except ImportError as error:
        _fail(f"The demo needs its extra. {error}")
    from bot.civility.pack import PackError
    from bot.demo.pages import DemoError

    if json and not headless:
        raise typer.BadParameter("goes with --headless", param_hint="json")
    with _explained(DemoError, PackError):
        if headless:
            _play(page, feed, as_json=json)
        else:
            _visit(page, feed, port)


def _play(page: Path | None, feed: str | None, *, as_json: bool) -> None:
    from bot.demo.playing import play
    from bot.demo.printing import print_json, print_transcript
    from bot.logs import configure

    configure("WARNING", "text")
    outcome = asyncio.run(play(page, feed))
    (print_json if as_json else print_transcript)(outcome, sys.stdout)


def _visit(page: Path | None, feed: str | None, port: int) -> None:
    import webbrowser

    from bot.connecting import without_voice
    from bot.demo.visiting import Wanted, visit
    from bot.logs import configure

    configure("WARNING", "text")
    without_voice()

    def opened(address: str) -> None:
        _say(f"Open {address} in a browser of this machine. Ctrl-C ends the demo.")
        webbrowser.open(address)

    _say("A short scene is played first; it takes a few seconds.")
    asyncio.run(visit(Wanted(page, feed, port), opened))
    _say("The demo has ended. Nothing of it was kept.")


def _settings() -> Settings:
    from bot.logs import configure

    settings = Settings.load(environment(Path.cwd()))
    secrets = [settings.discord_token.get_secret_value()] if settings.discord_token else []
    configure(settings.log_level, settings.log_format, secrets=secrets)
    return settings


@contextmanager
def _explained(*kinds: type[Exception]) -> Iterator[None]:
    """Turn errors whose message is meant for the operator into exit status 1."""
    try:
        yield
    except kinds as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("Stopped.")


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _fail(text: str) -> NoReturn:
    _say(text)
    sys.exit(1)
