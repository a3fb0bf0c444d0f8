from __future__ import annotations

import pytest

from bot.wording import Catalogue, MissingMessageError, MissingValueError

CATALOGUE = Catalogue.load()


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("en_US", "en"),
        ("es", "es"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("ES", "es"),
        ("pt-BR", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_locale_finds_its_language_else_english(locale, language):
    assert CATALOGUE.words(locale).language == language


def test_an_unknown_message_is_a_fault_that_names_its_key():
    with pytest.raises(MissingMessageError, match=r"'no\.such' in the catalogue 'es'"):
        CATALOGUE.words("es")("no.such")


def test_an_unknown_plural_is_a_fault_too():
    with pytest.raises(MissingMessageError, match=r"'no\.such'"):
        CATALOGUE.words("en").plural("no.such", 2)


def test_a_missing_value_is_a_fault_that_names_the_placeholder_and_no_value():
    with pytest.raises(MissingValueError, match=r"needs a value for \{title\}") as caught:
        CATALOGUE.words("en").plural("heading.thoughts", 2, other="a member's words")

    assert "member" not in str(caught.value)


def test_values_are_put_in_as_they_are():
    said = CATALOGUE.words("en").plural("heading.thoughts", 2, title="{count} {0} 100 %s")

    assert said == "2 thoughts on “{count} {0} 100 %s”"


def test_a_command_has_a_text_only_in_the_languages_of_the_catalogue():
    key = "command.discussion.name"

    assert CATALOGUE.command_text(key, "es-419") == "conversación"
    assert CATALOGUE.command_text(key, "en-GB") == "discussion"
    assert CATALOGUE.command_text(key, "pl") is None
    assert CATALOGUE.command_text("command.no such.name", "es-ES") is None
