"""What servers make of the civility rules' verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert

from bot.servers.model import StoredPolicy
from bot.servers.own_rules import StoredRule
from bot.storage.schema import civility_policies


class Policies:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, StoredPolicy] = {}
        """Read once a transaction: each message of a flood asks for the same one."""

    def get(self, server_id: int) -> StoredPolicy:
        """The server's; out of the box where it set none."""
        if server_id not in self._known:
            row = self._connection.execute(
                select(civility_policies).where(civility_policies.c.server_id == server_id)
            ).first()
            self._known[server_id] = _policy(row) if row else StoredPolicy()
        return self._known[server_id]

    def set(self, server_id: int, policy: StoredPolicy) -> None:
        values = {**asdict(policy), "rules": [asdict(rule) for rule in policy.rules]}
        self._connection.execute(
            insert(civility_policies)
            .values(server_id=server_id, **values)
            .on_conflict_do_update(index_elements=["server_id"], set_=values)
        )
        self._known.clear()


def _policy(row: Row[Any]) -> StoredPolicy:
    """Rows of before there were rules have none of the last two."""
    rules = tuple(_rule(each) for each in row.rules or ())
    return StoredPolicy(row.capped, row.verdicts, row.grades or {}, rules)


def _rule(kept: Mapping[str, Any]) -> StoredRule:
    return StoredRule(**{**kept, "exempt_role_ids": tuple(kept["exempt_role_ids"])})
