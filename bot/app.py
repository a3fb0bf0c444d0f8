"""The composition root: everything is built here, once, and nothing else happens here."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.archive.record import Record
from bot.archive.recorded import RecordedCase, RecordedComment, RecordedDiscussion
from bot.clock import Clock, SystemClock
from bot.discussions.retention import Retention
from bot.fetching import Fetched, Fetcher
from bot.services.budget import Budget
from bot.services.configuration.desk import ConfigurationDesk
from bot.services.corrections.desk import CorrectionDesk
from bot.services.deeds.deed import Desk
from bot.services.deeds.table import all_deeds
from bot.services.dispatcher import Dispatcher
from bot.services.explaining.desk import HistoryDesk
from bot.services.facts import AttemptBegun
from bot.services.feeds.desk import FeedDesk
from bot.services.handling import handlers
from bot.services.keeping.mydata import MyData
from bot.services.layouts import Layouts
from bot.services.moderating.desk import CivilityDesk
from bot.services.moderating.judges import load_ahead
from bot.services.moderating.rule_desk import RuleDesk
from bot.services.newsroom import Newsroom
from bot.services.reader import Reader
from bot.services.rights import REQUIRED
from bot.services.supervisor import Supervisor
from bot.services.trying.desk import TrialDesk
from bot.services.web import Fetching, Web
from bot.services.writer import Writer
from bot.settings import Settings
from bot.storage.attachment_folder import AttachmentFolder
from bot.storage.database import Database
from bot.storage.engine import database_path
from bot.storage.erasure_list import ErasureList
from bot.wording import Catalogue
from cogs.articles import ArticleCommands
from cogs.cards import StatusButton
from cogs.case_buttons import CaseButton
from cogs.channels import ChannelCommands
from cogs.civility import CivilityCommands
from cogs.config import ConfigCommands
from cogs.config_buttons import ConfigButton
from cogs.corrections import ChangesButton
from cogs.discussions import DiscussionCommands
from cogs.doctor import DoctorCommands
from cogs.feed_buttons import FeedButton
from cogs.feeds import FeedCommands
from cogs.listening import Listening
from cogs.mydata import ForgetButton, MyDataCommands
from cogs.rewording import take_from_earlier_run
from cogs.rules import RuleCommands
from cogs.setup import SetupCommands, SetupControl
from cogs.standing import StandingCommands
from cogs.translation import CatalogueTranslator

__all__ = [
    "Fetched",
    "Fetching",
    "Record",
    "RecordedCase",
    "RecordedComment",
    "RecordedDiscussion",
    "ThoughtsOn",
    "create_bot",
    "invite_link",
    "open_record",
]

GRACE_SECONDS = 5.0
"""What calls in flight get at shutdown; the rest stays behind as open attempts."""


def create_bot(settings: Settings, *, clock: Clock | None = None) -> ThoughtsOn:
    """The whole bot, not yet connected. It opens everything in `setup_hook`, closes it in `close`.

    Raises nothing by itself; `setup_hook` raises `StorageError` for a database it cannot use, and
    `PackError` for civility packs that do not load.
    """
    return ThoughtsOn(settings, clock or SystemClock())


def open_record(settings: Settings) -> Record:
    """The record that a bot with these settings keeps, read-only; `StorageError` without one."""
    return Record(settings.database_url)


def invite_link(application_id: int) -> str:
    """The link by which an admin invites the bot with the rights it needs."""
    return discord.utils.oauth_url(application_id, permissions=REQUIRED)


class ThoughtsOn(commands.Bot):
    """discord.py's bot with our parts plugged in."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=_intents(),
            # What a command of a server says needs the bot there; `/mydata` alone has its own.
            allowed_installs=discord.app_commands.AppInstallationType(guild=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=30.0,
        )
        self.run_id = token_hex(4)
        """Tells what this run of the bot opened from what an earlier one did."""
        self._elsewhere = settings.discord_api_url is not None
        if settings.discord_api_url is not None:
            Route.BASE = settings.discord_api_url  # one API a process
        self.supervisor = Supervisor()
        self.database = Database(settings.database_url)
        self.catalogue = Catalogue.load()
        self.writer = Writer(self.database, handlers(), clock, self.supervisor)
        self.fetcher = Fetcher(contact_url=settings.contact_url)
        self.reader = Reader()
        self.web = Web(self.fetcher, self.reader)
        budget, layouts = Budget(), Layouts()
        self.newsroom = Newsroom(
            self.database, self.writer, self.web, self.catalogue, layouts, clock
        )
        self.corrections = CorrectionDesk(self.database, self.writer, self.web)
        self.histories = HistoryDesk(self.database)
        self.feeds = FeedDesk(self.database, self.writer, self.web)
        self.configurations = ConfigurationDesk(self.database, self.writer)
        self.civility = CivilityDesk(self.database, self.writer, self.catalogue, clock)
        self.rules = RuleDesk(self.database, self.writer)
        listed = ErasureList(database_path(settings.database_url))
        self.mydata = MyData(self.database, self.writer, clock, listed)
        desk = Desk(
            self,
            self.database,
            self.writer,
            clock,
            self.catalogue,
            budget,
            layouts,
            self.web,
            AttachmentFolder(database_path(settings.database_url).with_name("attachments")),
            Retention(settings.keep_deleted_days, settings.keep_removed_days),
        )
        self.dispatcher = Dispatcher(
            all_deeds(desk), self.database, self.writer, clock, budget, self.supervisor
        )
        self.trials = TrialDesk(
            self.database, self.writer, self.newsroom, self.catalogue, self.supervisor
        )
        self.writer.after_commit += [self.dispatcher.wake, self.trials.look]
        self.writer.owing_nothing = frozenset({AttemptBegun})
        self.listening = Listening(self, self.writer)
        # A message is taken in as it came, without a `discord.Message` (`services/translating.py`).
        self._connection.parsers["MESSAGE_CREATE"] = self.listening.hear_message

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand an event to who listens for it, else to discord.py."""
        if not self.listening.hear(event_name, *args):
            super().dispatch(event_name, *args, **kwargs)

    async def setup_hook(self) -> None:
        """Open the database, plug in the cogs, make the commands known to Discord."""
        if self._elsewhere:
            await self._find_gateway()
        await self.database.open()
        await self.mydata.begin()
        judge = load_ahead(await self.database.read(lambda tx: tx.policies.languages()))
        self.add_dynamic_items(StatusButton, ChangesButton, FeedButton, CaseButton)
        self.add_dynamic_items(SetupControl, ForgetButton, ConfigButton)
        self.add_listener(take_from_earlier_run, "on_interaction")
        await self.tree.set_translator(CatalogueTranslator(self.catalogue))
        for cog in (
            SetupCommands(self.catalogue),
            ChannelCommands(self.newsroom, self.catalogue),
            ArticleCommands(self.newsroom, self.corrections, self.histories, self.catalogue),
            FeedCommands(self.feeds, self.newsroom, self.catalogue),
            DiscussionCommands(self.newsroom, self.catalogue),
            DoctorCommands(self.newsroom, self.trials, self.catalogue),
            CivilityCommands(self.civility, self.catalogue),
            RuleCommands(self.rules, self.newsroom, self.catalogue),
            StandingCommands(self.civility, self.catalogue),
            MyDataCommands(self.mydata, self.catalogue),
            ConfigCommands(self.configurations, self.catalogue),
        ):
            await self.add_cog(cog)
        await self.tree.sync()
        await judge  # without it nothing could be recorded

    async def close(self) -> None:
        """Stop intake, flush the writer, give calls in flight their grace, close everything."""
        if self.is_closed():
            return
        self.writer.stop_intake()
        self.dispatcher.stop()
        await self.supervisor.wait(GRACE_SECONDS)
        await super().close()
        await self.fetcher.close()
        self.reader.close()
        await self.database.close()

    async def _find_gateway(self) -> None:
        """Ask the API we were pointed at for its gateway; discord.py would use Discord's own."""
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


def _intents() -> discord.Intents:
    """What the bot has to hear; members and presence are not asked for."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.message_content = True
    intents.moderation = True
    return intents
