"""Whatever a command can fail with has words in every language, with the values it brings."""

from __future__ import annotations

import string

import pytest

from bot.articles.reading import errors as reading
from bot.fetching import FetchError
from bot.wording import Catalogue
from cogs.answers import fitting

CATALOGUE = Catalogue.load()


def kinds(of: type[FetchError]) -> list[type[FetchError]]:
    return [each for kind in of.__subclasses__() for each in (kind, *kinds(kind))]


def values(sentence: str) -> dict[str, str]:
    """A value for each place that an error's own sentence has, which its arguments fill."""
    return {name: f"<{name}>" for _, name, _, _ in string.Formatter().parse(sentence) if name}


FETCHING = {kind.key: kind.sentence for kind in kinds(FetchError)}
READING = {
    f"reading.{reason.replace('-', '_')}": sentence
    for reason, sentence in reading._SENTENCES.items()  # there is no other list of the reasons
}


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize(("key", "sentence"), [*FETCHING.items(), *READING.items()])
def test_every_failure_is_told_in_every_language_with_all_its_values(key, sentence, language):
    brought = values(sentence)

    told = CATALOGUE.words(language)(key, **brought)

    assert [value for value in brought.values() if value not in told] == []


def test_the_failures_of_the_reading_process_are_among_them():
    assert {"reading.too_slow", "reading.crashed", "reading.too_big"} <= READING.keys()


@pytest.mark.parametrize("reason", reading._SENTENCES)
def test_an_error_in_reading_names_its_message(reason):
    error = reading.Unreadable(reason, **values(reading._SENTENCES[reason]))

    assert error.key in READING


@pytest.mark.parametrize("lines", [["a line " * 100], ["a line " * 100, "another"], ["a"], []])
def test_of_a_list_at_least_a_part_of_the_first_line_is_shown(lines):
    shown = fitting(lines, 100)

    assert [each[:6] for each in shown] == [each[:6] for each in lines[:1]]
    assert len("\n".join(shown)) <= 100
