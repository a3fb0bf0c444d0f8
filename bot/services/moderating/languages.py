"""The languages by whose rules a server is judged: as admins write them, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.civility import shipped
from bot.services.moderating.ruling import Languages
from bot.wording import Catalogue, Words, language_name, listed, names_of

ALL, NONE = "all", "none"
"""What is written for every language there is, and for none."""


class UnknownLanguageError(ValueError):
    """Something that was written is no language for which rules ship; `written` is that."""

    def __init__(self, written: str) -> None:
        super().__init__("no rules ship for a language")
        self.written = written


def languages_in(text: str, catalogue: Catalogue) -> Languages:
    """The languages that an admin wrote, by codes or by names in any language of the bot's.

    Raises `UnknownLanguageError`.
    """
    written = re.findall(r"[^\s,;]+", text.lower())
    if not written:
        raise UnknownLanguageError(text.strip())
    if written in ([ALL], [NONE]):
        return Languages(None if written == [ALL] else ())
    codes = {
        name.lower(): code
        for code in shipped.available()
        for name in (code, *names_of(code, catalogue.languages))
    }
    if unknown := next((each for each in written if each not in codes), None):
        raise UnknownLanguageError(unknown)
    return Languages(tuple(sorted({codes[each] for each in written})))


def available(words: Words) -> str:
    """The languages there are, by name and code, so that they can be written."""
    there = shipped.available()
    return listed(words, [f"{language_name(words, each)} (`{each}`)" for each in there])


def choices(words: Words, typed: str) -> Iterator[tuple[str, str]]:
    """How what is being typed may go on: what is shown, and what is written then."""
    before, comma, begun = typed.lower().rpartition(",")
    begun = begun.strip()
    typed_already = {each.strip() for each in before.split(",")}
    there = [each for each in shipped.available() if each not in typed_already]
    offered = [(language_name(words, each), each) for each in there]
    if not comma:
        offered.insert(0, (words("civility.choice_all"), ALL))
        offered.append((words("civility.choice_none"), NONE))
    for name, written in offered:
        if begun in name.lower() or begun in written:
            yield f"{before}{comma} {name}".strip(), f"{before}{comma}{written}"


def judged_text(words: Words, languages: tuple[str, ...] | None) -> str:
    """A sentence: by which languages' rules a server is judged."""
    if languages is None:
        return words("civility.languages_all", languages=_named(words, shipped.available()))
    if not languages:
        return words("civility.languages_none")
    gone = [each for each in languages if each not in shipped.available()]
    lacking = [words("civility.languages_gone", languages=_named(words, gone))] if gone else []
    return " ".join((words("civility.languages", languages=_named(words, languages)), *lacking))


def judged_languages(words: Words, languages: tuple[str, ...] | None) -> str:
    """The same as a setting's value."""
    if languages is None:
        return words("config.languages_all")
    return _named(words, languages) if languages else words("config.languages_none")


def _named(words: Words, languages: Sequence[str]) -> str:
    return listed(words, [language_name(words, each) for each in languages])
