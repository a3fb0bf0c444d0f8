"""Discord's Markdown on a terminal."""

from __future__ import annotations

import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.demo.markup import blocks, inline

NAMES = {12: "Ana", 34: "news"}


def laid_out(markdown: str, width: int = 20) -> list[str]:
    output = StringIO()
    console = Console(file=output, width=width)
    for block in blocks(markdown, NAMES):
        console.print(block)
    return [line.rstrip() for line in output.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("**bold** and *slanted*", "bold and slanted"),
        (r"2 \* 3 \* 4", "2 * 3 * 4"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("`a * b * c`", "a * b * c"),
        ("~~out~~ __under__ ||hidden||", "out under hidden"),
        ("**both *of* them**", "both of them"),
        ("[a page](https://lantern.example/)", "a page"),
        ("<https://lantern.example/>", "https://lantern.example/"),
        ("<@12> in <#34>", "@Ana in #news"),
        ("<@99>", "@unknown"),
        ("<t:1809329400:D>", "3 May 2027"),
        ("<t:1809329400>", "3 May 2027 07:30"),
        ("<t:1809329400:F>", "Monday, 3 May 2027 07:30"),
    ],
)
def test_markdown_reads_as_discord_shows_it(markdown, shown):
    assert inline(markdown, NAMES).plain == shown


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("## Costs", ["Costs"]),
        ("-# small print", ["small print"]),
        ("> one two three four five", ["▎ one two three four", "▎ five"]),
        ("- one two three four five", ["• one two three four", "  five"]),
        ("12. one", ["12. one"]),
        ("one\n\ntwo", ["one", "", "two"]),
    ],
)
def test_blocks_keep_their_shape_where_they_wrap(markdown, lines):
    assert laid_out(markdown, width=22) == lines


@given(st.text())
def test_nothing_that_a_terminal_would_obey_gets_through(text):
    shown = inline(text, NAMES).plain.replace("\n", "")

    assert not any(unicodedata.category(character) == "Cc" for character in shown)


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"])))
def test_text_without_markup_stays_as_it_is(text):
    assert inline(text, NAMES).plain == text
