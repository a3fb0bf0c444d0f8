from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.layout import escape
from bot.articles.layout.escaping import target, web_address
from tests.articles.layout.discord_reader import ink, inked, marks_in, shown
from tests.articles.layout.strategies import unhurried

ACTIVE = [
    "*", "**", "_", "__", "~~", "||", "`", "```", "[", "](", ")", "<", ">", "#", "-", "-#", "@",
    ":", "!", "\\", "1.", "\n", " ", "a", "Zoë", "漢字", "👍", "@everyone", "@here", "<@123>",
    "<@!1>", "<@&45>", "<#6>", "<:smile:7>", "<a:wave:8>", "<t:1:R>", "</ban:9>", "<id:browse>",
    ":smile:", "https://example.org/a_b_c", "(https://example.org)", "discord.gg/x",
]  # fmt: skip
nasty = st.lists(st.sampled_from(ACTIVE), max_size=25).map("".join) | st.text(max_size=60)
PINGS = re.compile(r"@(everyone|here)|<@[!&]?\d+>|<#\d+>")


def visible(text: str) -> str:
    gone = r"[\s\u200b\ufeff\u202d\u202e\x00-\x1f\x7f-\x9f]"
    return re.sub(gone, "", re.sub("[\ud800-\udfff]", "\ufffd", text))


@unhurried
@given(nasty)
def test_escaped_text_is_shown_as_it_was_written(text):
    markdown = escape(text)

    # An address that would ping keeps its meaning, percent-encoded.
    assert ink(markdown).replace("%40", "@") == visible(text).replace("%40", "@")


@unhurried
@given(nasty)
def test_nothing_in_escaped_text_is_active_but_web_addresses(text):
    markdown = escape(text)

    assert marks_in(markdown) <= {"address"}


@unhurried
@given(nasty)
def test_escaped_text_holds_no_mention_even_in_the_raw(text):
    markdown = escape(text)

    assert PINGS.search(markdown) is None


@unhurried
@given(nasty)
def test_escaped_text_cannot_end_the_emphasis_around_it(text):
    markdown = f"**{escape(f'x{text}x')}** after"

    characters = inked(shown(markdown))
    inside, after = characters[: -len("after")], characters[-len("after") :]
    assert all("bold" in each.marks for each in inside)
    assert all("bold" not in each.marks for each in after)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# No heading", r"\# No heading"),
        ("-# No subtext", r"\-\# No subtext"),
        ("- no item", r"\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("12. no item", r"12\. no item"),
        ("1.5 metres", "1.5 metres"),
        ("> no quote", r"\> no quote"),
        ("a > b", "a > b"),
        ("line\n  - indented", "line\n  \\- indented"),
        (r"C:\new", r"C:\\new"),
        ("snake_case", r"snake\_case"),
        ("||no spoiler||", r"\|\|no spoiler\|\|"),
        (":smile:", r"\:smile:"),
        ("at 10:30:45", "at 10:30:45"),
        ("[label](https://example.org)", r"\[label\](<https://example.org>)"),
        ("see https://example.org/a_b.", "see <https://example.org/a_b>."),
        ("<@1>", r"\<\@1>"),
        ("@everyone", "@\u200beveryone"),
        ("a\x00\u202eb\r\nc", "ab\nc"),
    ],
)
def test_each_active_sign_is_shown_as_it_is(text, markdown):
    assert escape(text) == markdown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a b(c)", "https://example.org/a%20b%28c%29"),
        ("https://example.org/*x*", "https://example.org/%2Ax%2A"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/@everyone", "https://example.org/%40everyone"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https://", None),
        ("", None),
        ("https://example.org/" + "a" * 1000, None),
    ],
)
def test_a_link_leads_to_web_addresses_only(url, expected):
    assert target(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a__b/filters:quality(80)/*.jpg", None),
        (" https://example.org/a b.jpg\n", "https://example.org/a%20b.jpg"),
    ],
)
def test_an_address_outside_of_markdown_keeps_its_signs(url, expected):
    assert web_address(url) == (expected or url)


@pytest.mark.parametrize(
    "url", [None, "", "data:image/png;base64,x", "https://x.org/" + "a" * 2048]
)
def test_what_discord_would_refuse_is_no_web_address(url):
    assert web_address(url) is None
