"""Odd spellings are read as the words they stand for, and nothing else is."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civility.text import views
from bot.civility.text.deciphering import Decipherer
from bot.civility.text.deforming import backwards, halves, misspellings, table
from bot.civility.text.reading import Reading
from bot.civility.text.unveiling import unveiled
from bot.civility.text.vocabulary import Vocabulary

WORDS = [
    "you",
    "are",
    "an",
    "a",
    "idiot",
    "moron",
    "asshole",
    "fuck",
    "dumb",
    "clown",
    "eres",
    "un",
    "imbecil",
    "payaso",
    "puta",
    "u",
]
TELLING = {"idiot", "moron", "asshole", "fuck", "dumb", "clown", "imbecil", "payaso", "puta"}
VOCABULARY = Vocabulary.of(
    WORDS,
    TELLING,
    TELLING,
    frozenset({"moon", "pays", "aso", "pita", "pua"}),
    frozenset({"you", "are", "an"}),
)
DECIPHERER = Decipherer(VOCABULARY)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def odd(text: str) -> Reading:
    return views.odd(text, views.unbroken(text, unveiled(text)), DECIPHERER)


@pytest.mark.parametrize(
    "written",
    [
        "you are an 1d10t",
        "you are an id!ot",
        "you are an i d i o t",
        "you are an i-d-i-o-t",
        "you are an i. d. i. o. t.",
        "you are an i_d_i_o_t",
        "you are an id.iot",
        "you are an id*ot",
        "you are an id**t",
        "you are an іdіоt",
        "you are an ιdιοt",
        "you are an ıdıot",
        "you are an toidi",
        "you are an id iot",
        "you are an idiooooot",
        "you are an idoit",
        "you are an idiiot",
        "you are an iddiott",
        "you are an itiod",
        "you are an |d|ot",
        "you are an id- iot",
        "you are an `idiot`",
        "you are an ||idiot||",
        "you are an id**i**ot",
        "you are an \u202etoidi\u202c",
        "\u202etoidi na era uoy",
        "you \u202ena era\u202c idiot",
        "youareanidiot, really!!\n\n",
        "ʇoᴉpᴉ uɐ ǝɹɐ noʎ",
        "youareanidiot",
        "You. Are. An. Idiot.",
        "you are\nan idiot",
        "you are an idi\not",
        "you are an idt",
        "you are 4n 1d1ot",
        "you are an [id](                )iot",
        "you are an [id](                )[iot                 ",
        "you are an id io t",
        "youareanidiotyouareanidi",
        "||you are|| an idiot",
        "you are ... an idiot",
    ],
)
def test_an_odd_spelling_is_read_as_its_word(written: str) -> None:
    reading = odd(written)

    assert "you are an idiot" in " ".join(word for word in reading.words if word != "\n")


def test_however_many_lines_are_turned_about_each_is_read() -> None:
    reading = odd("\u202e1\n" * 2000 + "\u202etoidi na era uoy")

    assert reading.words[-4:] == ["you", "are", "an", "idiot"]
    assert reading.place(2001) == (6014, 6017)


@pytest.mark.parametrize(
    ("written", "disguised"),
    [
        ("idiot", False),
        ("**idiot**", False),
        ("idioooot", False),
        ("1d10t", True),
        ("і d i o t", True),
        ("toidi", True),
        ("ｉｄｉｏｔ", True),
        ("ïdïot", False),
        ("idoit", False),
        ("||idiot||", False),
    ],
)
def test_only_what_hides_a_word_is_a_disguise(written: str, disguised: bool) -> None:
    reading = odd(f"you are an {written}")

    assert reading.words[-1] == "idiot"
    assert reading.is_disguised(0, len(reading.words)) == disguised


@pytest.mark.parametrize(
    "text",
    [
        "Доброе утро, соседи, как дела?",
        "Καλημέρα σε όλους",
        "Người Việt Nam rất quan tâm",
        "صباح الخير",
        "नमस्ते दोस्तों",
        "In 2nd place, U.S. and U.K. firms (e.g. A/S and S.p.A.) sold 1,200 m2 at $5 & €3!",
        "pros/cons, and/or, well-known co-op's e-mail @ 10:30",
    ],
)
def test_what_is_written_oddly_for_other_reasons_is_left_alone(text: str) -> None:
    reading = odd(text)

    assert TELLING.isdisjoint(reading.words)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("a m*r*n", "moron"),
        ("*ssh*l*", "asshole"),
        ("p_y_s_", "payaso"),
        ("cIown", "clown"),
        ("im6€c1l", "imbecil"),
        ("imbcl", "imbecil"),
        ("ynbesil", "ynbesil"),
        ("inbesil", "imbecil"),
        ("hinbesil", "hinbesil"),  # three changes
        ("hymbesil", "hymbesil"),
        ("himbesil", "imbecil"),
        ("p*****", "payaso"),
        ("M.R.N.", "n"),
        ("m-r-n", "n"),
        ("HawaiI", "hawai1"),
        ("p!ta", "ta"),
        ("p#ta", "puta"),
        ("pu#a", "puta"),
    ],
)
def test_a_disguise_is_read_where_enough_of_the_word_is_left(written: str, word: str) -> None:
    reading = odd(written)

    assert [each for each in reading.words if each != "\n"][-1] == word


@given(st.text(max_size=120))
def test_every_word_read_stands_inside_the_text(text: str) -> None:
    reading = odd(text)

    places = [reading.place(at) for at in range(len(reading.words))]
    assert all(0 <= start <= end <= len(text) for start, end in places)


@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=6))
def test_plain_words_are_read_as_they_stand_by_both_ways(spoken: list[str]) -> None:
    text = "Well, " + " ".join(spoken) + " indeed"

    plain = views.plain(text)
    deciphered = odd(text)

    assert plain.words == deciphered.words
    assert [*map(plain.place, range(len(spoken)))] == [*map(deciphered.place, range(len(spoken)))]


@given(st.text(LETTERS, min_size=5, max_size=9))
def test_no_misspelling_stands_for_a_real_word_or_for_another_one(word: str) -> None:
    real = frozenset(list(misspellings(word))[:3])

    found = table([word], real)

    assert real.isdisjoint(found)
    assert set(found.values()) <= {word}


def test_of_short_words_only_what_sounds_alike_or_lacks_vowels_is_known() -> None:
    assert set(table(["puta"], frozenset())) == {"poota", "pewta", "pvta"}
    assert not backwards(["dumb"], frozenset())


def test_a_cut_that_leaves_two_real_words_is_no_deformation() -> None:
    found = halves(["payaso"], frozenset({"pay", "aso", "pa", "yaso"}))

    assert set(found) == {("paya", "so"), ("p", "ayaso"), ("payas", "o")}


def test_a_piece_without_vowels_is_no_word_however_real() -> None:
    found = halves(["bitch", "clown"], frozenset({"bit", "ch", "cl", "own"}))

    assert {("bit", "ch"), ("cl", "own")} <= set(found)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("I'm a moron", ["i'm", "a", "moron"]),
        ('"I\'ll" say', ["i'll", "say"]),
        ("wait...what", ["wait", "what"]),
        ("wait...What", ["wait", "\n", "what"]),
        ("||you|| and ||a", ["you", "and", "a"]),
    ],
)
def test_plain_words_beside_signs_are_no_disguise(written: str, read: list[str]) -> None:
    reading = odd(written)

    assert reading.words == read
    assert not reading.is_disguised(0, len(read))


@pytest.mark.parametrize("text", ["clínicas", "la revolución, y una araña", "electrónicas."])
def test_a_letter_and_its_accent_apart_are_one_letter(text: str) -> None:
    apart = normalize("NFD", text)

    read = views.odd(apart, unveiled(apart), Decipherer(VOCABULARY))

    assert read.words == views.plain(text).words
    assert apart[slice(*read.place(0))] == apart.split()[0].rstrip(".")
