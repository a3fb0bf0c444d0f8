"""The buttons under what is said about feeds. Each carries its feed's id: it outlives restarts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import discord

from bot.wording import Words


class Control(StrEnum):
    """What a click asks for; the value stands in the button's custom id."""

    MAY_REPUBLISH = "may"
    MAY_NOT_REPUBLISH = "may-not"
    POST_FIRST = "post"
    WAIT = "wait"
    NEWEST = "newest"
    ALL = "all"
    SKIP = "skip"
    RETRY = "retry"


LABELS: Mapping[Control, str] = {
    Control.MAY_REPUBLISH: "feed.button.may_republish",
    Control.MAY_NOT_REPUBLISH: "feed.button.may_not_republish",
    Control.POST_FIRST: "feed.button.post_first",
    Control.WAIT: "feed.button.wait",
    Control.NEWEST: "feed.button.newest",
    Control.ALL: "feed.button.all",
    Control.SKIP: "feed.button.skip",
    Control.RETRY: "feed.button.retry",
}
TEMPLATE = r"feed:(?P<feed>[0-9]+):(?P<control>[a-z-]+)"


def control_id(feed_id: int, control: Control) -> str:
    """The custom id of a feed's button."""
    return f"feed:{feed_id}:{control.value}"


def button(
    words: Words, feed_id: int, control: Control, row: int = 0
) -> discord.ui.Button[discord.ui.View]:
    """A button; clicks on it are answered by a dynamic item."""
    return discord.ui.Button(
        label=words(LABELS[control]), custom_id=control_id(feed_id, control), row=row
    )


def view_of(words: Words, feed_id: int, *rows: Sequence[Control]) -> discord.ui.View:
    """Rows of a feed's buttons."""
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for control in row:
            view.add_item(button(words, feed_id, control, number))
    view.stop()  # discord.py need not keep this view
    return view
