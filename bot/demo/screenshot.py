"""`python -m bot.demo.screenshot FILE`: the picture of the demo that the README shows.

It needs Playwright (the `dev` extra) and a Chromium that is on the machine.
"""

from __future__ import annotations

import asyncio
import shutil
import sys

from playwright.async_api import Page, async_playwright

from .visiting import Wanted, community

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""For a Chromium without a screen, which asks nothing of anybody by itself."""


def chromium() -> str | None:
    """Where this machine has a Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


async def take(path: str, browser: str) -> None:
    """Play the demo and take its picture while a discussion is under way."""
    async with community(Wanted()) as address, async_playwright() as playwright:
        window = await playwright.chromium.launch(executable_path=browser, args=list(ARGUMENTS))
        page = await window.new_page(viewport={"width": 1280, "height": 800})
        await page.goto(address)
        await _join_in(page)
        await page.screenshot(path=path)
        await window.close()


async def _join_in(page: Page) -> None:
    """Answer somebody rudely, reword it as asked, and open the record of it."""
    await _go(page, "A bridge for bats")
    said = page.locator(".message", has=page.locator(".text", has_text="It has been dark there"))
    await said.hover()
    await said.get_by_role("button", name="Reply").click()
    await page.locator("#writing").fill("You are an idiot, the lamp is ordered.")
    await page.keyboard.press("Enter")
    await _go(page, "Thoughts On")
    await page.get_by_role("button", name="Reword", exact=True).click()
    await page.get_by_role("textbox", name="Your reply").fill(
        "The lamp *is* ordered. So was the last one."
    )
    await page.get_by_role("button", name="Submit").click()
    await page.get_by_text("Your new text is posted.").wait_for()
    await _go(page, "A bridge for bats")
    posted = page.locator(".message", has_text="So was the last one")
    await posted.hover()
    await posted.get_by_role("button", name="Show the record").click()
    await page.locator("#record .marked", has_text="Reworded by Ana").wait_for()
    await page.locator("#writing").hover()


async def _go(page: Page, place: str) -> None:
    await page.locator("#places").get_by_role("button", name=place).click()
    await page.locator("#place-name", has_text=place).wait_for()


def main() -> None:
    """Take the picture and write it to the file that is named."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m bot.demo.screenshot FILE.png")
    browser = chromium()
    if browser is None:
        sys.exit("There is no Chromium here. On Debian: apt install chromium")
    asyncio.run(take(sys.argv[1], browser))


if __name__ == "__main__":
    main()
