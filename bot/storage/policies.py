"""What servers make of the civility rules' verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from bot.servers.model import StoredPolicy
from bot.servers.own_rules import StoredRule
from bot.storage.prepared import Prepared
from bot.storage.schema import civility_policies

KEPT = 256
"""Servers whose policies are not read anew: as many as have their judges kept."""
_OF_SERVER = Prepared(
    select(
        civility_policies.c.capped,
        civility_policies.c.verdicts,
        civility_policies.c.grades,
        civility_policies.c.rules,
        civility_policies.c.languages,
    ).where(civility_policies.c.server_id == bindparam("server_id")),
    ("server_id",),
)


class Policies:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, StoredPolicy] = {}
        """Read once a transaction: each message of a flood asks for the same one."""

    def get(self, server_id: int) -> StoredPolicy:
        """The server's; out of the box where it set none. The same value as long as none is set."""
        if server_id not in self._known:
            rows = _OF_SERVER.rows(self._connection, (server_id,))
            self._known[server_id] = _policy(*rows[0]) if rows else _OUT_OF_THE_BOX
        return self._known[server_id]

    def languages(self) -> set[tuple[str, ...]]:
        """The choices of languages that servers made."""
        found = select(civility_policies.c.languages).distinct()
        rows = self._connection.execute(found).scalars()
        return {tuple(sorted(chosen)) for chosen in rows if chosen is not None}

    def set(self, server_id: int, policy: StoredPolicy) -> None:
        values = {**asdict(policy), "rules": [asdict(rule) for rule in policy.rules]}
        self._connection.execute(
            insert(civility_policies)
            .values(server_id=server_id, **values)
            .on_conflict_do_update(index_elements=["server_id"], set_=values)
        )
        self._known.clear()


_OUT_OF_THE_BOX = StoredPolicy()


@lru_cache(maxsize=KEPT)
def _policy(
    capped: int, verdicts: str, grades: str | None, rules: str | None, languages: str | None
) -> StoredPolicy:
    """The policy in a row; rows of before there were rules have none of the last three.

    A thousand rules take milliseconds to read, and to make a judge of, and each lone message asks.
    """
    return StoredPolicy(
        bool(capped),
        json.loads(verdicts),
        json.loads(grades or "{}"),
        tuple(map(_rule, json.loads(rules or "[]"))),
        None if languages is None else tuple(json.loads(languages)),
    )


def _rule(kept: Mapping[str, Any]) -> StoredRule:
    return StoredRule(**{**kept, "exempt_role_ids": tuple(kept["exempt_role_ids"])})
