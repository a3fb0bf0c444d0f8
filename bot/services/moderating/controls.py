"""The buttons about cases. Each carries its case's id: it outlives restarts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import discord

from bot.wording import Words


class Control(StrEnum):
    """What a click asks for; the value stands in the button's custom id."""

    REWORD = "reword"
    POST = "post"
    PUT_BACK = "put-back"
    LET_STAND = "let-stand"
    UPHOLD = "uphold"


LABELS = {
    Control.REWORD: "notice.button.reword",
    Control.POST: "notice.button.post",
    Control.PUT_BACK: "case.button.put_back",
    Control.LET_STAND: "case.button.let_stand",
    Control.UPHOLD: "case.button.uphold",
}
AUTHORS = frozenset({Control.REWORD, Control.POST})
"""Those under a notice; the others are the moderators'."""
TEMPLATE = r"case:(?P<case>[0-9]+):(?P<control>[a-z-]+)"


def control_id(case_id: int, control: Control) -> str:
    """The custom id of a case's button."""
    return f"case:{case_id}:{control.value}"


def view_of(words: Words, case_id: int, controls: Iterable[Control]) -> discord.ui.View:
    """A row of a case's buttons; clicks are answered by a dynamic item."""
    view = discord.ui.View(timeout=None)
    for control in controls:
        view.add_item(
            discord.ui.Button(label=words(LABELS[control]), custom_id=control_id(case_id, control))
        )
    view.stop()  # discord.py need not keep this view
    return view
