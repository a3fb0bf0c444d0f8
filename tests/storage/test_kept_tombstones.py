"""Tombstones that an earlier release put up learn which discussion they are of."""

from __future__ import annotations

from sqlalchemy import text

from bot.storage.comments import Comments
from tests.storage.earlier import brought_here, scripts_before

ROWS = (
    "INSERT INTO servers (id, name, language, joined_at) VALUES (1, 'The Daily', 'en', 0)",
    "INSERT INTO sources (id, server_id, kind, added_at) VALUES (2, 1, 'editor', 0)",
    "INSERT INTO articles (id, server_id, source_id, identity, found_at) VALUES (3, 1, 2, 'a', 0)",
    "INSERT INTO postings (id, article_id, server_id, channel_id, version, made_at, token,"
    " mirror, part_limit, language)"
    " VALUES (4, 3, 1, 6, 1, 0, 'a', 'off', 1, 'en'), (5, 3, 1, 7, 1, 0, 'b', 'off', 1, 'en')",
    "INSERT INTO discussions (id, posting_id, server_id, channel_id, title, counts_from)"
    " VALUES (7, 4, 1, 6, 'A title', 0), (8, 5, 1, 7, 'A title', 0)",
    "INSERT INTO comments (id, discussion_id, author_id, voice, standing, created_at, message_id)"
    " VALUES (10, 7, 9, 'person', 'comment', 0, 10), (11, 8, 9, 'person', 'comment', 0, 11),"
    " (12, 7, 9, 'person', 'comment', 0, 12), (13, 8, 9, 'person', 'comment', 0, 13),"
    " (14, 7, 9, 'person', 'comment', 0, 14)",
    "INSERT INTO tombstones (comment_id, noticed_at, absence, deleted_by, blanked_at)"
    " VALUES (12, 5, 'live', 6, NULL), (13, 5, 'away', NULL, 8)",
)


def test_what_is_gone_is_counted_where_it_was(url, path, tmp_path):
    scripts = scripts_before("_ends_of_discussions.py", tmp_path)

    with brought_here(url, path, scripts, ROWS) as connection:
        kept = connection.execute(text("SELECT * FROM tombstones")).mappings().all()
        counted = [Comments(connection).count(discussion) for discussion in (7, 8)]

    assert [tuple(row.values()) for row in kept] == [
        (12, 7, 5, "live", 6, None),
        (13, 8, 5, "away", None, 8),
    ]
    assert counted == [2, 1]
