"""Escaping for Discord, its inverse, and blocks as Markdown and as plain text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.articles.markdown import body_markdown, code_span, escape, link, plain, plain_text
from bot.articles.model import Code, Heading, ListItem, Paragraph, Picture, Quote, Rule

TEXTS = st.text(
    alphabet=st.sampled_from("ab1 *_~`|\\[]()<>#@:-+.!/\n")
    | st.characters(exclude_categories=["Cs"])
)


@given(TEXTS)
@example("https://a.example/x_y_z and *stars*")
@example("<https://a.example>")
@example("http://a.b_")
def test_what_is_escaped_reads_as_it_was_written(text: str) -> None:
    shown = plain(escape(text))

    assert shown == text


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("2 * 3 * 4", r"2 \* 3 \* 4"),
        ("snake_case", r"snake\_case"),
        ("# not a heading", r"\# not a heading"),
        ("#1 in the charts", "#1 in the charts"),
        ("- not a list", r"\- not a list"),
        ("1984. A year", r"1984\. A year"),
        ("1984 was a year.", "1984 was a year."),
        ("> no quote", r"\> no quote"),
        ("@everyone and @here", r"\@everyone and \@here"),
        ("ana@everything.example", "ana@everything.example"),
        ("<@123> <#5> <t:1:R>", r"\<@123\> \<#5\> \<t\:1:R\>"),
        ("||secret||", r"\|\|secret\|\|"),
        (":tada: at 10:30", r"\:tada: at 10:30"),
        ("see https://a.example/b_c.", "see <https://a.example/b_c>."),
    ],
)
def test_discord_acts_on_nothing_that_the_source_wrote(written: str, escaped: str) -> None:
    assert escape(written) == escaped


@pytest.mark.parametrize(
    ("label", "url", "expected"),
    [
        ("the report", "https://a.example/r", "[the report](https://a.example/r)"),
        ("a list", "https://a.example/x_(y)", "[a list](https://a.example/x_%28y%29)"),
        ("home", "/relative", "home"),
        ("run", "javascript:alert(1)", "run"),
        ("mail", "mailto:ana@a.example", "mail"),
        ("<https://a.example/r>", "https://a.example/r?x=1", "<https://a.example/r?x=1>"),
        ("broken", "https://[", "broken"),
    ],
)
def test_only_web_addresses_become_links(label: str, url: str, expected: str) -> None:
    assert link(label, url) == expected


@given(st.text(min_size=1, alphabet="a` "))
def test_a_code_span_is_fenced_by_more_backticks_than_it_holds(text: str) -> None:
    span = code_span(text)

    assert plain(span).strip() == text.strip()


def test_blocks_are_parted_by_blank_lines_and_list_items_by_single_ones() -> None:
    blocks = (
        Heading(2, "What *changed*"),
        Paragraph(r"One \* two, [here](https://a.example)."),
        ListItem(0, None, "first"),
        ListItem(1, 2, "second"),
        Quote("Said so.\n\nTwice."),
        Picture("https://a.example/p.jpg", "A *bridge*"),
        Picture(None, "A caption"),
        Code("x = 1", "python"),
        Rule(),
        Paragraph("End."),
    )

    markdown, text = body_markdown(blocks), plain_text(blocks)

    assert markdown == (
        "## What *changed*\n\nOne \\* two, [here](https://a.example).\n\n- first\n  2. second\n\n"
        "> Said so.\n>\n> Twice.\n\n![A \\*bridge\\*](https://a.example/p.jpg)\n\n*A caption*\n\n"
        "```python\nx = 1\n```\n\n---\n\nEnd."
    )
    assert text == (
        "What changed\n\nOne * two, here.\n\n- first\n  2. second\n\nSaid so.\n\nTwice.\n\n"
        "A *bridge*\n\nA caption\n\nx = 1\n\nEnd."
    )
