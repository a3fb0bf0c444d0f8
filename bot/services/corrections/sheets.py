"""What the parts of a mirrored article hold, as slices: kept since its first correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.articles.layout import Part, Sheet, Slice, Text, part_of
from bot.storage.postings import PartSent, Posting
from bot.storage.transaction import Transaction
from bot.wording import Words, continued_at, part_taken_out


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The messages of a mirror that are in place, and what they hold since a correction."""

    in_place: Sequence[PartSent]
    sheets: Sequence[Sheet]


def mirrored(posting_id: int, tx: Transaction) -> Mirrored:
    """A posting's parts; `sheets` is empty where nothing was corrected yet."""
    return Mirrored(
        tx.postings.parts(posting_id), [_sheet(rows) for rows in tx.corrections.sheets(posting_id)]
    )


def to_rows(sheets: Iterable[Sheet]) -> list[list[dict[str, Any]]]:
    """Sheets as values that JSON knows."""
    return [[asdict(each) for each in sheet] for sheet in sheets]


def _sheet(rows: Iterable[Mapping[str, Any]]) -> Sheet:
    return tuple(Slice(**row) for row in rows)


def shown(sheet: Sheet, words: Words, link: str | None) -> Part:
    """The part that shows a sheet, with the link to where it goes on, or a word in its place."""
    part = part_of(sheet) if sheet else Part((Text(part_taken_out(words)),))
    return part if link is None else Part((*part.segments, Text(continued_at(words, link))))


def link_after(posting: Posting, ordinal: int, in_place: Iterable[PartSent]) -> str | None:
    """The address of the part that follows, where that was sent after the invitation.

    Others follow directly; between these are the replies.
    """
    invitation = posting.invitation_message_id
    following = next((part for part in in_place if part.ordinal == ordinal + 1), None)
    if following is None or invitation is None or following.message_id < invitation:
        return None
    place = f"{posting.server_id}/{posting.thread_id}/{following.message_id}"
    return f"https://discord.com/channels/{place}"
