"""Asks a judge about one text."""

from __future__ import annotations

from bot.civility.judge import Judge
from bot.civility.model import Comment, Context, Judgement


def on(judge: Judge, text: str, **known: object) -> Judgement:
    """The judgement on a text in a context."""
    return judge.judge(Comment(text), Context(**known))  # type: ignore[arg-type] # plain facts
