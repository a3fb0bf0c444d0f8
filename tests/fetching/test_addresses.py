from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - it is asked about, not bound to
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::127.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_off_the_public_internet_is_refused(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "::ffff:1.1.1.1",
        "64:ff9b::1.1.1.1",
        "2002:101:101::",
        "2606:4700:4700::1111",
        "2a00:1450:4001:82b::200e",
    ],
)
def test_an_address_of_the_public_internet_is_allowed(address):
    assert is_public(ip_address(address))


@given(st.integers(0, 2**32 - 1))
def test_wrapping_an_address_in_ipv6_changes_nothing(number):
    plain = is_public(IPv4Address(number))

    mapped = is_public(IPv6Address((0xFFFF << 32) + number))
    translated = is_public(IPv6Address((0x64FF9B << 96) + number))
    tunnelled = is_public(IPv6Address((0x2002 << 112) + (number << 80)))

    assert (mapped, translated, tunnelled) == (plain, plain, plain)


def wraps(address):
    """Whether it stands for one of IPv4; Python calls these private, whatever they wrap."""
    return address.version == 6 and (
        address.ipv4_mapped or address.sixtofour or address in ip_network("64:ff9b::/96")
    )


@given(st.ip_addresses().filter(lambda address: not wraps(address)))
def test_what_python_calls_private_or_special_is_never_allowed(address):
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )

    assert not (special and is_public(address))
