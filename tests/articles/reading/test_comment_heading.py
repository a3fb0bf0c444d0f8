"""The heading over comments, in the forms and languages that pages use."""

from __future__ import annotations

import pytest

from bot.articles.reading.comment_heading import comment_heading, says_closed


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("11 thoughts on “A Title that never closes", 11),
        ("One thought on “A Title”", 1),
        ("1 Comment", 1),
        ("1,234 Comments", 1234),
        ("Comments (3)", 3),
        ("Comments: 3", 3),
        ("3 responses to A Title", 3),
        ("2 replies so far", 2),
        ("{ 94 comments… read them below or add one }", 94),
        ("0 Comments - Leave a comment!", 0),
        ("There are 12 comments for this article", 12),
        ("Showing 1-20 of 35 comments", 35),
        ("No comments", 0),
        ("12 pensamientos en «Título»", 12),
        ("Un pensamiento en “Título”", 1),
        ("Sin comentarios", 0),
        ("2 réflexions sur « Titre »", 2),
        ("Ein Gedanke zu „Titel“", 1),
        ("4 Kommentare", 4),
        ("3 pensieri su “Titolo”", 3),
        ("Комментарии (12)", 12),
        ("13 件のコメント", 13),
        ("Comments", None),
        ("Comentarios", None),
    ],
)
def test_a_heading_states_its_count(line: str, count: int | None) -> None:
    heading = comment_heading(line, title="A Title")

    assert heading is not None
    assert heading.count == count


@pytest.mark.parametrize(
    "line",
    [
        "5 comments that changed the world",
        "One response to the crisis was to leave",
        "He had 11 thoughts on the train.",
        "A reply to my critics",
        "Reply",
        "",
        "11",
    ],
)
def test_prose_is_no_heading(line: str) -> None:
    assert comment_heading(line, title="A Title") is None


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed.",
        "Comments are now closed",
        "Comments Off on A Title",
        "The comments to this entry are closed.",
        "Responses are currently closed, but you can trackback from your own site.",
        "This article is closed to new comments.",
        "Los comentarios de esta entrada están cerrados.",
        "Comentarios cerrados",
        "Los comentarios están cerrados.",
        "Les commentaires sont fermés.",
        "Kommentare sind geschlossen.",
        "Комментарии закрыты.",
    ],
)
def test_a_closed_discussion_says_so_in_many_languages(line: str) -> None:
    assert says_closed(line)


@pytest.mark.parametrize("line", ["Comments are closed to nobody here.", "Closed", "Comments"])
def test_other_lines_close_nothing(line: str) -> None:
    assert not says_closed(line)
