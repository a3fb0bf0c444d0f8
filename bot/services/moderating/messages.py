"""What a message about a case is made of, for authors and for moderators alike.

Members' words go into embeds: members write up to 4000 characters, bots send 2000 (docs:
resources/message), and an embed pings nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord

from bot.articles.layout import escape, shortened
from bot.services.moderating.at_hand import CaseAtHand, WordsMet
from bot.services.moderating.explaining import Explain
from bot.services.titles import quoted
from bot.wording import Words

MOST_TEXTS = 5
"""Comments of a burst that are shown."""
ROOM = 5500
"""Characters for them: over all embeds a message has 6000 (docs: resources/message)."""
LONGEST_TEXT = 4000
LONGEST_WORDS = 80
"""Characters of the words that were met: escaping may double them, and a message holds 2000."""


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message about a case, ready to be sent or to take another's place."""

    content: str
    embeds: list[discord.Embed]
    view: discord.ui.View


def explained(met: Iterable[WordsMet], words: Words, explain: Explain) -> list[str]:
    """A line for each explanation: the sentence, and the words that were met behind spoilers."""
    found: dict[str, dict[str, None]] = {}
    for each in met:
        sentence = explain(each.rule, each.explanation, words)
        found.setdefault(sentence, {}).update({each.words: None} if each.words.strip() else {})
    return [_line(sentence, [*each], words) for sentence, each in found.items()]


def _line(sentence: str, met: Sequence[str], words: Words) -> str:
    if not met:
        return sentence
    return words("case.met", explanation=sentence, words=" ".join(map(spoiler, met)))


def spoiler(met: str) -> str:
    """Words that were met, to be uncovered. A person in them is named; nobody may be pinged."""
    pieces = _PERSON.split(shortened(met, LONGEST_WORDS))
    return f"||{''.join(piece if at % 2 else escape(piece) for at, piece in enumerate(pieces))}||"


_PERSON = re.compile(r"(<@!?\d{1,20}>)")


def texts(at: CaseAtHand, words: Words) -> list[discord.Embed]:
    """The texts of the case's comments; the last embed says which case it is."""
    shown = at.comments[-MOST_TEXTS:]
    room = min(ROOM // max(len(shown), 1), LONGEST_TEXT)
    embeds = [
        discord.Embed(
            description=shortened(each.text, room) if each.text else words("case.no_text")
        )
        for each in shown
    ] or [discord.Embed(description=words("case.no_text"))]
    embeds[-1].set_footer(text=words("case.number", number=at.case.id))
    return embeds


def says_case(message: discord.Message, case_id: int) -> bool:
    """Whether a message is about that case: only its number is in each, whatever was decided."""
    return any((embed.footer.text or "").endswith(f"#{case_id}") for embed in message.embeds)


def place(at: CaseAtHand) -> dict[str, str]:
    """Title and server, as they may stand in a sentence."""
    return {"title": quoted(at.discussion.title), "server": quoted(at.server.name)}
