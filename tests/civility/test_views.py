"""Views keep every character in its place, whatever the text is."""

from __future__ import annotations

import pytest
import re2
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.civility.text.folding import _FOLDING, NOTHING, Translation, folded
from bot.civility.text.tokens import (
    ROUGH,
    places,
    spoken,
    words,
)
from bot.civility.text.unveiling import _UNVEILING, unveiled
from bot.civility.text.views import plain

ODDITIES = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(list("aeiouAEIOUñÑçáéíóúü'’\"“”.,;:!?¡¿*_~|`\\<>@#&%()[]{}0123456789 \n")),
        st.sampled_from(["\u200b", "\u00ad", "\u202e", "\u0301", "\u0303", "🇮", "𝓲", "ⓘ", "і"]),
    ),
    max_size=200,
)


@given(ODDITIES)
def test_the_folded_view_is_as_long_as_the_text(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(ODDITIES)
def test_the_unveiled_view_is_as_long_as_the_text(text: str) -> None:
    assert len(unveiled(text)) == len(text)


@given(ODDITIES)
def test_each_word_has_a_place_inside_the_text(text: str) -> None:
    view = folded(text)

    found = list(zip(spoken(view), places(view), strict=True))

    assert all(0 <= start < end <= len(text) for _, (start, end) in found)


PLAIN = st.text("aEéñÇß²ªjt'’´\"“.,:;!?()…–-_/*$ \n\x85¡ 01|\\<>@&œşЖ😀\u200d☺", max_size=40)


@given(PLAIN)
def test_a_plain_text_is_read_alike_in_the_quick_way_and_in_the_other(text: str) -> None:
    assume(re2.search(ROUGH, text) is None)

    reading = plain(text, rough=False)

    assert reading.words == spoken(folded(text))


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("ÁRBOL Übel", "arbol ubel"),
        ("el AÑO y la caña", "el año y la caña"),
        ("Ça va, garçon", "ça va, garçon"),
        ("don’t “say” – that…", 'don\'t "say" , that.'),
        ("İstanbul", "istanbul"),
        ("Привет", "Привет"),
    ],
)
def test_folding_lowers_and_takes_accents_off_but_keeps_the_letters_of_other_sounds(
    text: str, view: str
) -> None:
    assert folded(text) == view


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("id\u00adi\u200bot", "idiot"),
        ("ｙｏｕ ⓘⓓⓘⓞⓣ", "you idiot"),
        ("𝓲𝓭𝓲𝓸𝓽 𝕞𝕠𝕣𝕠𝕟", "idiot moron"),
        ("🇮🇩🇮🇴🇹 🅼🅾🆁🅾🅽", "idiot moron"),
        ("&#105;diot &#x69;diot", "idiot idiot"),
        ("%69diot", "idiot"),
        ("an\u0303o", "año"),
        ("<:idiot:123456789012345678>", "idiot"),
        ("id<b></b>iot", "idiot"),
        ("m\\oron", "moron"),
        ("i̶d̶i̶o̶t̶", "idiot"),
        ("im¡becil", "im!becil"),
    ],
)
def test_unveiling_shows_the_letters_that_something_hides(text: str, view: str) -> None:
    shown = unveiled(text)

    assert shown.replace(NOTHING, "") == view


@pytest.mark.parametrize("text", ["שָׁלוֹם", "हिन्दी में", "العَرَبِيَّة", "ไทยนี้", "日本語です"])
def test_marks_that_other_scripts_need_stay(text: str) -> None:
    assert unveiled(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You’re wrong, I'd say.", ["you're", "wrong", "i'd", "say"]),
        ("an 'idiot', he said", ["an", "idiot", "he", "said"]),
        ("El niño comió 3 piñas", ["el", "niño", "comio", "3", "piñas"]),
        ("", []),
    ],
)
def test_the_gate_sees_plain_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("you, sir. no", ["you", ",", "sir", "\n", "no"]),
        ("<@123> hi @ana.b", ["#", "hi", "#"]),
        ("go **** yourself", ["go", "****", "yourself"]),
        ("**bold** it's", ["bold", "it's"]),
        ("ok 🤡!", ["ok", "🤡", "\n"]),
    ],
)
def test_a_view_is_cut_into_words_and_the_signs_that_part_sentences(
    view: str, found: list[str]
) -> None:
    assert spoken(view) == found


@pytest.mark.parametrize("translation", [_FOLDING, _UNVEILING])
def test_every_character_is_translated_alike_by_bytes_and_by_its_table(
    translation: Translation,
) -> None:
    slowly = "\U0010ffff"  # not of cp1252

    differing = [
        code
        for code in range(0x180)
        if translation.of(chr(code)) != translation.of(chr(code) + slowly)[:1]
    ]

    assert differing == []
