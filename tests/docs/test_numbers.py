"""The numbers that people are told are the program's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.actions.outcomes import MOST_ATTEMPTS, backing_off
from bot.app import GRACE_SECONDS
from bot.discussions.retention import DELETED_DAYS, REMOVED_DAYS
from bot.running import LONGEST_SHUTDOWN_SECONDS
from bot.servers.model import (
    DEFAULT_DAYS,
    DEFAULT_PARTS,
    LONGEST_DAYS,
    LONGEST_MINUTES,
    MOST_PARTS,
    SHORTEST_MINUTES,
)
from bot.services.budget import REQUESTS_A_SECOND
from bot.services.daily_backups import KEPT
from bot.services.deeds.hiding import LARGEST_FILE
from bot.services.feeds.arranging import INTERVAL_MINUTES, OLDEST_HOURS
from bot.services.feeds.watching import MOST_CARDS
from bot.services.keeping.tidying import MOST_AT_ONCE, SERVER_KEPT, STEPS_KEPT
from bot.services.moderating.cases import STRIKE_LASTS
from bot.services.moderating.telling import STRANGERS_AN_HOUR
from bot.services.trying.trial import LONGEST as LONGEST_TRIAL
from bot.services.writer import MOST_IN_A_GROUP, PAUSE_SECONDS
from bot.settings import LONGEST_KEPT_DAYS
from cogs.articles import LARGEST_PAGE
from cogs.discussions import SHOWN
from tests.docs.pages import page

WORDS = {5: "five", 7: "seven", 15: "fifteen"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("docs/members.md", f"({DEFAULT_DAYS}, unless your server chose otherwise)"),
        ("docs/moderators.md", f"({LARGEST_PAGE // 1_000_000} MB at most)"),
        ("docs/moderators.md", f"the {WORDS[SHOWN]} latest discussions"),
        ("docs/admins.md", f"at most {LONGEST_DAYS}"),
        ("docs/admins.md", f"1 to {MOST_PARTS};"),
        ("docs/admins.md", f"read every {INTERVAL_MINUTES} minutes"),
        ("docs/admins.md", f"sets {SHORTEST_MINUTES} to {LONGEST_MINUTES}"),
        ("docs/admins.md", f"older than {OLDEST_HOURS} hours"),
        ("docs/admins.md", f"the oldest {MOST_CARDS} are posted"),
        ("docs/members.md", f"expires after {STRIKE_LASTS.days} days"),
        ("docs/admins.md", f"expires after {STRIKE_LASTS.days} days"),
        ("docs/admins.md", f"At most {STRANGERS_AN_HOUR} people"),
        ("docs/admins.md", f"gone after {WORDS[LONGEST_TRIAL.seconds // 60]} minutes"),
        ("docs/moderators.md", f"up to {LARGEST_FILE >> 20} MiB each"),
        ("docs/members.md", f"its text stays for {DELETED_DAYS} days"),
        ("docs/members.md", f"the text stays for {REMOVED_DAYS} days"),
        ("docs/moderators.md", f"keeps the text for {REMOVED_DAYS} days"),
        ("docs/admins.md", f"records stay for {SERVER_KEPT.days} days"),
        ("docs/privacy.md", f"while the bot was away | {DELETED_DAYS} days"),
        ("docs/privacy.md", f"a moderator deleted | {REMOVED_DAYS} days"),
        ("docs/privacy.md", f"audit entries, faults | {STEPS_KEPT.days} days"),
        ("docs/privacy.md", f"with everything in it | {SERVER_KEPT.days} days"),
        ("docs/privacy.md", f"copies of the database | the last {WORDS[KEPT]}"),
        ("docs/privacy.md", f"{WORDS[KEPT]} days, if the bot runs every day"),
        ("docs/operators.md", f"1 to {LONGEST_KEPT_DAYS}. [Privacy]"),
        ("docs/operators.md", f"the daily copies ({WORDS[KEPT]})"),
        ("docs/architecture.md", f"at most {MOST_AT_ONCE} of a kind"),
        ("docs/operators.md", f"calls under way {WORDS[int(GRACE_SECONDS)]} seconds"),
        ("docs/operators.md", f"tried again every {WORDS[int(PAUSE_SECONDS)]} seconds"),
        ("docs/operators.md", f"keeps the last {WORDS[KEPT]}"),
        ("docs/architecture.md", f"{MOST_IN_A_GROUP} at most"),
        ("docs/architecture.md", f"{MOST_ATTEMPTS} attempts"),
        ("docs/architecture.md", f"budget of {REQUESTS_A_SECOND} requests a second"),
    ],
)
def test_a_limit_is_told_as_it_is(name, said):
    assert said in " ".join(page(name).text.split())


def test_the_channels_defaults_are_told_as_they_are():
    rows = {cells[0]: cells[2] for cells in page("docs/admins.md").rows("option")}

    assert (rows["`days:`"], rows["`limit:`"]) == (str(DEFAULT_DAYS), str(DEFAULT_PARTS))


def test_trying_goes_on_for_about_as_long_as_admins_are_told():
    waits = [backing_off(attempts) for attempts in range(1, MOST_ATTEMPTS)]

    assert "for three and a half hours" in page("docs/admins.md").text
    assert abs(sum(waits, timedelta()) - timedelta(hours=3.5)) < timedelta(minutes=15)


def test_the_bot_is_gone_as_soon_as_operators_are_told():
    assert "is gone within eight" in page("docs/operators.md").text
    assert LONGEST_SHUTDOWN_SECONDS < 8
