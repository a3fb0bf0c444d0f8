"""Which network addresses may be connected to: those of the public internet and no others.

The lists are our own: the answers of `ipaddress.is_global` differ between releases of Python.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
AddressPolicy: TypeAlias = Callable[[Address], bool]
"""Says whether an address may be connected to."""

# https://www.iana.org/assignments/iana-ipv4-special-registry, all that is not globally reachable
_REFUSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # "this network"
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a carrier's customers; some clouds keep their metadata here
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays from IPv6, withdrawn
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "168.63.129.16/32",  # a public number, but inside Azure its metadata
    )
)

# https://www.iana.org/assignments/ipv6-address-space: only this block is given out to the world ...
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# ... and of it, by https://www.iana.org/assignments/iana-ipv6-special-registry, not these
_REFUSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how IPv6-only networks reach all of IPv4


def is_public(address: Address) -> bool:
    """True for an address of the public internet, also where IPv6 wraps one of IPv4."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    if (wrapped := _wrapped(address)) is not None:
        return is_public(wrapped)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _REFUSED_V6)


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to this one end at: mapped, NAT64 or 6to4."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
