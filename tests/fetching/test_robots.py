"""robots.txt: asked once for each site, kept as long as it says, and obeyed where that is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web
from yarl import URL

from bot.fetching import Fetched, Fetcher
from bot.fetching.errors import (
    AnswerError,
    BusyError,
    NotFoundError,
    RobotsError,
    UnreachableError,
)
from bot.fetching.pace import Pace
from bot.fetching.robots import Robots
from tests.fetching.conftest import ANY_PORT, only_loopback

RULES = """
User-agent: *
Disallow: /private
Allow: /private/open$
Disallow: /*.pdf

User-agent: GreedyBot
Disallow: /
"""


class Town:
    """A site with a robots.txt; it remembers what was asked for."""

    def __init__(self, rules=RULES, status=200, headers=None):
        self.rules, self.status, self.headers = rules, status, headers or {}
        self.asked = []

    async def answer(self, request):
        self.asked.append(request.path)
        if request.path != "/robots.txt":
            return web.Response(text="page")
        return web.Response(text=self.rules, status=self.status, headers=self.headers)


@pytest.mark.parametrize(
    ("path", "is_free"),
    [
        ("", True),
        ("story?id=1", True),
        ("private/story", False),
        ("private/open", True),
        ("report.pdf", False),
    ],
)
async def test_a_page_is_fetched_where_the_rules_leave_it_free(fetcher, site, path, is_free):
    address = await site(Town().answer)

    if is_free:
        fetched = await fetcher.get(address + path, obey_robots=True)
        assert fetched.body == b"page"
    else:
        with pytest.raises(RobotsError) as caught:
            await fetcher.get(address + path, obey_robots=True)
        assert caught.value.arguments == {"host": "127.0.0.1"}


async def test_rules_for_us_beat_those_for_all(fetcher, site):
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: thoughtson\nDisallow: /private\n"
    address = await site(Town(rules).answer)

    fetched = await fetcher.get(address + "story", obey_robots=True)

    assert fetched.body == b"page"


async def test_what_a_person_asked_for_is_fetched_without_looking(fetcher, site):
    town = Town()
    address = await site(town.answer)

    await fetcher.get(address + "private")

    assert town.asked == ["/private"]


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        (None, timedelta(days=1)),
        (timedelta(0), timedelta(minutes=10)),
        (timedelta(hours=2), timedelta(hours=2)),
        (timedelta(days=30), timedelta(days=1)),
    ],
)
async def test_rules_are_kept_as_long_as_the_site_says_within_bounds(stated, kept):
    asked, now = [], [0.0]

    async def get(url, limit):
        asked.append(url)
        return Fetched(url, 200, None, b"", None, None, not_modified=False, fresh_for=stated)

    robots, page = Robots(get, "ThoughtsOn", lambda: now[0]), URL("https://press.example/a?b")
    for moment in (0.0, kept.total_seconds() - 1, kept.total_seconds()):
        now[0] = moment
        await robots.require(page)

    assert asked == ["https://press.example/robots.txt"] * 2


async def test_of_many_sites_the_ones_asked_last_are_remembered(monkeypatch):
    asked = []

    async def get(url, limit):
        asked.append(url)
        raise NotFoundError(host="press.example", status=404)

    monkeypatch.setattr("bot.fetching.robots.MOST_SITES", 2)
    robots = Robots(get, "ThoughtsOn")
    for number in (1, 2, 3, 3, 2, 1):
        await robots.require(URL(f"https://press-{number}.example/"))

    assert [int(url[14]) for url in asked] == [1, 2, 3, 1]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_site_without_rules_leaves_all_free(fetcher, site, status):
    address = await site(Town(status=status).answer)

    fetched = await fetcher.get(address + "private", obey_robots=True)

    assert fetched.body == b"page"


@pytest.mark.parametrize(("status", "error"), [(500, AnswerError), (503, BusyError)])
async def test_while_its_rules_cannot_be_had_nothing_is_fetched(fetcher, site, status, error):
    town = Town(status=status)
    address = await site(town.answer)
    with pytest.raises(error):
        await fetcher.get(address, obey_robots=True)
    assert town.asked == ["/robots.txt"]

    town.status = 200
    fetched = await fetcher.get(address, obey_robots=True)

    assert fetched.body == b"page"


async def test_a_site_that_is_down_is_unreachable(fetcher):
    with pytest.raises(UnreachableError):
        await fetcher.get("http://127.0.0.1:1/", obey_robots=True)


@pytest.mark.parametrize("rules", ["x" * 1_500_000, "\x00\xff" * 99, "User-agent", "Disallow: /"])
async def test_what_is_no_set_of_rules_forbids_nothing(fetcher, site, rules):
    address = await site(Town(rules).answer)

    fetched = await fetcher.get(address, obey_robots=True)

    assert fetched.body == b"page"


async def test_each_site_that_a_redirect_leads_to_is_asked(site):
    there = Town("User-agent: *\nDisallow: /story")
    address = await site(there.answer)

    async def send_on(request):
        if request.path == "/robots.txt":
            return web.Response(status=404)
        return web.Response(status=302, headers={"Location": f"{address}story"})

    start = await site(send_on)

    async with Fetcher(allow=only_loopback, ports=ANY_PORT, pace=Pace(0)) as fetcher:
        with pytest.raises(RobotsError):
            await fetcher.get(start, obey_robots=True)

    assert there.asked == ["/robots.txt"]
