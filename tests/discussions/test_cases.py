"""What is kept of the words that rules met."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.discussions.cases import NewHit, words_met
from bot.discussions.model import Attachment, FurtherText, Revision

NOW = datetime(2024, 5, 17, tzinfo=UTC)


def revision(text: str, *parts: FurtherText, files: tuple[str, ...] = ()) -> Revision:
    """A text of a comment, with what stands beside it."""
    attachments = [Attachment(at, name, None, 1, "") for at, name in enumerate(files)]
    return Revision(text, attachments, None, NOW, parts)


@pytest.mark.parametrize(
    ("surface", "start", "said"),
    [
        ("text", 4, revision("Oh, idiot")),
        ("attachment", 6, revision("", files=("a.png", "idiot.png"))),
        ("attachment", 6, revision("", FurtherText("attachment", "idiot"), files=("a.png",))),
        (
            "embed",
            2,
            revision("You idiot", FurtherText("embed", "A"), FurtherText("embed", "idiot")),
        ),
        ("link", 10, revision("", FurtherText("forward", "https://a/idiot"))),
        ("quote", 2, revision("See:", FurtherText("forward", "> idiot"))),
    ],
)
def test_the_words_are_those_of_the_text_that_was_met(
    surface: str, start: int, said: Revision
) -> None:
    hit = NewHit(
        1,
        1,
        "a.rule",
        "hold",
        surface,
        "attack",
        start,
        start + len("idiot"),
        evasive=False,
        repeated=False,
    )

    assert words_met(hit, said) == "idiot"
