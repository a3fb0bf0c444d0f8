"""In which language a rule is explained, where packs know more of them than the catalogues do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.civility.judge import Judge
from bot.wording import Catalogue, Words

Explain: TypeAlias = Callable[[str, str, Words], str]
"""The sentence about a rule (its id), behind an explanation's key, in a message of these words."""


def as_asked(judge: Judge) -> Explain:
    """In the language of whoever asked, else in English as the message itself."""
    return lambda _rule, key, words: judge.explanation(key, words.asked)


def as_written(judge: Judge, catalogue: Catalogue) -> Explain:
    """For an author whose language nobody knows: in the message's.

    But where there is no catalogue in the language of the rule, in that: they wrote in it.
    """

    def explain(rule: str, key: str, words: Words) -> str:
        language = judge.language_of(rule)
        if language is None or catalogue.speaks(language):
            return judge.explanation(key, words.asked)
        return judge.explanation(key, language, words.asked)

    return explain
