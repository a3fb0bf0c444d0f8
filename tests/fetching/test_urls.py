from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.fetching import FetchError
from bot.fetching.errors import (
    BadUrlError,
    CredentialsError,
    InsecureRedirectError,
    PortError,
    SchemeError,
)
from bot.fetching.urls import WEB_PORTS, checked, followed


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("", SchemeError),
        ("example.org/story", SchemeError),
        ("//example.org/story", SchemeError),
        ("file:///etc/passwd", SchemeError),
        ("ftp://example.org/", SchemeError),
        ("data:text/html,hello", SchemeError),
        ("http:///story", BadUrlError),
        ("http://exa mple.org/", BadUrlError),
        ("http://exa`mple.org/", BadUrlError),
        ("http://example..org/", BadUrlError),
        (f"http://{'a' * 64}.org/", BadUrlError),
        (f"http://{'a.' * 127}org/", BadUrlError),
        ("http://[::1/", BadUrlError),
        ("http://[fe80::1%25eth0]/", BadUrlError),
        ("http://example.org:99999/", BadUrlError),
        (f"http://example.org/{'a' * 8000}", BadUrlError),
        ("http://ana:secret@example.org/", CredentialsError),
        ("http://ana@example.org/", CredentialsError),
        ("http://example.org:22/", PortError),
        ("http://example.org:0/", PortError),
    ],
)
def test_an_address_that_is_none_is_refused_with_its_own_reason(url, error):
    with pytest.raises(BadUrlError) as caught:
        checked(url, WEB_PORTS)

    assert type(caught.value) is error


@pytest.mark.parametrize(
    "host",
    ["127.1", "0x7f.1", "0x7f000001", "0177.0.0.1", "2130706433", "127.0.0.1.", "１２７.0.0.1"],
)
def test_every_spelling_of_an_ipv4_address_becomes_the_plain_one(host):
    assert str(checked(f"http://{host}/", WEB_PORTS)) == "http://127.0.0.1/"


@pytest.mark.parametrize(
    ("url", "asked_for"),
    [
        ("  https://example.org/story \n", "https://example.org/story"),
        ("https://EXAMPLE.org./story#comments", "https://example.org/story"),
        ("https://bücher.example/größe", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"),
        ("http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/"),
        ("https://example.org:443/?a=1&b=%2F", "https://example.org/?a=1&b=/"),
    ],
)
def test_an_address_is_asked_for_in_its_plainest_spelling(url, asked_for):
    assert str(checked(url, WEB_PORTS)) == asked_for


@given(st.text() | st.text().map("http://{}".format) | st.text().map("https://a.org/{}".format))
def test_any_text_is_an_address_or_a_clear_error(text):
    try:
        address = checked(text, WEB_PORTS)
    except FetchError as error:
        assert str(error)  # noqa: PT017 - both outcomes are right, neither may be anything else
    else:
        assert address.scheme in {"http", "https"}
        assert address.host


@pytest.mark.parametrize(
    ("address", "location", "end"),
    [
        ("https://example.org/news/", "story", "https://example.org/news/story"),
        ("https://example.org/news/", "/story", "https://example.org/story"),
        ("https://example.org/", "//example.com/a", "https://example.com/a"),
        ("http://example.org/", "https://example.org/", "https://example.org/"),
        ("http://example.org/", "http://example.com/", "http://example.com/"),
    ],
)
def test_a_redirect_leads_on_from_where_it_was_found(address, location, end):
    assert followed(URL(address), location, WEB_PORTS) == URL(end)


def test_a_redirect_from_a_secure_address_to_an_insecure_one_is_not_followed():
    with pytest.raises(InsecureRedirectError) as caught:
        followed(URL("https://example.org/"), "http://example.com/", WEB_PORTS)

    assert caught.value.arguments == {"host": "example.org"}
