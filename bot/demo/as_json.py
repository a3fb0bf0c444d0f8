"""An outcome as one JSON object.

`channels`, `threads` and `messages` are what people see at the end, `direct` what the bot wrote to
members in private; `records` is what the database holds of each discussion, deleted comments,
earlier texts and civility cases too; `commands` is what was asked for (`in` is null in direct
messages). Ids are strings, as in Discord's own JSON: they do not fit into JavaScript's numbers.
Times are ISO 8601 in UTC; what is absent is null.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.app import RecordedCase, RecordedComment

from .outcome import Chapter, Entry, Outcome, Place


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The object."""
    places = (*outcome.channels, *outcome.threads)
    return {
        "server": {"id": str(outcome.server_id), "name": outcome.server},
        "ended_at": _moment(outcome.at),
        "channels": [_channel(place) for place in outcome.channels],
        "threads": [_thread(place) for place in outcome.threads],
        "messages": [_message(entry, outcome) for place in places for entry in place.entries],
        "direct": [
            {
                **_channel(place),
                "messages": [_message(entry, outcome) for entry in place.entries],
            }
            for place in outcome.direct
        ],
        "commands": [
            {
                "at": _moment(asked.at),
                "by": asked.who,
                "in": asked.where,
                "asked": asked.what,
                "answer": asked.answer,
            }
            for asked in outcome.asked
        ],
        "records": [_discussion(chapter, outcome) for chapter in outcome.record],
    }


def _channel(place: Place) -> dict[str, Any]:
    return {"id": str(place.id), "name": place.name}


def _thread(place: Place) -> dict[str, Any]:
    return {
        **_channel(place),
        "channel_id": _id(place.parent_id),
        "locked": place.locked,
        "archived": place.archived,
    }


def _message(entry: Entry, outcome: Outcome) -> dict[str, Any]:
    seen = entry.seen
    return {
        "id": str(seen.id),
        "channel_id": str(seen.channel_id),
        "author": _person(seen.author_id, outcome),
        "at": _moment(seen.at),
        "edited_at": _moment(seen.edited_at),
        "reply_to": _id(seen.reply_to),
        "text": seen.text,
        "pictures": list(entry.pictures),
        "buttons": list(seen.components),
        "reactions": [{"emoji": emoji, "count": count} for emoji, count in seen.reactions],
    }


def _discussion(chapter: Chapter, outcome: Outcome) -> dict[str, Any]:
    kept, discussion, article = chapter.kept, chapter.kept.discussion, chapter.kept.article
    return {
        "id": str(discussion.id),
        "article": {
            "title": article.title,
            "byline": article.byline,
            "source": article.source,
            "published": _moment(article.published),
            "url": article.url,
        },
        "channel_id": str(discussion.channel_id),
        "thread_id": _id(discussion.thread_id),
        "opened_at": _moment(discussion.opened_at),
        "state": "open" if kept.closing is None else "closed",
        "closed_at": _moment(kept.closing.at if kept.closing else None),
        "closed_by": kept.closing.why.value if kept.closing else None,
        "closes_at": _moment(kept.closes_at),
        "count": kept.count,
        "comments": [_comment(comment, outcome) for comment in chapter.comments],
        "cases": [_case(case, outcome) for case in chapter.cases],
    }


def _comment(recorded: RecordedComment, outcome: Outcome) -> dict[str, Any]:
    comment, end = recorded.comment, recorded.tombstone
    return {
        "id": str(comment.id),
        "message_id": str(recorded.message_ids[-1]),
        "author": _person(comment.author_id, outcome),
        "at": _moment(comment.created_at),
        "standing": comment.standing.value,
        "reply_to": _id(comment.answers_message_id),
        "revisions": [
            {
                "text": each.text,
                "edited_at": _moment(each.edited_at),
                "seen_at": _moment(each.seen_at),
            }
            for each in recorded.revisions
        ],
        "tombstone": None
        if end is None
        else {
            "noticed_at": _moment(end.noticed_at),
            "absence": end.absence.value,
            "deleted_by": _person(end.deleted_by, outcome),
        },
    }


def _case(recorded: RecordedCase, outcome: Outcome) -> dict[str, Any]:
    case = recorded.case
    return {
        "id": str(case.id),
        "author": _person(case.author_id, outcome),
        "rule": case.rule,
        "verdict": case.verdict,
        "opened_at": _moment(case.opened_at),
        "told": case.delivery.value if case.delivery else None,
        "told_at": _moment(case.told_at),
        "posted_as_it_was_at": _moment(case.posted_at),
        "decision": case.decision.value if case.decision else None,
        "decided_at": _moment(case.decided_at),
        "decided_by": _person(case.decided_by, outcome),
        "hits": [
            {
                "comment_id": str(each.hit.comment_id),
                "rule": each.hit.rule,
                "verdict": each.hit.verdict,
                "evasive": each.hit.evasive,
                "repeated": each.hit.repeated,
                "surface": each.hit.surface,
                "span": [each.hit.span_start, each.hit.span_end],
                "words": each.words,
            }
            for each in recorded.hits
        ],
    }


def _person(user_id: int | None, outcome: Outcome) -> dict[str, Any] | None:
    if user_id is None:
        return None
    return {
        "id": str(user_id),
        "name": outcome.names.get(user_id),
        "bot": user_id == outcome.bot_id,
    }


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
