"""Whether the rules of civility load, without which the bot does not connect."""

from __future__ import annotations

from collections import Counter

from bot.civility import history
from bot.civility.judge import Judge
from bot.civility.pack import PackError
from bot.services.findings import Finding, sound, wrong
from bot.wording import Words, language_name, listed


def examine_rules(words: Words) -> Finding:
    """How many rules load for which languages, or what is wrong. It takes seconds."""
    try:
        judge = Judge.load()
    except PackError as error:
        return wrong(f"{error}. Without its rules of civility the bot does not start: mend that.")
    rules = {**judge.rules, **history.rules()}
    counted = Counter(judge.language_of(rule) for rule in rules)
    told = [f"{counted[code]} for {language_name(words, code)}" for code in sorted(judge.languages)]
    told.append(f"{counted[None]} for any language")
    return sound(f"The rules of civility load: {listed(words, told)}.")
