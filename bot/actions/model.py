"""An action is one deed the bot owes to the world, kept as a row until it is done.

Actions of one lane are performed in order; lanes go side by side. An action names the subjects it
is about by id only: texts are read from the record when it is performed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """Which due action goes first when the request budget is short; lower goes first."""

    SHUT = 0
    TELL = 1
    POST = 2
    EDIT = 3
    READ = 4


class Kind(StrEnum):
    """Everything the bot can be asked to do."""

    POST_CARD = "post card"
    START_THREAD = "start thread"
    LOCK_FOR_MIRROR = "lock for mirror"
    SEND_PART = "send part"
    SEND_INVITATION = "send invitation"
    OPEN_THREAD = "open thread"
    EDIT_CARD = "edit card"
    CLOSE_WHEN_DUE = "close when due"
    LOCK_THREAD = "lock thread"
    READ_TAIL = "read tail"
    SEND_CLOSING = "send closing words"
    SHUT_THREAD = "shut thread"
    REOPEN_THREAD = "reopen thread"
    EDIT_CLOSING = "edit closing words"
    CATCH_UP = "catch up"
    SURVEY_THREADS = "survey threads"
    SHUT_STRANGER = "shut a member's thread"
    DELETE_CARD = "delete card"
    TELL_ADMINS = "tell admins"
    TELL_OF_THREAD = "tell of a member's thread"
    POLL_FEED = "poll feed"
    PUBLISH = "publish article"
    ASK_ABOUT_HELD = "ask about held articles"
    TELL_OF_FEED = "tell of a feed"
    REREAD = "read article again"
    PLAN_CORRECTION = "plan correction"
    OPEN_FOR_CORRECTION = "open thread for correction"
    EDIT_PART = "edit part"
    EDIT_INVITATION = "edit invitation"
    RENAME_THREAD = "rename thread"
    END_CORRECTION = "end correction"
    TELL_OF_ARTICLE = "tell of an article"
    SAVE_FILES = "save files"
    HIDE_COMMENT = "hide comment"
    REPOST = "post in a member's name"
    TELL_AUTHOR = "tell an author"
    TELL_DECISION = "tell a decision"
    START_NOTICE_THREAD = "start a thread for a notice"
    SHOW_CASE = "show a case"
    LIST_LATE = "list late cases"
    SUMMARISE = "sum a day up"
    TELL_OF_RULE = "tell of a rule"
    REMOVE_TRIAL = "remove a sample"
    TIDY = "tidy the record"
    ERASE_SERVER = "erase a server"
    GREET = "greet a server"
    CLEAR_COMMENT = "clear a comment away"
    TAKE_BACK_NOTICE = "take back a notice"
    END_ERASURE = "end an erasure"


class State(StrEnum):
    """Where an action stands. `OPEN` with no task performing it means: outcome unknown."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    PARKED = "parked"
    CANCELLED = "cancelled"


FROM_THE_WEB = frozenset({Kind.POLL_FEED, Kind.PUBLISH, Kind.REREAD})
"""What waits for other sites, which may be slow: it has places of its own beside the rest."""

UNFINISHED = (State.WAITING, State.OPEN)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action is about, by id. `target_id` is a Discord message, thread or channel."""

    server_id: int
    posting_id: int | None = None
    discussion_id: int | None = None
    comment_id: int | None = None
    case_id: int | None = None
    feed_id: int | None = None
    article_id: int | None = None
    user_id: int | None = None
    target_id: int | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action to be written: `after` is the id of the action that must be done first."""

    kind: Kind
    lane: str
    subject: Subject
    due_at: datetime
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A written action. `attempts` counts calls begun, finished or not.

    `forgiven` are those before it was last taken up again: they count no more for giving up.
    `nonce` is sent with a message so that Discord refuses a quick double (it does not store it).
    `withdrawn` asks that it be not performed any more, should it not have happened yet.
    """

    id: int
    kind: Kind
    lane: str
    subject: Subject
    due_at: datetime
    after: int | None
    state: State
    attempts: int
    forgiven: int
    nonce: str
    withdrawn: bool
    made_at: datetime
    code: int | None = None
    ended_at: datetime | None = None

    @property
    def tries(self) -> int:
        """The attempts that count for giving up."""
        return self.attempts - self.forgiven


def posting_lane(posting_id: int) -> str:
    """Card and thread of a posting."""
    return f"posting:{posting_id}"


def mirror_lane(posting_id: int) -> str:
    """The article's parts, the invitation and the unlocking that follows them."""
    return f"mirror:{posting_id}"


def card_lane(posting_id: int) -> str:
    """Edits of the card's state line."""
    return f"card:{posting_id}"


def closing_lane(discussion_id: int) -> str:
    """Closing and reopening, step by step."""
    return f"closing:{discussion_id}"


def due_lane(discussion_id: int) -> str:
    """The one alarm that closes a discussion by date; apart, or it would hold the lane for days."""
    return f"due:{discussion_id}"


def reading_lane(discussion_id: int) -> str:
    """Reading a discussion whole after the bot was away."""
    return f"reading:{discussion_id}"


def survey_lane(channel_id: int) -> str:
    """Looking whether the closed threads of a channel are still closed."""
    return f"survey:{channel_id}"


def stranger_lane(thread_id: int) -> str:
    """Shutting a thread that a member started on a card."""
    return f"stranger:{thread_id}"


def telling_lane(server_id: int) -> str:
    """Notices to a server's admins."""
    return f"admins:{server_id}"


def feed_lane(feed_id: int) -> str:
    """Reading a feed, again and again."""
    return f"feed:{feed_id}"


def publishing_lane(feed_id: int) -> str:
    """Posting what a feed brought, the oldest first."""
    return f"publish:{feed_id}"


def holding_lane(feed_id: int) -> str:
    """Posting what was held, at intervals; apart, or it would hold up what is new."""
    return f"held:{feed_id}"


def asking_lane(feed_id: int) -> str:
    """Notices to the admins about one feed."""
    return f"asking:{feed_id}"


def rereading_lane(posting_id: int) -> str:
    """Reading an article again and again."""
    return f"rereading:{posting_id}"


def gone_lane(posting_id: int) -> str:
    """Telling the admins that an article is gone."""
    return f"gone:{posting_id}"


def correcting_lane(posting_id: int) -> str:
    """Corrections of what was posted, one after the other."""
    return f"correcting:{posting_id}"


def comment_lane(comment_id: int) -> str:
    """Hiding a comment, and posting it in its author's name."""
    return f"comment:{comment_id}"


def notices_lane(user_id: int) -> str:
    """What one person is told about their comments."""
    return f"notices:{user_id}"


def case_lane(case_id: int) -> str:
    """The moderators' card of a case."""
    return f"case:{case_id}"


def late_lane(server_id: int) -> str:
    """The list of what rules met too late for anything to be done about it."""
    return f"late:{server_id}"


def summary_lane(server_id: int, day: int) -> str:
    """The moderators' summary of a day."""
    return f"summary:{server_id}:{day}"


def rule_lane(fault_id: int) -> str:
    """The notice that a rule failed."""
    return f"rule:{fault_id}"


def tidying_lane(server_id: int) -> str:
    """Letting go, daily, of what has been kept long enough."""
    return f"tidying:{server_id}"


def leaving_lane(server_id: int) -> str:
    """The erasing of a server that removed the bot."""
    return f"leaving:{server_id}"


def greeting_lane(server_id: int) -> str:
    """The hello to a server that the bot came to."""
    return f"greeting:{server_id}"


def trial_lane(server_id: int) -> str:
    """Taking a sample away that was posted to try the bot out; one at a time in a server."""
    return f"trial:{server_id}"
