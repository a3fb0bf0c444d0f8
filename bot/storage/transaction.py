"""One transaction, and the repositories that speak through it."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from bot.storage.actions import Actions
from bot.storage.arrivals import Arrivals
from bot.storage.articles import Articles
from bot.storage.cases import Cases
from bot.storage.comments import Comments
from bot.storage.contacts import Contacts
from bot.storage.corrections import Corrections
from bot.storage.discussions import Discussions
from bot.storage.erasures import Erasures
from bot.storage.faults import Faults
from bot.storage.feeds import Feeds
from bot.storage.histories import Histories
from bot.storage.personal import Personal
from bot.storage.policies import Policies
from bot.storage.postings import Postings
from bot.storage.rereadings import Rereadings
from bot.storage.servers import Servers
from bot.storage.standings import Standings
from bot.storage.strikes import Strikes
from bot.storage.summaries import Summaries
from bot.storage.tidying import Tidying
from bot.storage.trials import Trials


class Transaction:
    """The record as one piece of work sees it; each repository answers for its own tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._done: set[object] = set()

    def first_time(self, what: object) -> bool:
        """Whether this transaction did not do that before; from now on it has."""
        new = what not in self._done
        self._done.add(what)
        return new

    @cached_property
    def servers(self) -> Servers:
        return Servers(self._connection)

    @cached_property
    def articles(self) -> Articles:
        return Articles(self._connection)

    @cached_property
    def postings(self) -> Postings:
        return Postings(self._connection)

    @cached_property
    def discussions(self) -> Discussions:
        return Discussions(self._connection)

    @cached_property
    def comments(self) -> Comments:
        return Comments(self._connection)

    @cached_property
    def arrivals(self) -> Arrivals:
        return Arrivals(self._connection)

    @cached_property
    def actions(self) -> Actions:
        return Actions(self._connection)

    @cached_property
    def rereadings(self) -> Rereadings:
        return Rereadings(self._connection)

    @cached_property
    def corrections(self) -> Corrections:
        return Corrections(self._connection)

    @cached_property
    def feeds(self) -> Feeds:
        return Feeds(self._connection)

    @cached_property
    def histories(self) -> Histories:
        return Histories(self._connection)

    @cached_property
    def standings(self) -> Standings:
        return Standings(self._connection)

    @cached_property
    def cases(self) -> Cases:
        return Cases(self._connection)

    @cached_property
    def strikes(self) -> Strikes:
        return Strikes(self._connection)

    @cached_property
    def summaries(self) -> Summaries:
        return Summaries(self._connection)

    @cached_property
    def policies(self) -> Policies:
        return Policies(self._connection)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self._connection)

    @cached_property
    def trials(self) -> Trials:
        return Trials(self._connection)

    @cached_property
    def faults(self) -> Faults:
        return Faults(self._connection)

    @cached_property
    def erasures(self) -> Erasures:
        return Erasures(self._connection)

    @cached_property
    def personal(self) -> Personal:
        return Personal(self._connection)

    @cached_property
    def tidying(self) -> Tidying:
        return Tidying(self._connection)
