"""Which languages' rules judge, and in which language they are explained."""

from __future__ import annotations

import pytest

from bot.civility.forms.rules import Forms
from bot.civility.judge import Judge
from bot.civility.loading import read
from bot.civility.model import Comment
from bot.civility.pack import PackError
from bot.services.moderating.explaining import as_asked, as_written
from bot.services.moderating.languages import UnknownLanguageError, languages_in
from bot.wording import Catalogue
from tests.civility.asking import on
from tests.civility.test_packs import SMALL
from tests.civility.test_sets import comments

SENTENCE = '\n[text.attack]\nxx = "Xx xx."\n'
CATALOGUE = Catalogue.load()


@pytest.mark.parametrize("language", ["en", "es"])
def test_choosing_languages_takes_hits_away_and_changes_no_other(
    judge: Judge, language: str
) -> None:
    chosen = Judge.load([language])
    rules = chosen.rules.keys()

    for _, text in (*comments("uncivil", "en")[::20], *comments("uncivil", "es")[::20]):
        found = {reason for reason in judge.judge(Comment(text)).reasons if reason.rule in rules}
        assert {*chosen.judge(Comment(text)).reasons} == found


def test_without_any_language_form_is_judged_still() -> None:
    judge = Judge.load([])

    assert not on(judge, "You are an idiot. Eres un idiota.").reasons
    assert on(judge, "join discord.gg/abcdef").reasons


def test_a_judge_cannot_speak_what_it_has_no_pack_for(judge: Judge) -> None:
    with pytest.raises(PackError, match=r"no civility pack for language 'tlh'; there is .*en"):
        judge.speaking(["en", "tlh"])


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("es", ("es",)),
        (" ES ,en, es", ("en", "es")),
        ("Spanish; inglés", ("en", "es")),
        ("all", None),
        ("none", ()),
    ],
)
def test_languages_are_written_by_code_or_by_name(
    text: str, chosen: tuple[str, ...] | None
) -> None:
    assert languages_in(text, CATALOGUE).chosen == chosen


@pytest.mark.parametrize(("text", "unknown"), [("en, tlh", "tlh"), ("all, en", "all"), (" ,", ",")])
def test_what_is_no_language_is_named(text: str, unknown: str) -> None:
    with pytest.raises(UnknownLanguageError) as refused:
        languages_in(text, CATALOGUE)

    assert refused.value.written == unknown


def test_a_rule_of_a_language_without_a_catalogue_is_explained_in_it_to_who_wrote_in_it() -> None:
    judge = Judge.of([read({"small.toml": SMALL + SENTENCE}, "small")], Forms.load())
    (reason,) = on(judge, "You are idiot").reasons
    met = reason.rule, reason.explanation_key
    english, spanish = CATALOGUE.words("en"), CATALOGUE.words("es")

    assert as_written(judge, CATALOGUE)(*met, english) == "Xx xx."
    assert as_asked(judge)(*met, CATALOGUE.words("xx-YY")) == "Xx xx."
    assert as_asked(judge)(*met, english).startswith("This is aimed at a person")
    assert as_asked(judge)(*met, spanish).startswith("Esto va contra una persona")


def test_a_shipped_rule_is_explained_in_the_messages_own_language(judge: Judge) -> None:
    (reason,) = on(judge, "Eres un idiota").reasons

    told = as_written(judge, CATALOGUE)(reason.rule, reason.explanation_key, CATALOGUE.words("en"))

    assert told.startswith("This is aimed at a person")


def test_a_rule_whose_pack_is_gone_is_explained_all_the_same(judge: Judge) -> None:
    assert judge.explanation("a key of earlier", "es") == "Este servidor no quiere estas palabras."
