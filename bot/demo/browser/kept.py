"""The record, as the page shows it beside the bot's deeds: what was kept, and what stands now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.app import Record, RecordedCase, RecordedComment, RecordedDiscussion

from ..case_history import Name, met, steps
from .behind import Deed


def timeline(record: Record, now: datetime, name: Name) -> Iterator[Deed]:
    """What the record says was kept, each at the time (UTC) when it was; in no order."""
    for kept in record.discussions(now):
        thread_id, title = kept.discussion.thread_id, kept.discussion.title
        if kept.discussion.opened_at is not None:
            text = f"Opened the discussion of “{title}”"
            yield Deed(kept.discussion.opened_at, text, thread_id, kept=True)
        if kept.closing is not None:
            text = f"Closed commenting on “{title}” ({kept.closing.why.value})"
            yield Deed(kept.closing.at, text, thread_id, kept=True)
        messages: dict[int, int] = {}
        for each in record.comments(kept.discussion.id):
            messages[each.comment.id] = each.message_ids[-1]
            yield from _life(each, thread_id, name)
        for case in record.cases(kept.discussion.id):
            message_id = messages.get(case.case.comment_id or 0)
            for step in steps(case, name):
                text = f"Case {case.case.id}: {step.text}"
                yield Deed(step.at, text, thread_id, message_id, kept=True)


def _life(kept: RecordedComment, thread_id: int | None, name: Name) -> Iterator[Deed]:
    who, message_id = name(kept.comment.author_id), kept.message_ids[-1]
    for number, revision in enumerate(kept.revisions):
        what = f"Recorded {who}’s comment" if not number else f"Kept {who}’s edit as a new text"
        yield Deed(revision.seen_at, what, thread_id, message_id, kept=True)
    if (end := kept.tombstone) is not None:
        by = f" by {name(end.deleted_by)}" if end.deleted_by is not None else ""
        text = f"Put a tombstone: {who}’s comment was deleted{by}"
        yield Deed(end.noticed_at, text, thread_id, message_id, kept=True)


def discussion(record: Record, thread_id: int, now: datetime, name: Name) -> dict[str, Any] | None:
    """All that is kept of one discussion; None where there is no such one."""
    found = [each for each in record.discussions(now) if each.discussion.thread_id == thread_id]
    if not found:
        return None
    kept = found[0]
    cases = record.cases(kept.discussion.id)
    return {
        **_summary(kept),
        "cases": len(cases),
        "comments": [_comment(each, cases, name) for each in record.comments(kept.discussion.id)],
    }


def _summary(kept: RecordedDiscussion) -> dict[str, Any]:
    return {
        "title": kept.discussion.title,
        "url": kept.article.url,
        "count": kept.count,
        "closed_at": _moment(kept.closing.at if kept.closing else None),
        "closed_by": kept.closing.why.value if kept.closing else None,
        "closes_at": _moment(kept.closes_at),
    }


def _comment(kept: RecordedComment, cases: list[RecordedCase], name: Name) -> dict[str, Any]:
    end = kept.tombstone
    return {
        "id": str(kept.comment.id),
        "messages": [str(message_id) for message_id in kept.message_ids],
        "author": name(kept.comment.author_id),
        "standing": kept.comment.standing.value,
        "answers": str(kept.comment.answers_message_id or "") or None,
        "texts": [
            {"text": each.text, "at": _moment(each.edited_at or kept.comment.created_at)}
            for each in kept.revisions
        ],
        "deleted": None
        if end is None
        else {
            "at": _moment(end.noticed_at),
            "by": name(end.deleted_by) if end.deleted_by is not None else None,
            "how": end.absence.value,
        },
        "cases": [
            _case(case, found, name) for case in cases if (found := met(case, kept.comment.id))
        ],
    }


def _case(case: RecordedCase, found: list[str], name: Name) -> dict[str, Any]:
    """`steps` are what followed; that it was opened, `met` and `at` say."""
    _, *later = steps(case, name)
    return {
        "id": str(case.case.id),
        "at": _moment(case.case.opened_at),
        "met": found,
        "steps": [{"at": _moment(step.at), "text": step.text} for step in later],
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
