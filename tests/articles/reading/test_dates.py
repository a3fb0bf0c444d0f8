"""Dates as sources state them: UTC, and never a guess."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.reading.dates import find_date, machine_date, shortened_date, written_date


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type] # parts are year to second


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2014-05-14", utc(2014, 5, 14)),
        ("2014-05-14T15:12:01+02:00", utc(2014, 5, 14, 13, 12, 1)),
        ("2014-05-14T15:12:01.123Z", utc(2014, 5, 14, 15, 12, 1)),
        ("2014-05-14 15:12:01 -0530", utc(2014, 5, 14, 20, 42, 1)),
        ("20140514", utc(2014, 5, 14)),
        ("Wed, 14 May 2014 15:12:00 EST", utc(2014, 5, 14, 20, 12)),
        ("Wed, 14 May 2014 15:12 GMT", utc(2014, 5, 14, 15, 12)),
    ],
)
def test_dates_for_machines_are_read_in_their_zone(stated: str, expected: datetime) -> None:
    assert machine_date(stated) == expected


@pytest.mark.parametrize(
    ("stated", "language", "expected"),
    [
        ("May 14, 2014 at 3:12 pm", None, utc(2014, 5, 14, 15, 12)),
        ("May 14, 2014 at 12:05 AM", None, utc(2014, 5, 14, 0, 5)),
        ("Posted on Wednesday, May 14th, 2014", None, utc(2014, 5, 14)),
        ("14 de mayo de 2014 a las 15:12", "es", utc(2014, 5, 14, 15, 12)),
        ("14. Mai 2014 um 15:12 Uhr", "de", utc(2014, 5, 14, 15, 12)),
        ("1er septembre 2020 à 9h05", "fr", utc(2020, 9, 1, 9, 5)),
        ("3 listopada 2020", "pl", utc(2020, 11, 3)),
        ("12 марта 2019, 10:22", None, utc(2019, 3, 12, 10, 22)),
        ("2014年5月14日 10:05", None, utc(2014, 5, 14, 10, 5)),
        ("14.05.2014 - 09:30", None, utc(2014, 5, 14, 9, 30)),
        ("31/12/2014", None, utc(2014, 12, 31)),
        ("03/04/2014", "fr", utc(2014, 4, 3)),
        ("03/04/2014", "en-US", utc(2014, 3, 4)),
        ("03/04/2014", "en_GB", utc(2014, 4, 3)),
        ("10:05, Fri May 3, 2019", None, utc(2019, 5, 3, 10, 5)),
        ("Tue, 10/07/2012 - 12:17", "en", utc(2012, 7, 10, 12, 17)),
        ("Sunday, 10/07/2012", "en", utc(2012, 10, 7)),
        ("17.07, 2011 @ 13:04", "de", utc(2011, 7, 17, 13, 4)),
    ],
)
def test_dates_for_people_are_read_in_their_language(
    stated: str, language: str | None, expected: datetime
) -> None:
    assert written_date(stated, language) == expected


@pytest.mark.parametrize(
    ("stated", "language", "expected"),
    [
        ("5/3/08 a las 0:43 | #1", "es", utc(2008, 3, 5, 0, 43)),
        ("11.06.12 at 11:06 am", "en-US", utc(2012, 11, 6, 11, 6)),
        ("07 Nov 98", "en", utc(1998, 11, 7)),
        ("11.06.12 at 11:06 am", "en", None),
        ("12/05/10", "ja", None),
        ("version 1.2.10 at last", "de", None),
    ],
)
def test_a_year_of_two_digits_is_read_where_nothing_else_can_be_meant(
    stated: str, language: str, expected: datetime | None
) -> None:
    assert shortened_date(stated, language) == expected


@pytest.mark.parametrize(
    "stated",
    [
        "03/04/2014",
        "Wednesday (May 14)",
        "May 2014",
        "2014-05",
        "3 hours ago",
        "31 February 2014",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00",
        "12 ducks 2014",
        "",
    ],
)
def test_what_is_not_a_full_date_is_none(stated: str) -> None:
    assert machine_date(stated) is None


@given(st.datetimes(datetime(1980, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 # Hypothesis asks for naive bounds
def test_every_instant_survives_being_written_and_read(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)

    assert machine_date(whole.isoformat()) == whole
    assert written_date(f"on {whole:%B} {whole.day}, {whole.year} at {whole:%H:%M:%S}") == whole


@given(st.text())
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    found = find_date(text)

    assert found is None or 0 <= found.start < found.end <= len(text)
