"""What a message about a case is made of, for authors and for moderators alike.

Members' words go into embeds: members write up to 4000 characters, bots send 2000 (docs:
resources/message), and an embed pings nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.articles.layout import escape, shortened
from bot.services.moderating.at_hand import CaseAtHand, CommentAtHand, WordsMet
from bot.services.moderating.explaining import Explain
from bot.services.titles import quoted
from bot.wording import Words, surface_name

MOST_TEXTS = 5
"""Comments of a burst that are shown."""
ROOM = 5500
"""Characters for them: over all embeds a message has 6000 (docs: resources/message)."""
LONGEST_TEXT = 4000
LONGEST_MESSAGE = 2000
"""Characters (docs: resources/message)."""
LONGEST_WORDS = 80
"""Characters of the words that were met."""


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message about a case, ready to be sent or to take another's place."""

    content: str
    embeds: list[discord.Embed]
    view: discord.ui.View


def whole(above: list[str], met: Iterable[str], below: list[str]) -> str:
    """The lines of a message, of those about what was met as many as it has room for."""
    room = LONGEST_MESSAGE - sum(len(line) + 1 for line in (*above, *below))
    kept: list[str] = []
    for line in met:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join((*above, *kept, *below))


def explained(met: Iterable[WordsMet], words: Words, explain: Explain) -> list[str]:
    """A line for each explanation: the sentence, and what was met where, behind spoilers."""
    found: dict[str, dict[str, str]] = {}
    for each in met:
        sentence = explain(each.rule, each.explanation, words)
        surfaces = found.setdefault(sentence, {})
        if each.words.strip():
            surfaces.setdefault(each.words, each.surface)
    return [_line(sentence, surfaces, words) for sentence, surfaces in found.items()]


def _line(sentence: str, surfaces: Mapping[str, str], words: Words) -> str:
    """`surfaces`: where each of the words was met."""
    line = sentence
    for surface in dict.fromkeys(surfaces.values()):
        met = spoilers(each for each, place in surfaces.items() if place == surface)
        if where := surface_name(words, surface):
            line = words("case.met_in", explanation=line, where=where, words=met)
        else:
            line = words("case.met", explanation=line, words=met)
    return line


def spoilers(met: Iterable[str]) -> str:
    """Several words that were met, each to be uncovered."""
    return " ".join(map(spoiler, met))


def spoiler(met: str) -> str:
    """Words that were met, to be uncovered. A person in them is named; nobody may be pinged.

    An emoji of a server's own goes by its name, of which the words may end in the middle.
    """
    pieces = _PERSON.split(shortened(_EMOJI.sub(r":\1:", met), LONGEST_WORDS))
    return f"||{''.join(piece if at % 2 else escape(piece) for at, piece in enumerate(pieces))}||"


_PERSON = re.compile(r"(<@!?\d{1,20}>)")
_EMOJI = re.compile(r"<a?:(\w{2,32})(?::\d{1,20}>|:\d*$|$)")


def texts(at: CaseAtHand, comments: Sequence[CommentAtHand], words: Words) -> list[discord.Embed]:
    """The texts of comments of the case; the last embed says which case it is."""
    shown = comments[-MOST_TEXTS:]
    room = min(ROOM // max(len(shown), 1), LONGEST_TEXT)
    embeds = [
        discord.Embed(description=shortened(_said(each, words), room) or words("case.no_text"))
        for each in shown
    ] or [discord.Embed(description=words("case.no_text"))]
    embeds[-1].set_footer(text=words("case.number", number=at.case.id))
    return embeds


def _said(comment: CommentAtHand, words: Words) -> str:
    """Its text, after the one that it was met with, and a line for each file."""
    files = (words("case.file", name=escape(name)) for name in comment.files)
    return "\n".join(filter(None, (comment.before, comment.text, *files)))


def says_case(message: discord.Message, case_id: int) -> bool:
    """Whether a message is about that case: only its number is in each, whatever was decided."""
    return any((embed.footer.text or "").endswith(f"#{case_id}") for embed in message.embeds)


def place(at: CaseAtHand) -> dict[str, str]:
    """Title and server, as they may stand in a sentence."""
    return {"title": quoted(at.discussion.title), "server": quoted(at.server.name)}
