"""An article goes into the record and comes back as it was."""

import json
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.document import UnknownFormatError, from_document, to_document
from bot.articles.model import (
    Article,
    Code,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
)

texts = st.text(max_size=60)
maybe = st.none() | texts
blocks = st.one_of(
    st.builds(Paragraph, texts),
    st.builds(Heading, st.integers(1, 3), texts),
    st.builds(ListItem, st.integers(0, 3), st.none() | st.integers(1, 99), texts),
    st.builds(Quote, texts),
    st.builds(Code, texts, maybe),
    st.builds(Picture, maybe, maybe),
    st.just(Rule()),
)
zones = st.sampled_from([UTC, timezone(timedelta(hours=-4))])
moments = st.none() | st.datetimes(timezones=zones)
articles = st.builds(
    Article,
    title=texts,
    body=st.lists(blocks, max_size=5).map(tuple),
    byline=maybe,
    source=maybe,
    published=moments,
    updated=moments,
    url=maybe,
    language=maybe,
    images=st.lists(st.builds(Picture, maybe, maybe), max_size=3).map(tuple),
    excerpt=maybe,
)


@given(articles)
def test_an_article_comes_back_from_json_as_it_went_in(article):
    assert from_document(json.loads(json.dumps(to_document(article)))) == article


def test_a_document_of_a_later_format_is_refused():
    document = {**to_document(Article("A title", ())), "format": 2}

    with pytest.raises(UnknownFormatError, match="newer version"):
        from_document(document)
