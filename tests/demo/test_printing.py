"""An outcome for people, and for machines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from bot.demo.printing import print_json, print_transcript


class Terminal(StringIO):
    """A file that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def printed(outcome) -> str:
    output = StringIO()
    print_transcript(outcome, output)
    return output.getvalue()


def test_what_is_edited_or_deleted_says_so(outcome):
    text = printed(outcome)

    assert "Dolores  10:02  (edited at 10:03)" in text
    assert "Rex  09:33  deleted by Mo at 09:37" in text
    assert "Ben  10:23  deleted at 10:24" in text


def test_a_reply_shows_what_it_answers(outcome):
    assert re.search(r"╭ to Ben: Same here, .*…\nChidi  09:46\n", printed(outcome))


def test_the_record_tells_what_is_no_longer_to_be_seen(outcome):
    seen, record = printed(outcome).split("The record of “The night library”")

    assert "Somebody fetch the popcorn." in record
    assert "Somebody fetch the popcorn." not in seen
    assert "13 comments recorded, with 15 texts; 2 were deleted, 11 stand." in record
    assert "en.attack.you-are (nudge): “You are an idiot”" in record
    assert "Case 2, 10:17: Put back by Mo" in record
    assert "Direct messages to Dolores" in seen


def test_a_file_gets_plain_lines_and_a_terminal_colours(outcome, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    terminal = Terminal()

    print_transcript(outcome, terminal)

    assert "\x1b[" in terminal.getvalue()
    assert "\x1b" not in printed(outcome)
    assert not any(line.endswith(" ") for line in printed(outcome).splitlines())


def test_names_from_outside_are_no_markup_of_ours(outcome):
    odd = replace(outcome, server="[bold]The Lantern[/bold] \x1b[2J")

    assert "[bold]The Lantern[/bold] [2J · #news" in printed(odd)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_any_encoding_of_standard_output_can_take_both(outcome, encoding):
    raw = BytesIO()
    output = TextIOWrapper(raw, encoding=encoding)

    print_json(outcome, output)
    output.flush()
    length = raw.tell()
    print_transcript(outcome, output)
    output.flush()

    assert json.loads(raw.getvalue()[:length].decode(encoding))["server"]["name"] == "The Lantern"
    assert b"Comments are closed." in raw.getvalue()[length:]
