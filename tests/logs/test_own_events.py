from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.errors import NotFoundError
from bot.logs.fields import NAMES
from bot.logs.literals import message
from tests.logs.conftest import TEXT, TOKEN

logger = structlog.get_logger()


class Kind(StrEnum):
    CARD = "a card"


def test_an_event_says_when_what_where_and_which(json_log):
    logger.info("card posted", channel=123456789012345678, kind="post_card")

    (event,) = json_log.events
    assert datetime.fromisoformat(event.pop("timestamp")).utcoffset() == timedelta(0)
    assert event.pop("place").startswith("test_own_events.test_an_event_says_when")
    assert event == {
        "level": "info",
        "event": "card posted",
        "channel": 123456789012345678,
        "kind": "post_card",
    }


def test_people_read_it_as_one_line(log):
    logger.warning("card posted", channel=1, ids=[2, 3], kind="post_card")

    line, end = log.text.split("\n")
    assert end == ""
    if log.form == "text":
        assert "WARNING  card posted channel=1 ids=2,3 kind=post_card" in line


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        (Kind.CARD, "a card"),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        (timedelta(minutes=1), 60.0),
        ((1, 2), [1, 2]),
        ([Kind.CARD], ["a card"]),
    ],
)
def test_numbers_times_and_constants_may_be_in_any_field(json_log, value, shown):
    logger.info("something happened", whatever=value)

    assert json_log.events[0]["whatever"] == shown


@pytest.mark.parametrize("name", ["text", "content", "title", "author", "reason", *sorted(NAMES)])
def test_a_members_text_is_withheld_from_every_field(json_log, name):
    logger.info("something happened", **{name: TEXT}, thread=7)

    assert "Kanarienvogel" not in json_log.text
    assert json_log.events[0]["thread"] == 7


@pytest.mark.parametrize("name", ["text", "content", "title", "author", "reason"])
def test_a_single_word_is_withheld_where_no_name_is_due(log, name):
    logger.info("something happened", **{name: "Kanarienvogel"})

    assert "Kanarienvogel" not in log.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "post_card"),
        ("path", "/srv/Thoughts On/data/thoughts-on.db"),
        ("route", "POST /channels/{channel_id}/messages"),
        ("task", "action 12"),
        ("invite_url", "https://discord.com/oauth2/authorize?client_id=1&scope=bot+a"),
    ],
)
def test_names_are_shown_where_they_are_due(json_log, name, value):
    logger.info("something happened", **{name: value})

    assert json_log.events[0][name] == value


@pytest.mark.parametrize(
    "value", [TEXT, [TEXT], {"content": TEXT}, (1, TEXT), ValueError(TEXT), TEXT.encode(), object()]
)
def test_what_is_withheld_is_named(json_log, value):
    logger.info("something happened", comment=value)

    (event,) = json_log.events
    assert event["withheld"] == ["comment"]
    assert "comment" not in event


def test_an_event_put_together_at_run_time_is_withheld(log):
    logger.info(f"{TEXT} was said")
    logger.info("%s was said", TEXT)
    logger.info(TEXT)

    assert "Kanarienvogel" not in log.text
    assert log.text.count("(message withheld)") == 3


def test_what_is_bound_is_looked_at_too(log):
    with structlog.contextvars.bound_contextvars(remark=TEXT):
        logger.bind(comment=TEXT).info("something happened")

    assert "Kanarienvogel" not in log.text
    assert "comment" in log.text
    assert "remark" in log.text


@given(text=st.text(), number=st.integers())
def test_of_what_a_template_interpolates_only_numbers_are_shown(text, number):
    shown = message("%s said %s and %d", (text, [text], number), __file__)

    assert shown == f"… said … and {number}"


@given(st.text(min_size=3))
def test_no_text_becomes_a_message_unless_a_programmer_wrote_it(text):
    assert message(text, (), __file__) in {"(message withheld)", text}
    assert message(f"{text} {text}", (), __file__) == "(message withheld)"


def test_a_token_is_blotted_out_wherever_it_stands(log):
    logger.info("something happened", path=f"/{TOKEN}", host="https://ana:opensesame@example.org")
    logger.info("something happened", route=f"POST /webhooks/123/{'a' * 68}/messages")
    logger.info("something happened", route=f"POST /interactions/123/{'a' * 90}/callback")

    assert TOKEN not in log.text
    assert "opensesame" not in log.text
    assert "aaaa" not in log.text
    assert log.text.count("[secret]") == 4


def test_an_exception_is_its_class_its_codes_and_its_places(log):
    try:
        int(TEXT)
    except ValueError:
        logger.exception("something failed", thread=7)

    assert "Kanarienvogel" not in log.text
    assert "builtins.ValueError" in log.text
    assert "at tests.logs.test_own_events.test_an_exception_is_its_class" in log.text


def test_the_causes_and_members_of_an_exception_are_told(json_log):
    error = RuntimeError(TEXT)
    error.__cause__ = ExceptionGroup(TEXT, [KeyError(TEXT), OSError(28, TEXT)])
    error.add_note(TEXT)

    logger.error("something failed", exc_info=error)

    lines = json_log.events[0]["exception"]
    heads = [line for line in lines if " at " not in line]
    assert heads == [
        "builtins.RuntimeError",
        "caused by builtins.ExceptionGroup",
        "  | builtins.KeyError",
        "  | builtins.OSError errno=ENOSPC",
    ]


def test_an_exception_of_ours_may_show_what_it_says(log):
    error = NotFoundError(host="example.org", status=404)

    logger.warning("page not read", exc_info=error)

    assert "example.org has no page at this address (404)." in log.text


def test_an_exception_cannot_declare_itself_safe_from_outside(log):
    class BoastfulError(Exception):
        message_is_safe = True

    logger.error("something failed", exc_info=BoastfulError(TEXT))

    assert "Kanarienvogel" not in log.text
    assert "BoastfulError" in log.text


def test_an_exception_that_goes_round_in_circles_comes_to_an_end(log):
    first, second = ValueError(), TypeError()
    first.__cause__, second.__cause__ = second, first

    logger.error("something failed", exc_info=first)

    assert log.text.count("ValueError") == 1
    assert log.text.count("TypeError") == 1


def test_endless_recursion_is_told_in_few_places(json_log):
    def deeper():
        deeper()

    try:
        deeper()
    except RecursionError:
        logger.exception("something failed")

    assert len(json_log.events[0]["exception"]) < 40
