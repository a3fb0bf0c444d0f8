from __future__ import annotations

import pytest

from bot.articles.layout import Part, Photo, Text, normalised, part_text, text_hash

PART = Part(
    (Text("First line.\n\nSecond  line."), Photo("https://example.org/p.jpg", "-# Caption"))
)


def test_what_discord_gives_back_compares_equal_to_what_was_sent():
    given_back = ["First line.\n\nSecond  line. ".strip(), "-# Caption"]

    assert normalised("\n".join(given_back)) == part_text(PART)


@pytest.mark.parametrize("text", ["  a b ", "a\r\nb", "a\n\n\nb", "a\u200b b", "\ufeffa b"])
def test_white_space_and_zero_width_characters_make_no_difference(text):
    assert normalised(text) == "a b"


def test_the_hash_follows_the_text():
    assert text_hash(PART) == "64773c3deeaa608901cfc547317d0f8c"
    assert text_hash(PART) != text_hash(Part((Text("First line."),)))
