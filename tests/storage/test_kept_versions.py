"""Versions of settings that an earlier release kept are brought to the form of this one."""

from __future__ import annotations

import json

from sqlalchemy import text

from bot.servers.configuration import ChannelSettings, Configuration, FeedSettings, from_document
from tests.storage.earlier import brought_here, scripts_before

KEPT = {
    "language": "es",
    "notices_channel_id": 3,
    "moderator_role_id": None,
    "moderation_channel_id": None,
    "channels": [
        {
            "server_id": 1,
            "channel_id": 2,
            "close_after_days": None,
            "mirror": "off",
            "part_limit": 7,
        }
    ],
    "civility": {"capped": True, "verdicts": {}},
}
ROWS = (
    "INSERT INTO servers (id, name, language, joined_at) VALUES (1, 'The Daily', 'es', 0)",
    "INSERT INTO sources (id, server_id, kind, added_at) VALUES (5, 1, 'feed', 0)",
    "INSERT INTO feeds (source_id, server_id, channel_id, url, title, interval_minutes,"
    " oldest_hours, added_at, added_by)"
    " VALUES (5, 1, 2, 'https://press.example/', 'Press', 10, 48, 0, 4)",
    "INSERT INTO setting_versions (server_id, version, made_at, made_by, change, document)"
    " VALUES (1, 1, 0, 4, 'channel set', :kept)",
)


def test_an_older_version_is_read_as_what_it_was_with_the_feeds_of_now(url, path, tmp_path):
    scripts = scripts_before("_whole_versions.py", tmp_path)

    with brought_here(url, path, scripts, ROWS, kept=json.dumps(KEPT)) as connection:
        kept = connection.execute(text("SELECT document, restores FROM setting_versions")).one()

    assert kept.restores is None
    assert from_document(json.loads(kept.document)) == Configuration(
        language="es",
        notices_channel_id=3,
        channels=(ChannelSettings(2, None, "off", 7),),
        feeds=(FeedSettings("https://press.example/", 2, "Press"),),
    )
