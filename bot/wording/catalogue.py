"""The message catalogues, compiled in memory when they are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

DEFAULT = "en"
"""Spoken where a language is not known; every other catalogue has exactly its keys."""


class MissingMessageError(LookupError):
    """No message has this key. A fault of the program: the tests compare keys with catalogues."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"no message {key!r} in the catalogue {language!r}: add it to both files")


class MissingValueError(LookupError):
    """A message's placeholder got no value. The values themselves are never named."""

    def __init__(self, key: str, placeholder: str) -> None:
        super().__init__(f"message {key!r} needs a value for {{{placeholder}}}")


@dataclass(frozen=True, slots=True)
class Words:
    """One language's messages: `words("discussion.closed")`.

    `asked` is the language that was asked for: another one where there is no catalogue for it.
    """

    language: str
    asked: str
    _messages: GNUTranslations

    def __call__(self, key: str, **values: object) -> str:
        """The message in this language, its placeholders filled.

        Raises `MissingMessageError` and `MissingValueError`.
        """
        return self._filled(key, self._found(key, self._messages.gettext(key)), values)

    def plural(self, key: str, count: int, **values: object) -> str:
        """The form of the message that `count` asks for; `{count}` is that number, grouped."""
        template = self._found(key, self._messages.ngettext(key, key, count))
        return self._filled(key, template, {"count": self.number(count), **values})

    def get(self, key: str) -> str | None:
        """The message, or None where there is none."""
        message = self._messages.gettext(key)
        return None if message == key else message

    def number(self, number: int) -> str:
        """A whole number as the language groups it: 11,000 in English, 11.000 in Spanish."""
        return format_decimal(number, locale=self.language)

    def _found(self, key: str, message: str) -> str:
        # gettext gives the key back when it knows nothing better.
        if message == key:
            raise MissingMessageError(key, self.language)
        return message

    @staticmethod
    def _filled(key: str, template: str, values: Mapping[str, object]) -> str:
        try:
            return template.format_map(values)
        except KeyError as error:
            raise MissingValueError(key, str(error.args[0])) from None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every language the bot speaks."""

    _languages: Mapping[str, Words]

    @classmethod
    @cache
    def load(cls) -> Catalogue:
        """The catalogues that ship with the package, read and compiled once a process."""
        folder = files("bot.wording") / "locales"
        found = [entry for entry in folder.iterdir() if entry.name.endswith(".po")]
        codes = {entry.name.removesuffix(".po"): entry for entry in found}
        words = [Words(code, code, _compiled(entry)) for code, entry in codes.items()]
        return cls({each.language: each for each in sorted(words, key=lambda each: each.language)})

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages, sorted."""
        return tuple(self._languages)

    def words(self, locale: str | None) -> Words:
        """The language for a locale as Discord or a page names it (`es-419`, `en_GB`).

        English where there is no catalogue for it, or no locale.
        """
        asked = _language(locale or DEFAULT)
        return self._languages.get(asked) or replace(self._languages[DEFAULT], asked=asked)

    def speaks(self, locale: str) -> bool:
        """Whether there is a catalogue for a locale."""
        return _language(locale) in self._languages

    def command_text(self, key: str, locale: str) -> str | None:
        """A command's or option's name or description; None where the locale has none."""
        words = self._languages.get(_language(locale))
        return words.get(key) if words else None


def _language(locale: str) -> str:
    return locale.replace("_", "-").partition("-")[0].lower()


def _compiled(entry: Traversable) -> GNUTranslations:
    with entry.open("rb") as source:
        catalogue = read_po(source, locale=entry.name.removesuffix(".po"), abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
