"""Which differences between two addresses mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.addresses import plain_url, untracked


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://www.press.example/ferry/", "press.example/ferry"),
        ("https://press.example:443/ferry#top", "press.example/ferry"),
        ("https://press.example:8443/ferry", "press.example:8443/ferry"),
        ("https://press.example/ferry?utm_source=rss&page=2", "press.example/ferry?page=2"),
        ("https://press.example/ferry?fbclid=x&mc_cid=y&at_medium=z", "press.example/ferry"),
        ("https://press.example/?source=rss&id=7", "press.example?id=7"),
        ("https://press.example/?source=harbour", "press.example?source=harbour"),
        ("https://press.example/index.php?12345", "press.example/index.php?12345="),
        ("https://[broken", "https://[broken"),
    ],
)
def test_an_article_is_known_by_what_of_its_address_means_something(url, plain):
    assert plain_url(url) == plain


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://Press.example/a?utm_source=feed", "https://press.example/a"),
        ("https://press.example/#!/story/1", "https://press.example/#!/story/1"),
        ("tag:press.example,2027:ferry", "tag:press.example,2027:ferry"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_an_id_that_is_an_address_loses_its_tracking_only(url, kept):
    assert untracked(url) == kept


@given(st.text() | st.text().map("https://press.example/{}".format))
def test_any_text_has_a_plain_form_that_stays_as_it_is(text):
    assert untracked(untracked(text)) == untracked(text)
    assert isinstance(plain_url(text), str)
