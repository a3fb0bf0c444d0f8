"""What an answer of Discord means for each kind of action.

Codes are Discord's JSON error codes (docs: topics/opcodes-and-status-codes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.actions.model import Kind, Priority


class Answer(StrEnum):
    """How an attempt ended."""

    DONE = "done"
    RETRY = "retry"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended; `wait` is how long a retry holds off."""

    answer: Answer
    code: int | None = None
    wait: timedelta | None = None


UNKNOWN_MESSAGE = 10008
UNKNOWN_CHANNEL = 10003
MISSING_ACCESS = 50001
MISSING_RIGHTS = 50013
THREAD_ARCHIVED = 50083
OLD_MESSAGE_EDITS = 30046
THREAD_EXISTS = 160004
INVALID_FORM = 50035

FEED_FAILING = 1
ARTICLE_GONE = 2
"""Ours: Discord's codes begin at 10001."""

DONE = Outcome(Answer.DONE)
LONGEST_WAIT = timedelta(minutes=15)
MOST_ATTEMPTS = 24
"""With the waits of `backing_off` three and a half hours: then an admin should look."""

PRIORITIES: Mapping[Kind, Priority] = {
    Kind.POST_CARD: Priority.POST,
    Kind.START_THREAD: Priority.POST,
    Kind.LOCK_FOR_MIRROR: Priority.SHUT,
    Kind.SEND_PART: Priority.POST,
    Kind.SEND_INVITATION: Priority.POST,
    Kind.OPEN_THREAD: Priority.POST,
    Kind.EDIT_CARD: Priority.EDIT,
    Kind.CLOSE_WHEN_DUE: Priority.SHUT,
    Kind.LOCK_THREAD: Priority.SHUT,
    Kind.READ_TAIL: Priority.POST,
    Kind.SEND_CLOSING: Priority.POST,
    Kind.SHUT_THREAD: Priority.SHUT,
    Kind.REOPEN_THREAD: Priority.POST,
    Kind.EDIT_CLOSING: Priority.EDIT,
    Kind.CATCH_UP: Priority.READ,
    Kind.SURVEY_THREADS: Priority.READ,
    Kind.SHUT_STRANGER: Priority.SHUT,
    Kind.DELETE_CARD: Priority.SHUT,
    Kind.TELL_ADMINS: Priority.TELL,
    Kind.TELL_OF_THREAD: Priority.TELL,
    Kind.POLL_FEED: Priority.READ,
    Kind.PUBLISH: Priority.POST,
    Kind.ASK_ABOUT_HELD: Priority.TELL,
    Kind.TELL_OF_FEED: Priority.TELL,
    Kind.REREAD: Priority.READ,
    Kind.PLAN_CORRECTION: Priority.EDIT,
    Kind.OPEN_FOR_CORRECTION: Priority.EDIT,
    Kind.EDIT_PART: Priority.EDIT,
    Kind.EDIT_INVITATION: Priority.EDIT,
    Kind.RENAME_THREAD: Priority.EDIT,
    Kind.END_CORRECTION: Priority.SHUT,
    Kind.TELL_OF_ARTICLE: Priority.TELL,
    Kind.SAVE_FILES: Priority.SHUT,
    Kind.HIDE_COMMENT: Priority.SHUT,
    Kind.REPOST: Priority.POST,
    Kind.TELL_AUTHOR: Priority.TELL,
    Kind.TELL_DECISION: Priority.TELL,
    Kind.START_NOTICE_THREAD: Priority.TELL,
    Kind.SHOW_CASE: Priority.TELL,
    Kind.LIST_LATE: Priority.TELL,
    Kind.SUMMARISE: Priority.EDIT,
    Kind.TELL_OF_RULE: Priority.TELL,
    Kind.REMOVE_TRIAL: Priority.SHUT,
    Kind.TIDY: Priority.READ,
    Kind.ERASE_SERVER: Priority.READ,
    Kind.GREET: Priority.TELL,
    Kind.CLEAR_COMMENT: Priority.SHUT,
    Kind.TAKE_BACK_NOTICE: Priority.TELL,
    Kind.END_ERASURE: Priority.READ,
}

_OWN_CODES: Mapping[Kind, Mapping[int, Answer]] = {
    # Most likely a picture that Discord does not take: the next attempt leaves pictures out.
    Kind.SEND_PART: {INVALID_FORM: Answer.RETRY},
    Kind.DELETE_CARD: {UNKNOWN_MESSAGE: Answer.DONE},
    Kind.SHUT_STRANGER: {UNKNOWN_CHANNEL: Answer.DONE},
    Kind.HIDE_COMMENT: {UNKNOWN_MESSAGE: Answer.DONE, UNKNOWN_CHANNEL: Answer.DONE},
    # Whoever deleted a notice, a card or a summary needs no newer one.
    Kind.TELL_AUTHOR: {UNKNOWN_MESSAGE: Answer.DONE},
    Kind.SHOW_CASE: {UNKNOWN_MESSAGE: Answer.DONE},
    Kind.SUMMARISE: {OLD_MESSAGE_EDITS: Answer.RETRY, UNKNOWN_MESSAGE: Answer.DONE},
    # A hello that may not be said is no fault for anybody to mend.
    Kind.GREET: {
        UNKNOWN_CHANNEL: Answer.DONE,
        MISSING_ACCESS: Answer.DONE,
        MISSING_RIGHTS: Answer.DONE,
    },
    # The card waits for the next change if Discord's cap on old messages is met.
    Kind.EDIT_CARD: {OLD_MESSAGE_EDITS: Answer.RETRY},
    # What a moderator deleted needs no correction.
    Kind.EDIT_PART: {
        INVALID_FORM: Answer.RETRY,
        OLD_MESSAGE_EDITS: Answer.RETRY,
        UNKNOWN_MESSAGE: Answer.DONE,
    },
    Kind.EDIT_INVITATION: {OLD_MESSAGE_EDITS: Answer.RETRY, UNKNOWN_MESSAGE: Answer.DONE},
    Kind.EDIT_CLOSING: {OLD_MESSAGE_EDITS: Answer.RETRY, UNKNOWN_MESSAGE: Answer.DONE},
}

_ALL_CODES: Mapping[int, Answer] = {
    UNKNOWN_CHANNEL: Answer.PARK,
    UNKNOWN_MESSAGE: Answer.PARK,
    MISSING_ACCESS: Answer.PARK,
    MISSING_RIGHTS: Answer.PARK,
    # Somebody archived the thread between two steps: the next attempt opens it locked first.
    THREAD_ARCHIVED: Answer.RETRY,
}


def outcome(
    kind: Kind, *, status: int, code: int, attempts: int, wait: timedelta | None = None
) -> Outcome:
    """What Discord's refusal means: `status` is HTTP's, `code` Discord's own (0 if none).

    Server errors and rate limits are tried again; whatever else is unknown is parked, since
    repeating a request that Discord calls wrong does not make it right.
    """
    temporary = Answer.RETRY if status >= 500 or status == 429 else Answer.PARK
    answer = _OWN_CODES.get(kind, {}).get(code) or _ALL_CODES.get(code) or temporary
    if answer is not Answer.RETRY:
        return Outcome(answer, code or status)
    if code == OLD_MESSAGE_EDITS:
        return Outcome(answer, code, wait or LONGEST_WAIT)
    return retried(attempts, code=code or status, wait=wait)


def retried(attempts: int, *, code: int | None = None, wait: timedelta | None = None) -> Outcome:
    """Try again after the wait that Discord named, else backing off; park when it was too often."""
    if attempts >= MOST_ATTEMPTS:
        return Outcome(Answer.PARK, code)
    return Outcome(Answer.RETRY, code, wait or backing_off(attempts))


def backing_off(attempts: int) -> timedelta:
    """One second after the first attempt, then doubling up to `LONGEST_WAIT`."""
    return min(timedelta(seconds=2 ** min(max(attempts - 1, 0), 12)), LONGEST_WAIT)
