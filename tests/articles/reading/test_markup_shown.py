"""From a source's markup to what people see in Discord: no text of it can act there."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

import pytest
from hypothesis import given, settings

from bot.articles.layout import lay_out
from bot.articles.model import Article, Mirror
from bot.articles.reading.characters import seen
from bot.articles.reading.fragments import blocks_of_markup
from bot.wording import Catalogue
from tests.articles.layout.discord_reader import ink, marks_in
from tests.articles.layout.strategies import unhurried
from tests.articles.layout.test_escaping import PINGS, nasty, visible

ENGLISH = Catalogue.load().words("en")
# HTML has no way to write these.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
PLACES = {
    "<p>{}</p>": set(),
    "<p>see <b>{}</b> there</p>": {"bold"},
    "<p><i>one</i><b>{}</b><s>two</s></p>": {"bold", "italic", "struck"},
    "<p>so <code>{}</code> it</p>": {"code"},
    "<ol><li>one<ul><li>{}</li></ul></li></ol>": {"item"},
    "<blockquote>{}</blockquote>": {"quote"},
    "<h2>{}</h2>": {"heading"},
    "<table><tr><td>1<td>{}</tr><tr><td>2<td>3</tr></table>": {"code block", "bold", "item"},
    "<figure><img src=https://x.test/harbour.jpg><figcaption>{}</figcaption></figure>": {"subtext"},
}


@pytest.mark.parametrize("place", PLACES)
@settings(unhurried, max_examples=12)
@given(nasty)
def test_any_text_is_shown_as_it_was_written_and_nothing_in_it_acts(place: str, text: str) -> None:
    written = f"x{UNWRITABLE.sub('', text)}x"

    blocks = blocks_of_markup(place.format(escape(written)), "https://x.test/")
    parts = lay_out(Article("Title", blocks), mirror=Mirror.FULL, words=ENGLISH, limit=50)
    texts = [text for part in parts for text in part.texts]

    # In an address, signs that would act are percent-encoded.
    assert unquote(visible(seen(written))) in unquote("".join(map(ink, texts)))
    assert {mark for text in texts for mark in marks_in(text)} <= PLACES[place] | {"address"}
    assert not any(PINGS.search(text) for text in texts)
