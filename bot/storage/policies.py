"""What servers make of the civility rules' verdicts."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from bot.servers.model import StoredPolicy
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
                select(civility_policies.c.capped, civility_policies.c.verdicts).where(
                    civility_policies.c.server_id == server_id
                )
            ).first()
            self._known[server_id] = StoredPolicy(*row) if row else StoredPolicy()
        return self._known[server_id]

    def set(self, server_id: int, policy: StoredPolicy) -> None:
        values = asdict(policy)
        self._connection.execute(
            insert(civility_policies)
            .values(server_id=server_id, **values)
            .on_conflict_do_update(index_elements=["server_id"], set_=values)
        )
        self._known.clear()
