"""A configuration as a document: nothing is lost, and everything wrong is found."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.servers.configuration import (
    ChannelSettings,
    Configuration,
    FeedSettings,
    Misfit,
    MisfitError,
    from_document,
    to_document,
)
from bot.servers.filters import By, EntryFilter
from bot.servers.model import ArticleChannel, Setting, StoredPolicy

IDS = st.integers(1, 2**63 - 1)
CHANNELS = st.builds(
    ChannelSettings,
    IDS,
    st.none() | st.integers(1, 3650),
    st.sampled_from(("full", "opening", "off")),
    st.integers(1, 50),
)
FILTERS = st.builds(
    EntryFilter, st.sampled_from(By), st.text("abcñ", min_size=1, max_size=9), st.booleans()
)
FEEDS = st.builds(
    FeedSettings,
    st.text(min_size=1, max_size=40),
    IDS,
    st.text(max_size=40),
    st.none() | st.booleans(),
    st.integers(5, 1440),
    st.integers(1, 8760),
    st.lists(FILTERS, max_size=2).map(tuple),
)
CONFIGURATIONS = st.builds(
    Configuration,
    st.sampled_from(("en", "es")),
    st.none() | IDS,
    st.none() | IDS,
    st.none() | IDS,
    st.lists(CHANNELS, max_size=2).map(tuple),
    st.lists(FEEDS, max_size=2).map(tuple),
    st.builds(StoredPolicy, st.booleans(), st.dictionaries(st.text(max_size=5), st.text())),
)


@settings(max_examples=20)
@given(CONFIGURATIONS)
def test_what_is_written_is_read_back(configuration):
    text = json.dumps(to_document(configuration))

    assert from_document(json.loads(text)) == configuration


def test_ids_are_texts_as_many_programs_round_such_numbers():
    document = to_document(Configuration(notices_channel_id=2**60 + 1))

    assert document["notices_channel_id"] == "1152921504606846977"


def test_what_a_document_leaves_out_is_as_it_is_out_of_the_box():
    assert from_document({"format": 1}) == Configuration()


def test_everything_that_an_admin_chooses_for_a_server_is_in_it():
    assert {each.value for each in Setting} <= {each.name for each in fields(Configuration)}


def test_a_channels_settings_are_the_channels():
    channel = ArticleChannel(1, 2, None, "off", 3)

    assert ChannelSettings.of(channel).in_server(1) == channel


def test_a_long_title_of_a_feed_is_kept_so_far_that_it_can_be_read_back():
    settings = FeedSettings.of(FeedSettings("https://press.example/", 2, "t" * 1000))

    assert from_document({"feeds": [to_document(Configuration(feeds=(settings,)))["feeds"][0]]})


@pytest.mark.parametrize(
    ("document", "misfit"),
    [
        ({"language": "fr"}, Misfit(("language",), "literal_error", "'en' or 'es'")),
        ({"colour": 1}, Misfit(("colour",), "unexpected_keyword_argument")),
        ({"channels": 3}, Misfit(("channels",), "tuple_type")),
        ({"channels": [{}]}, Misfit(("channels", 0, "channel_id"), "missing")),
        (
            {"channels": [{"channel_id": "7", "part_limit": 51}]},
            Misfit(("channels", 0, "part_limit"), "less_than_equal", "50"),
        ),
        ({"notices_channel_id": "news"}, Misfit(("notices_channel_id",), "int_parsing")),
        (
            {"feeds": [{"url": "\ud800", "channel_id": 1}]},
            Misfit(("feeds", 0, "url"), "string_unicode"),
        ),
        (
            {"feeds": [{"url": "u", "channel_id": 1, "filters": [{"by": "words", "text": "!"}]}]},
            Misfit(("feeds", 0, "filters", 0, "only"), "missing"),
        ),
        (
            {
                "feeds": [
                    {
                        "url": "u",
                        "channel_id": 1,
                        "filters": [{"by": "pattern", "text": "(", "only": True}],
                    }
                ]
            },
            Misfit(("feeds", 0, "filters", 0), "value_error"),
        ),
        ({"civility": {"capped": "perhaps"}}, Misfit(("civility", "capped"), "bool_parsing")),
    ],
)
def test_what_is_wrong_is_named_with_its_place(document, misfit):
    with pytest.raises(MisfitError) as caught:
        from_document(document)

    assert caught.value.misfits == (misfit,)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(MisfitError) as caught:
        from_document({"language": "fr", "channels": [{}, {"channel_id": 0}]})

    assert [each.place for each in caught.value.misfits] == [
        ("language",),
        ("channels", 0, "channel_id"),
        ("channels", 1, "channel_id"),
    ]
