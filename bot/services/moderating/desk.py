"""Cases and civility settings as commands and buttons see them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from bot.civility.model import Reason
from bot.civility.policy import Policy
from bot.clock import Clock
from bot.discussions.cases import Case, Delivery
from bot.servers.model import StoredPolicy
from bot.services.moderating.at_hand import MOST_WORDS, CaseAtHand, WordsMet, case_at_hand
from bot.services.moderating.cases import STRIKE_LASTS
from bot.services.moderating.deciding import Decided, Insisted, Reworded
from bot.services.moderating.explaining import as_asked
from bot.services.moderating.facts import (
    DecideCase,
    NoticeSeen,
    NoticeSent,
    PostAsItWas,
    Reword,
)
from bot.services.moderating.house_rules import HouseRules, house_rules
from bot.services.moderating.judges import built_in, judge_in, policy_of
from bot.services.moderating.messages import CaseMessage, explained
from bot.services.moderating.notices import notice
from bot.services.moderating.ruling import ChangePolicy, Languages
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.storage.transaction import Transaction
from bot.wording import Catalogue, Words

OWED_FOR = timedelta(days=30)
"""A notice that could not be sent for so long is no news any more."""
SHOWN_FOR = STRIKE_LASTS
"""How long a case is shown to its author: a strike that it gave is over then."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in a server: strikes that count, and when the next one expires (UTC).

    `cases` are theirs of the last `SHOWN_FOR`, the newest first.
    """

    strikes: int
    next_expiry: datetime | None
    cases: list[CaseAtHand]


class CivilityDesk:
    """Reads cases from the record, and puts what people decide into it."""

    def __init__(
        self, database: Database, writer: Writer, catalogue: Catalogue, clock: Clock
    ) -> None:
        self._database = database
        self._writer = writer
        self._catalogue = catalogue
        self._clock = clock

    async def case(self, case_id: int) -> CaseAtHand | None:
        """The case with all that is said about it."""
        now = self._clock.now()
        return await self._database.read(lambda tx: case_at_hand(case_id, tx, now))

    async def decide(self, case_id: int, by: int, *, put_back: bool) -> Decided:
        """Put back what the case took out, or uphold it; the first decision stands."""
        decided: Decided = await self._writer.do(DecideCase(case_id, put_back, by))
        return decided

    async def post_as_it_was(self, case_id: int, by: int) -> Insisted:
        """Put up what its author insists on; where commenting closed, ask the moderators."""
        insisted: Insisted = await self._writer.do(PostAsItWas(case_id, by))
        return insisted

    async def reword(
        self, case_id: int, comment_id: int, text: str, by: int, roles: frozenset[int]
    ) -> Reworded:
        """Post a new text in the author's name, unless the rules meet it as well."""
        reworded: Reworded = await self._writer.do(Reword(case_id, comment_id, text, by, roles))
        return reworded

    def see(self, case_id: int) -> None:
        """The author answered the notice."""
        self._writer.put(NoticeSeen(case_id))

    async def explain(self, reasons: tuple[Reason, ...], words: Words) -> list[str]:
        """The sentences behind reasons, each once, with the words that were met."""
        judge = await asyncio.to_thread(built_in)
        met: dict[str, WordsMet] = {}
        for each in reasons:
            first = WordsMet(each.rule, each.explanation_key, each.excerpt, each.surface.value)
            met.setdefault(each.rule, first)
        return explained(islice(met.values(), MOST_WORDS), words, as_asked(judge))

    async def owed(self, user_id: int, words: Words) -> list[tuple[Case, CaseMessage]]:
        """Notices that could not be sent to somebody, in their language, as things stand now."""
        now = self._clock.now()

        def read(tx: Transaction) -> list[CaseAtHand]:
            cases = tx.cases.owed(user_id, now - OWED_FOR)
            found = (case_at_hand(case.id, tx, now) for case in cases)
            return [at for at in found if at is not None]

        owed = await self._database.read(read)
        return [(at.case, await self.notice(at, words)) for at in owed]

    async def notice(self, at: CaseAtHand, words: Words) -> CaseMessage:
        """A case's notice as things stand, in the words given."""
        judge = await asyncio.to_thread(built_in)
        return notice(at, words, as_asked(judge))

    async def told(self, case_id: int) -> None:
        """The author was told by the answer to a command or button."""
        await self._writer.do(NoticeSent(case_id, Delivery.IN_PERSON))

    async def policy(self, server_id: int) -> Policy:
        """What the server makes of verdicts."""
        stored = await self._database.read(lambda tx: tx.policies.get(server_id))
        return policy_of(stored)

    async def rules(self, server_id: int) -> HouseRules:
        """What the server judges, and what happens then."""
        policy = await self.policy(server_id)
        return house_rules(policy, await asyncio.to_thread(judge_in, policy.languages))

    async def change_policy(
        self,
        server_id: int,
        by: int,
        *,
        capped: bool | None = None,
        family: str | None = None,
        verdict: str | None = None,
        languages: Languages | None = None,
    ) -> Policy:
        """Change what is given, and judge by what holds then, which it gives.

        Of a family, any word that is no verdict stands for each rule's own.
        """
        if languages is not None:  # made here, no comment waits for it
            await asyncio.to_thread(judge_in, languages.chosen)
        fact = ChangePolicy(server_id, by, capped, family, verdict, languages)
        changed: StoredPolicy = await self._writer.do(fact)
        return policy_of(changed)

    async def standing(self, server_id: int, user_id: int) -> Standing:
        """The strikes that count against somebody now, and what led to them or might yet."""
        now = self._clock.now()

        def read(tx: Transaction) -> Standing:
            cases = tx.cases.of_member(server_id, user_id, now - SHOWN_FOR)
            found = (case_at_hand(case.id, tx, now) for case in cases)
            strikes = tx.strikes.standing(server_id, user_id, now)
            return Standing(*strikes, [at for at in found if at is not None])

        return await self._database.read(read)
