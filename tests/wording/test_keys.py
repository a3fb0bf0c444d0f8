"""The catalogues hold the same messages, whole, and exactly those that the code says."""

from __future__ import annotations

import ast
import re
import string
from importlib.resources import files

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.fetching import FetchError
from bot.fetching.errors import RobotsError
from bot.wording import Catalogue, Reason, about_feed
from tests.wording.sources import calls, keyed_errors, strings

LANGUAGES = Catalogue.load().languages
# Keys that are put together from names: of commands (the translator's), of what cannot be read.
FAMILIES = ("command.", "option.", "choice.", "reading.")


def catalogue(language: str) -> Catalog:
    with (files("bot.wording") / "locales" / f"{language}.po").open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def messages(language: str) -> dict[str, Message]:
    return {_key(message): message for message in catalogue(language) if message.id}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


ENGLISH = messages("en")


def test_english_and_spanish_are_spoken():
    assert LANGUAGES == ("en", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_messages(language):
    assert messages(language).keys() == ENGLISH.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_are_sorted_by_their_keys(language):
    keys = list(messages(language))

    assert keys == sorted(keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_of_a_message_is_empty_or_padded(language):
    unfit = [key for key, message in messages(language).items()
             if not all(form and form == form.strip() for form in forms(message))]  # fmt: skip

    assert unfit == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_form_of_their_language(language):
    found = catalogue(language)

    plurals = {_key(message): forms(message) for message in found if message.pluralizable}
    assert plurals
    assert {key for key, each in plurals.items() if len(each) != found.num_plurals} == set()
    assert {_key(m) for m in found if m.pluralizable and m.id[0] != m.id[1]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_each_language(language):
    theirs = {key: placeholders(forms(message)[-1]) for key, message in messages(language).items()}

    assert theirs == {key: placeholders(forms(message)[-1]) for key, message in ENGLISH.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_for_one_asks_for_nothing_that_the_others_do_not(language):
    strange = {
        key
        for key, message in messages(language).items()
        if not placeholders(forms(message)[0]) <= placeholders(forms(message)[-1]) | {"count"}
    }

    assert strange == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_says_where_it_is_shown(language):
    mute = [key for key, message in messages(language).items() if not message.auto_comments]

    assert mute == []


def test_the_code_names_messages_by_literal_keys():
    """Else no test could tell which messages are said.

    Two other ways are open: a constant mapping of keys (`KEYS[kind]`, `KEYS.get(kind, "…")`),
    whose values are literals themselves, and an error that brings its key (`error.key`).
    """
    strange = [call.place for call in calls() if not _is_literal(call.key)]

    assert strange == []


def _is_literal(key: ast.expr) -> bool:
    match key:
        case ast.Constant(value=str()):
            return True
        case ast.Attribute(attr="key"):
            return True
        case ast.Subscript(value=ast.Name(id=name)):
            return name.isupper()
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get")):
            return name.isupper()
    return False


def test_the_calls_of_messages_are_found():
    assert {
        ast.literal_eval(call.key) for call in calls() if isinstance(call.key, ast.Constant)
    } >= {
        "heading.none",
        "state.thoughts",
    }


def test_every_message_that_the_code_says_exists():
    named = {call.key.value: call.place for call in calls() if isinstance(call.key, ast.Constant)}
    named |= dict(keyed_errors())

    assert {place: key for key, place in named.items() if key not in ENGLISH} == {}


def test_plurals_are_asked_for_as_plurals():
    wrong = [
        call.place
        for call in calls()
        if isinstance(call.key, ast.Constant)
        and (message := ENGLISH.get(call.key.value)) is not None
        and bool(message.pluralizable) != call.is_plural
    ]

    assert wrong == []


def test_every_message_is_said_somewhere():
    said = strings()

    unsaid = [key for key in ENGLISH if key not in said and not key.startswith(FAMILIES)]
    assert unsaid == []


def _kinds(of: type[FetchError]) -> list[type[FetchError]]:
    return [each for kind in of.__subclasses__() for each in (kind, *_kinds(kind))]


def test_every_failure_to_fetch_has_its_message():
    failures = {each.key: each.sentence for each in _kinds(FetchError)}

    assert failures
    assert {key: ENGLISH[key].string for key in failures if key in ENGLISH} == failures


@pytest.mark.parametrize(("language", "word"), [("en", "file"), ("es", "archivo")])
def test_nobody_is_told_to_give_a_file_where_a_feed_is_wanted(language, word):
    """A file takes the place of an article's page, never of a feed."""
    keys = {each.key for each in _kinds(FetchError) if each is not RobotsError}
    keys |= {key for key in ENGLISH if key.startswith("reading.") and key != "reading.feed"}
    told = messages(language)

    texts = [str(told[about_feed(Reason(key, {})).key].string) for key in keys]

    assert [
        text
        for text in texts
        if re.search(rf"\bthe {word}|\bel {word}|that {word}|ese {word}", text)
    ] == []


NAMES = re.compile(r"[\w-]{1,32}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_descriptions_of_commands_are_within_discords_limits(language):
    """Docs: interactions/application-commands; names are in lower case and without spaces."""
    found = messages(language)

    unfit = [key for key, message in found.items() if not _fits(key, str(message.string))]
    assert unfit == []


def _fits(key: str, text: str) -> bool:
    if not key.startswith(("command.", "option.", "choice.")):
        return True
    if key.startswith("choice.") or key.endswith(".description"):
        return len(text) <= 100
    return bool(NAMES.fullmatch(text)) and text == text.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_with_its_values_fits_into_one_of_discords(language):
    """2000 characters (docs: resources/message), less what titles and reasons may take."""
    long = {key for key, each in messages(language).items() if max(map(len, forms(each))) > 1000}

    assert long == set()


COMMAND = re.compile(r"(?<![\w/.:])/(?P<root>[^\W\d]+)(?: (?P<leaf>[^\W\d]+))?(?![\w/:.])")


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_named_as_discord_shows_them_in_that_language(language):
    found = messages(language)
    named = {key: str(each.string) for key, each in found.items() if key.startswith("command.")}
    roots = {named[key] for key in named if re.fullmatch(r"command\.\w+\.name", key)}
    leaves = {
        (named[f"command.{match[1]}.name"], named[key])
        for key in named
        if (match := re.fullmatch(r"command\.(\w+) \w+\.name", key))
    }

    told = [
        (key, command.groups())
        for key, message in found.items()
        if not key.startswith(FAMILIES)
        for text in forms(message)
        for command in COMMAND.finditer(text)
    ]

    assert len(told) > 50
    grouped = {root for root, _ in leaves}
    assert [
        (key, root, leaf)
        for key, (root, leaf) in told
        if root not in roots
        or (root in grouped and leaf is not None and (root, leaf) not in leaves)
    ] == []
