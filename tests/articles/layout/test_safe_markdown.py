from __future__ import annotations

import re

import pytest
from hypothesis import given

from bot.articles.layout import safe_markdown
from tests.articles.layout.discord_reader import ink, inked, marks_in, shown
from tests.articles.layout.strategies import anything, inlines, unhurried
from tests.articles.layout.test_escaping import PINGS

SIGNS = re.compile(r"[*_~`\[\]()<>\\\s\u200b\ufeff\u202d\u202e\x00-\x1f\x7f-\x9f]")
WANTED = {"bold", "italic", "underlined", "struck", "code", "address"}


@unhurried
@given(inlines)
def test_well_formed_markdown_is_shown_as_before(markdown):
    safe = safe_markdown(markdown)

    assert inked(shown(safe)) == inked(shown(_addressed(markdown)))


def _addressed(markdown: str) -> str:
    """Targets as a link may carry them."""
    return markdown.replace("q_(1)", "q_%281%29")


@unhurried
@given(inlines)
def test_making_markdown_safe_twice_changes_nothing(markdown):
    once = safe_markdown(markdown)

    assert safe_markdown(once) == once


@unhurried
@given(anything)
def test_only_emphasis_code_and_links_are_active_in_any_text(markdown):
    safe = safe_markdown(markdown)

    unwanted = {mark for mark in marks_in(safe) if not mark.startswith("link http")} - WANTED
    assert unwanted == set()
    assert PINGS.search(safe) is None


@unhurried
@given(anything)
def test_no_letter_of_any_text_is_lost(markdown):
    safe = safe_markdown(markdown)

    assert SIGNS.sub("", ink(safe)) == SIGNS.sub("", re.sub("[\ud800-\udfff]", "\ufffd", markdown))


@pytest.mark.parametrize(
    ("markdown", "safe"),
    [
        ("**bold** and *italic*", "**bold** and *italic*"),
        ("_italic_ in snake_case", r"*italic* in snake\_case"),
        ("**a *b***", "**a *b***"),
        ("*a **b***", "*a **b***"),
        ("**a***b*", "**a**\u200b*b*"),
        ("~~a\\~~~", "~~a\\~\u200b~~"),
        ("**open", r"\*\*open"),
        ("5 * 3 * 2", r"5 \* 3 \* 2"),
        ("**with `*` code**", "**with** `*` **code**"),
        ("`` a`b ``", "`` a`b ``"),
        ("`<@1> @everyone`", "`<\u200b@1> @\u200beveryone`"),
        ("[label](https://example.org/a_(b))", "[label](https://example.org/a_%28b%29)"),
        ("[**bold** label](<https://example.org>)", "[**bold** label](https://example.org)"),
        ("[[1]](https://example.org)", r"[\[1\]](https://example.org)"),
        ("[`a[0]`](https://example.org)", r"[a\[0\]](https://example.org)"),
        ("[label](javascript:alert(1))", "label"),
        ("[label](/relative)", "label"),
        ("[👑 label](https://example.org)", "👑 [label](https://example.org)"),
        ("[👑](https://example.org)", "👑 <https://example.org>"),
        ("[https://example.org](https://example.org)", "<https://example.org>"),
        ("[see http://a.test](https://b.test)", "[see http://\u200ba.test](https://b.test)"),
        ("<https://example.org/a_b>x", "<https://example.org/a_b>x"),
        ("<t:1:R> <@1> <:a:1> ||s||", r"\<t\:1:R> \<\@1> \<\:a:1> \|\|s\|\|"),
        ("# heading\n- item", "\\# heading\n\\- item"),
    ],
)
def test_marks_are_written_so_that_discord_sees_them(markdown, safe):
    assert safe_markdown(markdown) == safe
