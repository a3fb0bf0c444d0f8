"""The demo in a real browser: what a visitor does there, and what comes of it.

One demo and one browser (for each worker). No story needs another one; the last but one moves the
clock.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from discord.gateway import DiscordWebSocket
from discord.http import Route
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from bot.demo.screenshot import ARGUMENTS, chromium
from bot.demo.visiting import Wanted, community

CHROMIUM = chromium()
PATIENCE_MS = 8000

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]


@dataclass
class Visitor:
    """A window of the browser, and what went wrong in it."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    @classmethod
    async def open(cls, context: BrowserContext, address: str) -> Visitor:
        """A window that looks at the demo."""
        visitor = cls(await context.new_page())
        page, wrong = visitor.page, visitor.wrong
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on(
            "request", lambda sent: None if sent.url.startswith(address) else wrong.append(sent.url)
        )
        await page.goto(address)
        await page.locator(".message").first.wait_for()
        return visitor

    async def be(self, name: str) -> None:
        await self.page.locator(f"[data-person={name}]").click()
        await expect(self.page.locator(f"[data-person={name}]")).to_have_attribute(
            "aria-checked", "true"
        )

    async def go(self, place: str) -> None:
        await self.page.locator("#places").get_by_role("button", name=place).click()
        await expect(self.page.locator("#place-name")).to_contain_text(place)

    async def say(self, text: str) -> None:
        await self.page.locator("#writing").fill(text)
        await self.page.keyboard.press("Enter")

    async def command(self, name: str, **options: str) -> None:
        await self.page.locator("#writing").fill(f"/{name}")
        await self.page.get_by_role("option", name=f"/{name} ").click()
        for option, value in options.items():
            await self.page.locator(".command").get_by_label(re.compile(f"^{option}")).fill(value)
        await self.page.get_by_role("button", name="Run").click()

    async def sees(self, text: str | re.Pattern[str]) -> None:
        await expect(self.page.locator("#messages")).to_contain_text(text, timeout=PATIENCE_MS)

    async def reads_behind(self, text: str | re.Pattern[str]) -> None:
        await expect(self.page.locator("#behind")).to_contain_text(text, timeout=PATIENCE_MS)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def address() -> AsyncIterator[str]:
    """A demo in this process, where the rules are loaded already; its own takes seconds more."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with community(Wanted()) as opened:
        yield opened
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def context() -> AsyncIterator[BrowserContext]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield await opened.new_context(viewport={"width": 1300, "height": 820})
        await opened.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def visitor(context: BrowserContext, address: str) -> AsyncIterator[Visitor]:
    """The first window. No story may leave an error, or ask for anything from elsewhere."""
    visitor = await Visitor.open(context, address)
    yield visitor
    assert visitor.wrong == []


async def test_a_comment_is_seen_and_its_texts_are_kept_in_the_record(visitor):
    page = visitor.page
    await visitor.be("Ana")
    await visitor.go("A bridge for bats")
    await visitor.say("Has anybody seen the lamp?")
    await visitor.sees("Has anybody seen the lamp?")
    mine = page.locator(".message", has=page.locator(".text", has_text="Has anybody seen"))

    await mine.hover()
    await mine.get_by_role("button", name="Edit").click()
    await visitor.say("Has anybody seen the **lamp**, then?")
    await visitor.sees("Has anybody seen the lamp, then?")
    await visitor.reads_behind("Kept Ana’s edit as a new text")
    await mine.hover()
    await mine.get_by_role("button", name="Show the record").click()

    marked = page.locator("#record .marked")
    await expect(marked.locator("del")).to_have_text("Has anybody seen the lamp?")
    await expect(marked).to_contain_text("Has anybody seen the **lamp**, then?")
    await page.get_by_role("button", name="Back to what the bot does").click()


async def test_an_attack_is_reworded_and_its_case_is_in_the_record(visitor):
    page, dialog = visitor.page, visitor.page.locator("dialog")
    await visitor.be("Ana")
    await visitor.go("A bridge for bats")
    await visitor.say("You are an idiot, and the lamp comes first.")
    await visitor.reads_behind("Ana was told by direct message")
    await expect(page.locator("#notices")).to_contain_text("sent you a direct message")
    await expect(page.locator("#messages")).not_to_contain_text("You are an idiot")
    await visitor.go("Thoughts On")
    await visitor.sees("An automatic check did this, and it can be wrong.")

    await page.get_by_role("button", name="Reword", exact=True).click()
    words = dialog.get_by_label("Your reply")
    await expect(words).to_have_value("You are an idiot, and the lamp comes first.")
    await words.fill("I think the lamp comes first.")
    await dialog.get_by_role("button", name="Submit").click()

    await visitor.sees("Your new text is posted.")
    await visitor.go("A bridge for bats")
    mine = page.locator(".message", has_text="I think the lamp comes first.")
    await expect(mine.locator(".embed-author")).to_have_text("Ana")
    await mine.hover()
    await mine.get_by_role("button", name="Show the record").click()
    marked = page.locator("#record .marked")
    await expect(marked.locator("del")).to_have_text("You are an idiot, and the lamp comes first.")
    await expect(marked.locator(".case")).to_contain_text("Reworded by Ana")
    await page.get_by_role("button", name="Back to what the bot does").click()


async def test_a_moderator_puts_a_held_comment_back(visitor):
    held = "if you switch that lamp off again"
    page = visitor.page
    await visitor.be("Mo")
    await visitor.go("A bridge for bats")
    await visitor.sees("It has been dark there")
    await expect(page.locator("#messages")).not_to_contain_text(held)
    await visitor.go("staff")
    card = page.locator(".message", has_text=held)

    await card.get_by_role("button", name="Put back").click()

    await expect(card).to_contain_text("Put back by @Mo")
    await expect(card.get_by_role("button", name="Put back")).to_have_count(0)
    await visitor.go("A bridge for bats")
    await expect(page.locator(".message", has_text=held).locator(".embed-author")).to_have_text(
        "Emil"
    )


async def test_two_windows_stay_in_step(visitor, context, address):
    await visitor.be("Ana")
    await visitor.go("A bridge for bats")
    other = await Visitor.open(context, address)
    await other.be("Ben")
    await other.go("A bridge for bats")

    said = other.page.locator(".text", has_text="Whoever orders the lamp")
    theirs = other.page.locator(".message", has=said)
    await theirs.hover()
    await theirs.get_by_role("button", name="Reply").click()
    await other.say("The bats do.")

    await visitor.sees("The bats do.")
    answer = visitor.page.locator(".message", has_text="The bats do.")
    await expect(answer.locator("button.above")).to_contain_text("Dolores")
    assert await answer.get_by_role("button", name="Delete").count() == 0
    own = other.page.locator(".message", has_text="The bats do.")
    await own.hover()
    await own.get_by_role("button", name="Delete").click()
    await expect(answer).to_have_count(0)
    assert other.wrong == []
    await other.page.close()


async def test_a_newcomer_is_answered_in_her_language_and_alone(visitor):
    await visitor.be("Nuria")
    await visitor.go("news")

    await visitor.page.get_by_role("button", name="How it stands").last.click()

    await visitor.sees("Only you can see this")
    private = visitor.page.locator(".message.private")
    await expect(private).to_contain_text("A bridge for bats")
    await expect(private).to_contain_text(re.compile(r"abierta hasta el \d+ de \w+ de 20\d\d"))
    await visitor.be("Ana")
    await expect(private).to_have_count(0)


async def test_staff_see_and_may_what_members_do_not(visitor):
    places = visitor.page.locator("#places")
    await visitor.be("Ana")
    await visitor.go("news")
    await expect(places).not_to_contain_text("staff")
    await visitor.page.locator("#writing").fill("/feed")
    assert await visitor.page.get_by_role("option", name="/feed add ").count() == 0

    await visitor.page.locator("#writing").fill("")
    await visitor.page.locator("[data-person=Mo]").click()
    await visitor.page.keyboard.press("ArrowRight")

    await expect(places).to_contain_text("staff")
    vera = visitor.page.locator("[data-person=Vera]")
    await expect(vera).to_be_focused()
    await expect(vera).to_have_attribute("aria-checked", "true")
    await visitor.command("setup")
    panel = visitor.page.locator(".message.private", has_text="Set up this server")
    await expect(panel.get_by_role("checkbox", name="news")).to_be_checked()
    await expect(panel.get_by_label("Choose a channel").first).to_have_value(
        re.compile(r"^\d{19}$")
    )
    await expect(panel.locator("option:checked", has_text="staff")).to_have_count(1)
    await panel.get_by_role("button", name="Post a sample").click()
    await visitor.sees("Everything works here. Nothing is left of the sample.")
    await visitor.command("config export")
    file = visitor.page.locator(".file a").last
    async with visitor.page.expect_download() as saving:
        await file.click()
    saved = await saving.value
    assert (await saved.failure(), saved.suggested_filename) == (None, "thoughts-on.json")
    await visitor.go("staff")
    await visitor.be("Ana")
    await expect(visitor.page.locator("#place-name")).to_have_text("#news")


async def test_an_admin_adds_a_feed_with_a_command(visitor):
    await visitor.be("Vera")
    await visitor.go("news")
    await visitor.page.locator("#scroll").evaluate("box => box.scrollTo(0, 0)")
    await visitor.command("feed add", url="lantern")
    refused = visitor.page.locator(".message", has_text=re.compile("address", re.IGNORECASE)).last
    await expect(refused).to_be_in_viewport()

    await visitor.command("feed add", url="https://lantern.example/feed.xml")

    await visitor.sees("The Lantern is watched now")
    await visitor.sees("Vera used /feed add")
    await visitor.page.get_by_role("button", name="Yes, republish in full").click()
    await visitor.sees("full articles are republished")
    await visitor.page.get_by_role("button", name="Post this one now").click()
    await expect(visitor.page.locator("#places")).to_contain_text("Ice cream, but slowly")


async def test_the_clock_moves_and_commenting_closes(visitor):
    await visitor.be("Ana")
    await visitor.go("A bridge for bats")

    for _ in range(2):
        await visitor.page.get_by_role("button", name="+1 week").click()

    await visitor.sees(re.compile(r"\d thoughts on “A bridge for bats”"))
    await visitor.sees("Comments are closed.")
    await expect(visitor.page.locator(".silenced")).to_contain_text("locked and archived")
    await visitor.reads_behind("Closed commenting on “A bridge for bats” (age)")
    assert await visitor.page.locator("textarea").count() == 0


async def test_foreign_pages_and_broken_wishes_are_refused(address, context):
    own = {"Content-Type": "application/json"}
    foreign = {**own, "Origin": "https://elsewhere.example"}
    say = {"do": "say", "place": 1, "text": "x"}

    answers = [
        await context.request.post(f"{address}wish", headers=foreign, data=say),
        await context.request.get(address, headers={"Host": "elsewhere.example"}),
        await context.request.post(f"{address}wish", headers=own, data={"do": "everything"}),
        await context.request.post(f"{address}wish?as=7", headers=own, data=say),
        await context.request.get(f"{address}file?url=https://elsewhere.example/x"),
    ]

    assert [answer.status for answer in answers] == [403, 403, 400, 409, 404]
