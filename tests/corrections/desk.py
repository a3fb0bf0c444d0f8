"""A page that an editor goes on writing, and the community that reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.community import Community
from tests.feeds.press import Press

URL = "https://press.example/lighthouse"
TITLE = "The lighthouse keeper retires"
TOLD = (
    "For thirty-one years Tomás Vidal climbed the hundred and twelve steps every evening, and on"
    " Friday he climbed them for the last time, with his daughter and a thermos of coffee.",
    "The lamp has been switched on by a clock since spring. The port authority says that nobody"
    " will live in the tower again, and that the garden will be open to visitors on Sundays.",
    "Vidal says that he will miss the fog more than the light. He has kept a list of the ships"
    " that greeted him, and it fills four notebooks, which the town archive would like to have.",
)
LATER = (
    "The archive added on Saturday that it has found a fifth notebook, in a tin under the stairs,"
    " and that its ships are older than the lamp, the tower and anybody who remembers them."
)


def page(paragraphs: Sequence[str] = TOLD, title: str = TITLE, byline: str = "Inés Prado") -> bytes:
    """An article's page with that text."""
    text = "\n".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{escape(title)}</title>"
        f"<meta property='og:title' content='{escape(title)}'>"
        f"<meta name='author' content='{escape(byline)}'><link rel='canonical' href='{URL}'></head>"
        f"<body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    ).encode()


def long_page(marks: Sequence[str] = "abcdef") -> bytes:
    """A page that fills three messages, two paragraphs each; `marks` tell its paragraphs apart."""
    return page([f"{TOLD[0]} {mark} {'It was a long climb indeed. ' * 56}" for mark in marks])


@dataclass
class Newspaper:
    """A community whose article channel has the page's article, posted by a moderator."""

    community: Community
    press: Press

    def write(self, body: bytes) -> None:
        """Have the page say this from now on."""
        self.press.pages[URL] = body

    async def post(self) -> str:
        """Post the page as it is."""
        answer = await self.community.moderator.command(
            "/article post", self.community.news, url=URL
        )
        return answer.text

    async def refresh(self) -> str:
        """A moderator has it read again now."""
        answer = await self.community.moderator.command(
            "/article refresh", self.community.news, article=TITLE[:15]
        )
        return answer.text

    def parts(self) -> list[str]:
        """The texts of the messages that mirror the article, in order."""
        seen = self.community.ana.sees(self.community.thread)
        return [message.text for message in seen if message.flags.components_v2]

    def edited(self) -> list[bool]:
        """Which of them were edited."""
        seen = self.community.ana.sees(self.community.thread)
        return [message.edited for message in seen if message.flags.components_v2]
