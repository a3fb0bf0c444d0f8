"""What admins are told: what the bot could not do, why, and what would help.

Kinds of action and Discord's codes come in as plain values; here they find their messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.wording.catalogue import Words

KEYS: Mapping[str, str] = {
    "post card": "parked.post_card",
    "start thread": "parked.start_thread",
    "lock for mirror": "parked.lock_thread",
    "send part": "parked.mirror",
    "send invitation": "parked.mirror",
    "open thread": "parked.open_thread",
    "edit card": "parked.edit_card",
    "lock thread": "parked.lock_thread",
    "read tail": "parked.read",
    "send closing words": "parked.closing_words",
    "shut thread": "parked.shut_thread",
    "reopen thread": "parked.open_thread",
    "edit closing words": "parked.closing_words",
    "catch up": "parked.read",
    "survey threads": "parked.read",
    "shut a member's thread": "parked.shut_thread",
    "delete card": "parked.edit_card",
    "tell admins": "parked.tell_admins",
    "tell of a member's thread": "parked.tell_admins",
    "poll feed": "parked.poll_feed",
    "publish article": "parked.post_card",
    "ask about held articles": "parked.tell_admins",
    "tell of a feed": "parked.tell_admins",
    "read article again": "parked.reread",
    "plan correction": "parked.correction",
    "open thread for correction": "parked.correction",
    "edit part": "parked.correction",
    "edit invitation": "parked.correction",
    "rename thread": "parked.correction",
    "end correction": "parked.correction",
    "tell of an article": "parked.tell_admins",
    "save files": "parked.hide_comment",
    "hide comment": "parked.hide_comment",
    "post in a member's name": "parked.repost",
    "tell an author": "parked.tell_author",
    "tell a decision": "parked.tell_author",
    "start a thread for a notice": "parked.tell_author",
    "show a case": "parked.show_case",
    "list late cases": "parked.show_case",
    "sum a day up": "parked.show_case",
    "tell of a rule": "parked.tell_admins",
    "remove a sample": "parked.remove_trial",
    "tidy the record": "parked.tidy",
    "erase a server": "parked.tidy",
    "greet a server": "parked.greet",
    "clear a comment away": "parked.take_back",
    "take back a notice": "parked.take_back",
    "end an erasure": "parked.tidy",
}
"""What could not be done, by kind of action."""

REASONS: Mapping[int, str] = {
    1: "reason.feed_failing",
    2: "reason.article_gone",
    10003: "reason.channel_gone",
    10008: "reason.message_gone",
    50001: "reason.no_access",
    50013: "reason.no_rights",
    160006: "reason.too_many_threads",
}
"""Why, by Discord's code (docs: topics/opcodes-and-status-codes)."""

OF_FEEDS: Mapping[str, str] = {
    "fetch.address_refused": "feed.fetch.address_refused",
    "fetch.answer": "feed.fetch.answer",
    "fetch.bad_url": "feed.fetch.bad_url",
    "fetch.broken_answer": "feed.fetch.broken_answer",
    "fetch.certificate": "feed.fetch.certificate",
    "fetch.credentials": "feed.fetch.credentials",
    "fetch.forbidden": "feed.fetch.forbidden",
    "fetch.gone": "feed.fetch.gone",
    "fetch.not_found": "feed.fetch.not_found",
    "fetch.port": "feed.fetch.port",
    "fetch.scheme": "feed.fetch.scheme",
    "fetch.too_large": "feed.fetch.too_large",
    "fetch.too_many_redirects": "feed.fetch.too_many_redirects",
    "fetch.too_slow": "feed.fetch.too_slow",
    "fetch.unreachable": "feed.fetch.unreachable",
    "reading.binary": "feed.reading.binary",
    "reading.challenge": "feed.reading.challenge",
    "reading.consent": "feed.not_a_feed",
    "reading.crashed": "feed.reading.crashed",
    "reading.empty": "feed.reading.empty",
    "reading.no_text": "feed.not_a_feed",
    "reading.not_found": "feed.not_a_feed",
    "reading.overview": "feed.not_a_feed",
    "reading.paywall": "feed.not_a_feed",
    "reading.sign_in": "feed.not_a_feed",
    "reading.too_big": "feed.reading.too_big",
    "reading.too_heavy": "feed.reading.too_heavy",
    "reading.too_many_tags": "feed.not_a_feed",
    "reading.too_slow": "feed.reading.too_slow",
    "reading.undecodable": "feed.reading.undecodable",
}
"""What is said of a feed where a page's reader would be told to save it, or to look for another
article."""


OF_REREADING: Mapping[str, str] = {"fetch.unreachable": "article.site_down"}
"""What is said of an article that was read before: nobody has just typed its address."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something failed: the key of its message, and the values that fill it."""

    key: str
    values: Mapping[str, str | int]


def about_feed(why: Reason) -> Reason:
    """Why an address cannot be read, as it is told to who wants a feed from there."""
    return Reason(OF_FEEDS.get(why.key, why.key), why.values)


def feed_failure(words: Words, why: Reason) -> str:
    """Why a feed cannot be read, and what to do."""
    told = about_feed(why)
    return words(told.key, **told.values)


def rereading_failure(words: Words, why: Reason) -> str:
    """Why an article cannot be read again, and what to do."""
    return words(OF_REREADING.get(why.key, why.key), **why.values)


def parked_notice(words: Words, kind: str, code: int | None) -> str:
    """One line: what could not be done, why, and what to do next."""
    what = words(KEYS.get(kind, "parked.other"))
    return words("admins.parked.line", what=what, why=reason(words, code))


def reason(words: Words, code: int | None) -> str:
    """Why something could not be done, by Discord's code, and what to do next."""
    return words(REASONS.get(code or 0, "reason.refused"), code=code or 0)
