"""Whatever is read: in the bot's own reading process, within its time and memory.

Good samples of every kind are damaged in the ways that networks, editors and enemies do it. The
quick suite tries a few, the soak thousands.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.articles.model import ArticlePage, Feed
from bot.articles.reading.errors import ReadingError
from bot.services import reader as reading
from bot.services.reader import LARGEST_MEMORY, Reader

SAMPLES = Path(__file__).parent / "samples"
URL = "https://post.example/2021/05/harbour"
ITEM = "<title>Ice &amp; rink</title><link>https://post.example/a</link><guid>a</guid>"
FEEDS = (
    f"<rss version='2.0'><channel><title>Post</title><item>{ITEM}<description>&lt;p&gt;So cold."
    "&lt;/p&gt;</description><pubDate>Tue, 02 Jun 2020 12:00:00 GMT</pubDate></item></channel>"
    "</rss>",
    "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><id>f</id>"
    "<title>Póst</title><entry><id>tag:a</id><title type='html'>&lt;b&gt;Ice&lt;/b&gt;</title>"
    "<updated>2020-06-02T12:00:00Z</updated><content type='xhtml'><div xmlns="
    "'http://www.w3.org/1999/xhtml'><p>So cold.</p></div></content></entry></feed>",
    '{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[{"id":"a","title":"Ice",'
    '"url":"https://post.example/a","content_html":"<p>So cold.</p>","authors":[{"name":"Ana"}]}]}',
    '{"id":7,"date_gmt":"2020-06-02T12:00:00","link":"https://post.example/a","title":{"rendered":'
    '"Ice"},"content":{"rendered":"<p>So cold that the harbour froze.</p>"},"type":"post"}',
)
GOOD = (
    *(path.read_bytes() for path in sorted(SAMPLES.iterdir())),
    *(feed.encode() for feed in FEEDS),
)
Damage = Callable[[bytes, random.Random], bytes]


def flipped(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def repeated(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.randint(1, 200) + data[end:]


def left_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def nested(data: bytes, chance: random.Random) -> bytes:
    start, _ = _stretch(data, chance)
    unit = chance.choice(
        [b"<div>", b"<b>", b"<ul><li class=comment>", b"<a>", b"[", b'{"a":', b"> ", b"<table><td>"]
    )
    return data[:start] + unit * chance.randint(50, 3000) + data[start:]


def blown_up(data: bytes, chance: random.Random) -> bytes:
    """One attribute, word or number of many thousand characters."""
    start, _ = _stretch(data, chance)
    unit = chance.choice(
        [b" a", b"comment ", b"9", b"&", b"<", b"'", b"x='1' ", b"\n", b"\xcc\x81"]
    )
    return data[:start] + unit * chance.randint(1000, 30_000) + data[start:]


def sprinkled(data: bytes, chance: random.Random) -> bytes:
    """With bytes that text should not hold: NUL, marks of byte order, half a pair."""
    odd = [b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b"]
    for _ in range(chance.randint(1, 9)):
        start = chance.randrange(len(data))
        data = data[:start] + chance.choice(odd) + data[start:]
    return data


def recoded(data: bytes, chance: random.Random) -> bytes:
    """In another encoding, with its mark or without, whole or cut inside a character."""
    codes = ["utf-16", "utf-16-le", "utf-32", "utf-32-be", "cp1251", "shift_jis", "utf-7", "cp037"]
    coded = data.decode("utf-8", "replace").encode(chance.choice(codes), "replace")
    return coded[: len(coded) - chance.randint(0, 3)]


def mixed(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(GOOD)
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def noise(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(min(len(data), chance.randint(1, 3000)))


DAMAGES: tuple[Damage, ...] = (
    *(flipped, cut, repeated, left_out, nested, blown_up, sprinkled, recoded, mixed, noise),
)


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.randint(1, 400))


def damaged(seed: int) -> bytes:
    """A good sample with one to three damages; the same for the same seed."""
    chance = random.Random(seed)
    data = chance.choice(GOOD)
    for damage in chance.choices(DAMAGES, k=chance.randint(1, 3)):
        data = damage(data, chance) or b" "
    return data


@pytest_asyncio.fixture
async def reader() -> AsyncIterator[Reader]:
    reader = Reader()
    yield reader
    await asyncio.to_thread(reader.close)


@pytest.mark.parametrize(
    "seeds",
    [range(15), pytest.param(range(15, 2500), marks=pytest.mark.soak)],
    ids=["a few", "thousands"],
)
async def test_damaged_files_of_every_kind_are_read_or_refused(
    reader: Reader, seeds: range
) -> None:
    for seed in seeds:
        try:
            outcome: object = await reader.read(damaged(seed), url=URL, content_type=None)
        except ReadingError as refused:
            outcome = refused.reason

        assert isinstance(outcome, (ArticlePage, Feed, str)), f"seed {seed}"
        assert outcome not in ("crashed", "too-slow", "too-heavy"), f"seed {seed}: {outcome}"


HUGE = {
    "paragraphs": b"<html><body>" + b"<p>a b</p>" * 480_000,
    "comments": b"<html><body><p>a b</p>"
    + b"<li class=comment><b class=fn>A</b><p>Cold.</p></li>" * 90_000,
    "nested comments": b"<html><body><p>a b</p>"
    + b"<ul><li class=comment><b class=fn>A</b><p>Cold.</p>" * 90_000,
    "rows": b"<html><body><table>" + b"<tr><td>a<td>b" * 340_000,
    "brackets": b"<html><body>" + b"<" * 4_900_000,
    "saved comments": b"Ice\n\nThe harbour froze on Monday, and by noon they skated.\n\n"
    + b"Comments\n\n"
    + b"Ana says:\nMay 4, 2014 at 3:12 pm\nSo cold.\n\n" * 100_000,
    "nested elements of a feed": b"<rss version='2.0'><channel>" + b"<a>" * 1_600_000,
    "items": b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 165_000,
}


@pytest.mark.soak
@pytest.mark.parametrize("kind", HUGE)
async def test_the_largest_files_end_within_time_and_memory(reader: Reader, kind: str) -> None:
    try:
        outcome: object = await reader.read(HUGE[kind], url=URL, content_type=None)
    except ReadingError as refused:
        outcome = refused.reason

    assert isinstance(outcome, (ArticlePage, Feed, str))
    assert outcome != "crashed"


async def test_what_takes_too_much_memory_is_refused_and_the_next_is_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = b"<html><body><p>" + b"The harbour froze on Monday. " * 20
    huge = LARGEST_MEMORY * 2

    with pytest.raises(ReadingError) as refused:
        await reader._done(_taking, huge)

    assert refused.value.reason == "too-heavy"
    assert isinstance(await reader.read(page, url=URL, content_type=None), ArticlePage)


def _taking(size: int) -> object:
    return reading._answer(lambda: bytearray(size))
