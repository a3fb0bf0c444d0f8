"""What an address must look like before anything is asked of the network."""

from __future__ import annotations

import re
import socket
from collections.abc import Container
from ipaddress import AddressValueError, IPv6Address

from yarl import URL

from bot.fetching.errors import (
    BadUrlError,
    CredentialsError,
    InsecureRedirectError,
    PortError,
    SchemeError,
)

WEB_PORTS = frozenset({80, 443})
LONGEST = 8000  # RFC 9110, 4.1: what every server is expected to take

_NAME = re.compile(r"(?=.{1,253}$)[\w-]{1,63}(\.[\w-]{1,63})*", re.ASCII)  # RFC 1035, 2.3.4


def checked(url: str, ports: Container[int]) -> URL:
    """`url` as it will be asked for: without fragment, its host in its plainest spelling.

    Raises BadUrlError, or the subclass that says what is wrong.
    """
    parsed = _parsed(url)
    if parsed.scheme not in {"http", "https"}:
        raise SchemeError
    if parsed.raw_user is not None or parsed.raw_password is not None:
        raise CredentialsError
    if parsed.port not in ports:
        raise PortError(port=parsed.port or 0)
    return parsed.with_host(_plain(parsed.raw_host or "")).with_fragment(None)


def followed(address: URL, location: str, ports: Container[int]) -> URL:
    """Where a redirect from `address` leads to, checked like a first address.

    Raises BadUrlError, and InsecureRedirectError for a way from https to http.
    """
    following = checked(str(address.join(_parsed(location))), ports)
    if address.scheme == "https" and following.scheme == "http":
        raise InsecureRedirectError(host=address.host or "")
    return following


def _parsed(url: str) -> URL:
    try:
        parsed = URL(url.strip())
        _ = parsed.port, parsed.host  # wrong ones are found when asked for
    except ValueError:
        raise BadUrlError from None  # the original quotes the address
    if len(str(parsed)) > LONGEST:
        raise BadUrlError
    return parsed


def _plain(host: str) -> str:
    """`host` without a trailing dot, and IPv4 in four decimal numbers.

    127.1, 0x7f000001 and 2130706433 all name one machine (inet_aton(3)): it is looked at in the
    spelling that it is connected to.
    """
    if ":" in host:
        return _plain_v6(host)
    name = host.removesuffix(".")
    if not _NAME.fullmatch(name):
        raise BadUrlError
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except OSError:
        return name


def _plain_v6(host: str) -> str:
    try:
        address = IPv6Address(host)
    except AddressValueError:
        raise BadUrlError from None
    if address.scope_id is not None:  # it names one of this machine's own links
        raise BadUrlError
    return str(address)
