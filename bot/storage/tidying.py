"""Letting go of what has been kept long enough, some rows at a time so that no commit waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.actions.model import Kind, State
from bot.storage.personal import NOTHING_SAID
from bot.storage.prepared import PreparedByName
from bot.storage.schema import (
    actions,
    articles,
    cases,
    comments,
    contacts,
    deletion_entries,
    discussions,
    faults,
    feeds,
    hits,
    revisions,
    saved_files,
    servers,
    stray_deletions,
    tombstones,
)
from bot.storage.standings import HIDDEN, REPOSTED

_later = actions.alias("later")
# A join would let SQLite begin with all comments of a server, to find the few that are looked for.
_its_server = (
    select(discussions.c.server_id)
    .where(discussions.c.id == comments.c.discussion_id)
    .correlate(comments)
    .scalar_subquery()
)


_DELETE_MARKS = [
    PreparedByName(
        column.table.delete().where(
            key.in_(select(key).where(column < bindparam("before")).limit(bindparam("most")))
        )
    )
    for column in (
        deletion_entries.c.at,
        stray_deletions.c.at,
        faults.c.at,
        contacts.c.first_at,
    )
    for key in column.table.primary_key.columns
]


class Tidying:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def blankable(
        self, server_id: int, deleted_before: datetime, removed_before: datetime, limit: int
    ) -> list[int]:
        """Comments that ended before those times (UTC), and whose texts are still there."""
        by_other = or_(tombstones.c.deleted_by.is_not(None), REPOSTED)
        rows = self._connection.execute(
            select(tombstones.c.comment_id)
            .join(comments, comments.c.id == tombstones.c.comment_id)
            .where(
                tombstones.c.blanked_at.is_(None),
                tombstones.c.noticed_at < deleted_before,
                or_(~by_other, tombstones.c.noticed_at < removed_before),
                _its_server == server_id,
            )
            .limit(limit)
        )
        return list(rows.scalars())

    def hidden(self, server_id: int, ended_before: datetime, limit: int) -> list[int]:
        """Comments out of sight whose cases all ended before that time (UTC).

        A case that nobody decided counts from its beginning.
        """
        ended = func.max(func.coalesce(cases.c.decided_at, cases.c.opened_at))
        rows = self._connection.execute(
            select(comments.c.id)
            .join(hits, hits.c.comment_id == comments.c.id)
            .join(cases, cases.c.id == hits.c.case_id)
            .where(
                cases.c.server_id == server_id,
                comments.c.standing.in_(HIDDEN),
                ~exists().where(tombstones.c.comment_id == comments.c.id),
            )
            .group_by(comments.c.id)
            .having(ended < ended_before)
            .limit(limit)
        )
        return list(rows.scalars())

    def named_files(self, file_ids: Collection[int]) -> set[int]:
        """Those of the saved files that a comment names."""
        named = select(saved_files.c.attachment_id).where(saved_files.c.attachment_id.in_(file_ids))
        return set(self._connection.execute(named).scalars())

    def files_of(self, server_id: int) -> list[int]:
        """Every saved file of a server."""
        rows = self._connection.execute(
            select(saved_files.c.attachment_id)
            .join(comments, comments.c.id == saved_files.c.comment_id)
            .where(_its_server == server_id)
        )
        return list(rows.scalars())

    def blank(self, comment_ids: Collection[int], now: datetime) -> None:
        """Let go of every text of these comments, and of what is known of their files."""
        self._connection.execute(
            update(revisions).where(revisions.c.comment_id.in_(comment_ids)).values(NOTHING_SAID)
        )
        self._connection.execute(
            update(tombstones)
            .where(tombstones.c.comment_id.in_(comment_ids))
            .values(blanked_at=now)
        )

    def prunable(self, server_id: int, before: datetime, limit: int) -> list[int]:
        """Steps that ended before that time (UTC) and that nothing needs any more."""
        rows = self._connection.execute(
            select(actions.c.id)
            .where(actions.c.server_id == server_id, _prunable(before))
            .order_by(actions.c.id)
            .limit(limit)
        )
        return list(rows.scalars())

    def prune(self, action_ids: Collection[int], before: datetime) -> None:
        """Delete these steps with their attempts, but for those that are needed again."""
        self._connection.execute(
            actions.delete().where(actions.c.id.in_(action_ids), _prunable(before))
        )

    def prune_marks(self, before: datetime, limit: int) -> None:
        """Delete old audit entries, deletions of messages that never came, faults, contacts."""
        for delete in _DELETE_MARKS:
            delete.run(self._connection, {"before": before, "most": limit})

    def erase_some(self, server_id: int, limit: int, sparing: int) -> bool:
        """Delete rows of a server; True while some are left. `sparing` is an action that stays."""
        of_discussions = select(discussions.c.id).where(discussions.c.server_id == server_id)
        steps = and_(actions.c.server_id == server_id, actions.c.id != sparing)
        heaps = (
            (actions, steps),
            (comments, comments.c.discussion_id.in_(of_discussions)),
            (feeds, feeds.c.server_id == server_id),  # their entries name articles
            (articles, articles.c.server_id == server_id),
        )
        return any(self._delete_some(table, which, limit) == limit for table, which in heaps)

    def erase_server(self, server_id: int) -> None:
        """Delete the server with everything that belongs to it."""
        self._connection.execute(servers.delete().where(servers.c.id == server_id))

    def _delete_some(self, table: Table, which: ColumnElement[bool], limit: int) -> int:
        [key] = table.primary_key.columns
        some = select(key).where(which).limit(limit)
        return self._connection.execute(table.delete().where(key.in_(some))).rowcount


def _prunable(before: datetime) -> ColumnElement[bool]:
    """Steps of a posting stay, as they tell why it is as it is; only its card's edits go.

    What comes `after` a step would be deleted with it: such a step waits until that is gone.
    """
    return and_(
        actions.c.state.in_((State.DONE, State.CANCELLED)),
        actions.c.ended_at < before,
        or_(actions.c.posting_id.is_(None), actions.c.kind == Kind.EDIT_CARD),
        ~exists().where(_later.c.after_id == actions.c.id),
    )
