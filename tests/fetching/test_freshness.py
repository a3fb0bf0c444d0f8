"""How long an answer holds, as its header says, and where a page has moved to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.freshness import asked_to_wait, fresh_for

DATE = {"Date": "Wed, 21 Oct 2026 07:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": "max-age=600, no-cache"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "s-maxage=900, max-age=600"}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=600", "Age": "900"}, 0),
        ({"Cache-Control": "max-age=soon"}, None),
        ({"Cache-Control": "max-age=600", "Expires": "Wed, 21 Oct 2026 09:00:00 GMT"} | DATE, 600),
        ({"Expires": "Wed, 21 Oct 2026 09:00:00 GMT"} | DATE, 7200),
        ({"Expires": "Wed, 21 Oct 2026 06:00:00 GMT"} | DATE, 0),
        ({"Expires": "Wed, 21 Oct 2026 09:00:00 GMT"}, None),
        ({"Expires": "0"} | DATE, None),
    ],
)
def test_an_answer_holds_as_long_as_it_says(headers, seconds):
    stated = fresh_for(headers)

    assert stated == (None if seconds is None else timedelta(seconds=seconds))


@given(st.fixed_dictionaries({
    name: st.text() for name in ("Cache-Control", "Expires", "Age", "Date", "Retry-After")
}))  # fmt: skip
def test_whatever_a_header_says_the_time_is_none_or_not_negative(headers):
    for stated in (fresh_for(headers), asked_to_wait(headers)):
        assert stated is None or stated >= timedelta(0)


@pytest.mark.parametrize(
    ("statuses", "end"),
    [
        ((), None),
        ((301,), "1"),
        ((308, 301), "2"),
        ((302,), None),
        ((301, 307), "1"),
        ((302, 301), None),
    ],
)
async def test_a_page_has_moved_as_far_as_the_redirects_for_good_go(fetcher, site, statuses, end):
    async def answer(request):
        number = int(request.path.strip("/") or 0)
        if number == len(statuses):
            return web.Response(text="page")
        return web.Response(status=statuses[number], headers={"Location": f"/{number + 1}"})

    address = await site(answer)

    fetched = await fetcher.get(address)

    assert fetched.moved_to == (None if end is None else f"{address}{end}")
