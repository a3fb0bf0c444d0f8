"""Places by which near-duplicates are found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.civility.anchors import anchors_of

WORDS = st.lists(st.text("abcdefghijlmnopqrstuvyñé", min_size=3, max_size=9), min_size=12)


@given(WORDS, st.data())
def test_a_text_shares_an_anchor_with_itself_after_one_word_was_changed(words, data):
    place = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:place], data.draw(st.text("abcxyz", max_size=9)), *words[place + 1 :]]

    assert {*anchors_of(" ".join(words))} & {*anchors_of(" ".join(changed))}


def test_case_spaces_and_punctuation_do_not_count():
    plain = anchors_of("el señor dijo que mañana no habrá reunión")

    assert anchors_of("¡El señor -- dijo -- que MAÑANA\nno habrá “reunión”!") == plain


def test_texts_that_share_words_only_share_no_anchor():
    one = anchors_of("I think that the new bridge is too expensive for a town like ours")
    other = anchors_of("I think that a town like ours is too small, and the bridge is new")

    assert not {*one} & {*other}


def test_a_text_without_a_letter_has_no_anchors():
    assert not anchors_of("… !!! 👍")
