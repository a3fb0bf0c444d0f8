"""What is judged, and what the judge says: values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Verdict(IntEnum):
    """How severe a hit is, in rising order. What happens then is the server's settings' affair.

    `ADVISE`: it stands, its author gets a private word. `NUDGE`: it comes back to its author.
    `HOLD`: out of sight until a moderator decides. `REMOVE`: out, with a strike.
    """

    ALLOW = 0
    ADVISE = 1
    NUDGE = 2
    HOLD = 3
    REMOVE = 4

    @property
    def word(self) -> str:
        """The verdict as settings, packs and JSON spell it."""
        return self.name.lower()

    def raised(self) -> Verdict:
        """One step more severe; what is allowed stays allowed, and nothing is above remove."""
        return Verdict(min(self + 1, Verdict.REMOVE)) if self else self

    def lowered(self) -> Verdict:
        """One step less severe."""
        return Verdict(max(self - 1, Verdict.ALLOW))


VERDICTS = {verdict.word: verdict for verdict in Verdict}
"""The verdicts by the word that settings, packs and JSON use."""


class Family(StrEnum):
    """What a rule protects from."""

    ATTACK = "attack"
    SLUR = "slur"
    GROUP_HATE = "group hate"
    THREAT = "threat"
    SELF_HARM = "self-harm"
    PERSONAL_DATA = "personal data"
    RECRUITING = "recruiting"
    FORM = "form"
    HISTORY = "history"
    OWN = "own"


class Exemption(StrEnum):
    """Why words that a rule names are no hit. It is recorded, never silent."""

    QUOTED = "quoted"
    REPORTED = "reported"
    NEGATED = "negated"
    ABOUT_ONESELF = "about oneself"
    HYPOTHETICAL = "hypothetical"
    OBJECTED_TO = "objected to"
    FROM_THE_ARTICLE = "from the article"
    FROM_THE_PARENT = "from the parent"


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of the text as its author wrote it."""

    start: int
    end: int


class Surface(StrEnum):
    """Where in a message a text stands."""

    TEXT = "text"
    QUOTE = "quote"
    LINK = "link"
    JOINED = "joined"
    ATTACHMENT = "attachment"
    STICKER = "sticker"
    EMBED = "embed"
    POLL = "poll"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Part:
    """A further text of a message: an attachment's name, an embed's, a poll's, a forward's."""

    surface: Surface
    text: str


class Comment(NamedTuple):
    """What a person wrote. A tuple: a frozen dataclass takes five times as long to make.

    `author`, `discussion` and `in_reply_to` are ids as their system gives them, `at` is aware, in
    UTC; only the history rules need them.
    """

    text: str
    parts: tuple[Part, ...] = ()
    author: int | str | None = None
    at: datetime | None = None
    discussion: int | str | None = None
    in_reply_to: int | str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a comment. Each field may be empty: then nothing follows from it.

    `article` and `parent` are texts: who quotes them is not held responsible for their words.
    `is_reply`: it answers a person, so an insult without an addressee is meant for that person.
    `previous`: the author's message just before, within seconds (words split over two messages).
    `own_sites`: hosts that links may always lead to. `repeated`: the author was told before.
    """

    article: str = ""
    parent: str = ""
    is_reply: bool = False
    previous: str = ""
    own_sites: frozenset[str] = frozenset()
    repeated: bool = False


NOTHING_KNOWN = Context()


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's hit: `excerpt` is the surface's text from `span.start` to `span.end`.

    With exemptions, `verdict` is what is left of the rule's verdict. `explanation_key` names the
    sentence that explains the rule (`Judge.explanation`). `disguised`: found only by deciphering.
    `evasive`: a step graver than else for that. `repeated`: a step graver than else, as its author
    was told before.
    """

    rule: str
    family: Family
    verdict: Verdict
    span: Span
    excerpt: str
    explanation_key: str
    surface: Surface = Surface.TEXT
    exemptions: tuple[Exemption, ...] = ()
    disguised: bool = False
    evasive: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that failed. The comment stands as far as this rule goes; `error` names no text."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The strongest verdict and every reason, the strongest first. No cap is applied here."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    faults: tuple[Fault, ...] = ()


CLEAR = Judgement(Verdict.ALLOW)
