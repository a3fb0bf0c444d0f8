"""Comments as JSON Lines in, verdicts as JSON-ready objects out: a stream in constant memory."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.civility.history import History
from bot.civility.judge import Judge
from bot.civility.model import Comment, Context, Judgement, Reason, Verdict
from bot.civility.policy import REPEAT_WITHIN, SEEN_AFTER

REMEMBERED = 10_000
"""Texts that are kept for what answers them, and authors whose last message and hits are."""
JOINED_WITHIN = timedelta(seconds=15)
"""Two messages of an author within this time are read as one besides."""


class LineError(ValueError):
    """A line that is no comment: the message says why, without its text."""


def judge_lines(
    lines: Iterable[str | bytes], judge: Judge, *, language: str = "en"
) -> Iterator[dict[str, Any]]:
    """The verdict on each line, in order, as `judge --json` prints it.

    A line is an object with `text`, and may have `id`, `author`, `at` (ISO 8601, UTC where no
    offset is given), `discussion` and `in_reply_to`. A bad line gives `{"line": n, "error": …}`
    (counted from 1) and the next one is read; empty lines are passed over. No cap is applied;
    *advise* counts as allow. Whoever was told of a hit within the last day, at least ten minutes
    before, gets a verdict one step up. Explanations are in `language`.
    """
    stream = _Stream(judge, language)
    for number, line in enumerate(lines, 1):
        try:
            if entry := _entry(line):
                yield stream.judged(entry)
        except LineError as error:
            yield {"line": number, "error": str(error)}


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str | int | None
    comment: Comment


class _Stream:
    """What the earlier lines tell about the next one."""

    def __init__(self, judge: Judge, language: str) -> None:
        self._judge, self._language = judge, language
        self._history = History()
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._last: OrderedDict[Hashable, Comment] = OrderedDict()
        self._told: OrderedDict[Hashable, tuple[datetime, ...]] = OrderedDict()
        """When an author would have been told of hits: the last two times."""

    def judged(self, entry: _Entry) -> dict[str, Any]:
        comment = entry.comment
        judgement = self._judge.judge(comment, self._context(comment))
        judgement = with_reasons(judgement, self._judge.graded(self._history.seen(comment)))
        self._remember(entry, judgement.verdict)
        return self._shown(entry.id, judgement)

    def _context(self, comment: Comment) -> Context:
        if comment.author is None and comment.in_reply_to is None:
            return Context()
        return Context(
            is_reply=comment.in_reply_to is not None,
            parent=self._texts.get(comment.in_reply_to, ""),
            previous=self._previous(comment),
            repeated=self._is_repeated(comment),
        )

    def _previous(self, comment: Comment) -> str:
        last = self._last.get((comment.author, comment.discussion))
        if last is None or last.at is None or comment.at is None:
            return ""
        return last.text if abs(comment.at - last.at) <= JOINED_WITHIN else ""

    def _is_repeated(self, comment: Comment) -> bool:
        if comment.at is None:
            return False
        told = self._told.get(comment.author, ())
        return any(SEEN_AFTER <= comment.at - at < REPEAT_WITHIN for at in told)

    def _remember(self, entry: _Entry, verdict: Verdict) -> None:
        comment = entry.comment
        if entry.id is not None:
            _keep(self._texts, entry.id, comment.text)
        if comment.author is None or comment.at is None:
            return
        _keep(self._last, (comment.author, comment.discussion), comment)
        told = self._told.get(comment.author, ())
        if verdict >= Verdict.NUDGE and not any(abs(comment.at - at) < SEEN_AFTER for at in told):
            _keep(self._told, comment.author, (*told[-1:], comment.at))

    def _shown(self, comment_id: str | int | None, judgement: Judgement) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": comment_id,
            "verdict": _public(judgement.verdict),
            "reasons": [self._reason(each) for each in judgement.reasons if each.verdict],
        }
        if judgement.faults:
            told["faults"] = [{"rule": each.rule, "error": each.error} for each in judgement.faults]
        return told

    def _reason(self, reason: Reason) -> dict[str, Any]:
        return {
            "rule": reason.rule,
            "span": list(reason.span),
            "excerpt": reason.excerpt,
            "explanation": self._judge.explanation(reason.explanation_key, self._language),
        }


def with_reasons(judgement: Judgement, further: tuple[Reason, ...]) -> Judgement:
    """A judgement with further reasons, the strongest first."""
    if not further:
        return judgement
    reasons = sorted((*judgement.reasons, *further), key=lambda reason: -reason.verdict)
    return replace(judgement, verdict=reasons[0].verdict, reasons=tuple(reasons))


def _public(verdict: Verdict) -> str:
    return Verdict.ALLOW.word if verdict is Verdict.ADVISE else verdict.word


def _keep(memory: OrderedDict[Hashable, Any], key: Hashable, value: object) -> None:
    memory.pop(key, None)
    memory[key] = value
    if len(memory) > REMEMBERED:
        memory.popitem(last=False)


def _entry(line: str | bytes) -> _Entry | None:
    line = line.rstrip()  # else what is missing at its end would be missing on the next line
    if not line:
        return None
    try:
        entry = json.loads(line)
    except UnicodeDecodeError:
        raise LineError("the line is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise LineError(f"the line is not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise LineError("the line is nested too deeply") from None
    except ValueError:  # the only one left: Python reads no number of more than 4300 digits
        raise LineError("a number in the line is too long") from None
    if not isinstance(entry, dict):
        raise LineError('the line is no object; a comment is written as {"id": …, "text": …}')
    text = entry.get("text")
    if not isinstance(text, str):
        raise LineError('the comment has no text: "text" must be a string')
    return _Entry(
        id=_id(entry, "id"),
        comment=Comment(
            text=text,
            author=_id(entry, "author"),
            at=_at(entry.get("at")),
            discussion=_id(entry, "discussion"),
            in_reply_to=_id(entry, "in_reply_to"),
        ),
    )


def _id(entry: dict[str, Any], name: str) -> str | int | None:
    value = entry.get(name)
    if value is None or (isinstance(value, (str, int)) and not isinstance(value, bool)):
        return value
    raise LineError(f'"{name}" must be a string or a whole number')


def _at(value: object) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        with suppress(ValueError, OverflowError):  # it overflows where it is in no year in UTC
            at = datetime.fromisoformat(value)
            return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    raise LineError('"at" must be a time as in 2024-05-17T09:30:00Z')
