"""Packs load only when they hold what they promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.civility import shipped
from bot.civility.explaining import explanations
from bot.civility.forms.rules import Forms
from bot.civility.judge import Judge
from bot.civility.loading import read
from bot.civility.model import Comment, Verdict
from bot.civility.pack import PackError
from bot.civility.shipped import available, examined, load

SMALL = """
lang = "xx"
version = 1
licence = "MIT"
source = "this test"
common = "you are"

[lex.you]
words = "you u"

[lex.fool]
words = "idiot"

[[rule]]
id = "xx.attack"
family = "attack"
verdict = "nudge"
text = "attack"
match = ["<you> are <fool>"]
hit = ["You are idiot"]
miss = ["You are kind"]
"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_pack_that_ships_says_where_its_words_come_from(language: str) -> None:
    pack = load(language)

    assert pack.language == language
    assert pack.licence == "MIT"
    assert pack.source


def test_the_packs_that_ship_are_found() -> None:
    assert {"en", "es"} <= {*available()}


def test_every_rule_that_ships_has_examples_of_both_kinds_and_an_explanation() -> None:
    packs = [load(language) for language in available()]
    rules = [rule for pack in packs for rule in pack.rules]
    rules += Forms.load().rules

    assert all(rule.hits and rule.misses for rule in rules)
    explained = explanations().keys() | {key for pack in packs for key in pack.texts}
    assert {rule.text_key for rule in rules} <= explained


def test_every_explanation_is_there_in_both_languages() -> None:
    assert all(text["en"] and text["es"] for text in explanations().values())


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(PackError, match=r"no civility pack for language 'tlh'; there is .*en"):
        load("tlh")


def test_the_examples_of_the_packs_that_ship_hold_and_that_is_noted_down() -> None:
    Judge.of(map(load, available()), Forms.load())

    assert examined() == {*available()}, "run: .venv/bin/python -m tests.docs.rules_table"


def test_files_are_read_with_the_mark_that_some_editors_begin_them_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "small.toml").write_text(SMALL, encoding="utf-8-sig")
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)

    assert shipped.sources("xx") == {"small.toml": SMALL}


@pytest.mark.parametrize(
    ("folder", "complaint"),
    [("xx", "'xx' does not load: small.toml is not UTF-8"), ("xx-XX", "two small letters")],
)
def test_what_is_no_text_or_in_no_languages_folder_is_refused(
    folder: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "small.toml").write_bytes(SMALL.replace("MIT", "é").encode("latin-1"))
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)

    with pytest.raises(PackError, match=complaint):
        shipped.load.__wrapped__("xx")


def test_a_pack_whose_examples_hold_loads() -> None:
    judge = Judge.of([read({"small.toml": SMALL}, "small")], Forms.load())

    assert "xx.attack" in judge.rules


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("ya r idiot", Verdict.NUDGE),
        ("u r robbin us", Verdict.NUDGE),
        ("you are kin of ours", Verdict.ALLOW),
        ("ya robbin us", Verdict.ALLOW),
    ],
)
def test_words_and_endings_are_known_in_their_other_spellings(text: str, verdict: Verdict) -> None:
    spelt = """
[spelt]
you = "ya"
are = "r"
"-ing" = "-in"
"""
    pack = SMALL.replace("<you> are <fool>", "<you> are (<fool> | robbing us | king)") + spelt
    judge = Judge.of([read({"small.toml": pack}, "small")], Forms.load())

    assert judge.judge(Comment(text)).verdict is verdict


def test_an_exemption_fails_where_its_unless_stands_in_the_sentence() -> None:
    exempt = """
[[exempt]]
kind = "reported"
families = ["attack"]
before = ["said that"]
unless = ["rightly"]
"""
    judge = Judge.of([read({"small.toml": SMALL + exempt}, "small")], Forms.load())

    assert judge.judge(Comment("He said that you are idiot")).verdict is Verdict.ALLOW
    assert judge.judge(Comment("He rightly said that you are idiot")).verdict is Verdict.NUDGE


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("You are idiot?! \nHardly.", Verdict.ALLOW),
        ("**You are idiot?** (Hardly!", Verdict.ALLOW),
        ("You are idiot. Hardly?", Verdict.NUDGE),
        ("You are idiot? Why hardly?", Verdict.NUDGE),
        ("Hardly? You are idiot?", Verdict.NUDGE),
    ],
)
def test_an_exemption_can_ask_for_a_question_and_what_follows_upon_it(
    text: str, verdict: Verdict
) -> None:
    exempt = """
[[exempt]]
kind = "objected to"
families = ["attack"]
question = true
then = [",? hardly"]
"""
    judge = Judge.of([read({"small.toml": SMALL + exempt}, "small")], Forms.load())

    assert judge.judge(Comment(text)).verdict is verdict


@pytest.mark.parametrize(
    ("instead", "of", "complaint"),
    [
        ("You are kind", "You are idiot", "should hit 'You are kind' and does not"),
        ("You are idiot", "You are kind", "should miss 'You are idiot' and hits it"),
    ],
)
def test_a_pack_whose_own_example_fails_does_not_load(
    instead: str, of: str, complaint: str
) -> None:
    pack = read({"small.toml": SMALL.replace(of, instead)}, "small")

    with pytest.raises(PackError, match=complaint):
        Judge.of([pack], Forms.load())


@pytest.mark.parametrize(
    ("instead", "of", "complaint"),
    [
        ("<none>", "<fool>", "there is no lexicon <none>"),
        ("<you> are", "<you> are <fool>", "'<you> are' would be tried always, for are"),
        ('"dumb-ass"', '"idiot"', "<fool>: 'dumb-ass' is 2 words"),
        ('"Idiót"', '"idiot"', "<fool>: 'Idiót' is read as 'idiot', so write that"),
        ("Are <fool>", "are <fool>", "a pattern: 'Are' is read as 'are', so write that"),
        ("<you>{4}", "<you>", "'{4}' must be a range, such as {0,3}"),
        ('"yóu"', '"you are"', "common: 'yóu' is read as 'you'"),
        ('"en.attack"', '"xx.attack"', "the id of rule 'en.attack' must begin with 'xx.'"),
        ("[text.a]\nen-GB = 'b'\n[[rule]]", "[[rule]]", "text a en-GB: a language is two"),
        ('"insult"\nverdict', '"attack"\nverdict', "xx"),
        ('"maybe"', '"nudge"', "rule 'xx.attack' verdict: a verdict is one of allow, advise"),
        ("[[", "[[rule]]", "small"),
        ("", 'text = "attack"', "rule 'xx.attack' text: it is missing"),
        ('text = "none"', 'text = "attack"', "nor [text.none] has an English sentence"),
        ('hit = "You are idiot"', 'hit = ["You are idiot"]', "'xx.attack' hit: it must be a list"),
        ('["idiot"]', '"idiot"', "lex fool words: it must be a text"),
        ("[rule]", "[[rule]]", "rule: it must be a list, in brackets"),
        ('unles = ["x"]\nhit', "hit", "rule 'xx.attack' unles: there is no such entry"),
        ("[[exempt]]\nkind = 'quoted'\nfamilies = []\n[[rule]]", "[[rule]]", "before or after"),
        ("[spelt]\n'yóu' = 'u'\n\n[[rule]]", "[[rule]]", "spelt: 'yóu' is read as 'you'"),
        ("[spelt]\n'-' = 'u'\n\n[[rule]]", "[[rule]]", "spelt: '' is no word"),
        ("[pattern]\na = '@b'\nb = '@a'\n\n[[rule]]", "[[rule]]", "use each other: a, b, a"),
    ],
)
def test_a_pack_that_cannot_be_read_says_what_is_wrong(
    instead: str, of: str, complaint: str
) -> None:
    broken = SMALL.replace(of, instead, 1)

    with pytest.raises(PackError, match=r"'xx|small' does not load") as refusal:
        read({"small.toml": broken}, "xx" if complaint == "xx" else "small")
    assert complaint in str(refusal.value)


def test_the_files_of_a_pack_make_one_whichever_comes_first() -> None:
    words, rules = SMALL.split("[[rule]]")
    named = '[pattern]\nyou-are = "<you> are"\n'
    rules = "[[rule]]" + rules.replace("<you> are", "@you-are")

    judge = Judge.of(
        [read({"a.toml": rules, "b.toml": named, "c.toml": words}, "small")], Forms.load()
    )

    assert "xx.attack" in judge.rules


@pytest.mark.parametrize(
    ("again", "complaint"),
    [
        ('[lex.you]\nwords = "ye"', "lex 'you' stands in a.toml and again in b.toml"),
        ('[[rule]]\nid = "xx.attack"', "rule 'xx.attack' stands in a.toml and again in b.toml"),
        ('lang = "yy"', "'lang' stands in a.toml and again in b.toml"),
        ("[", "b.toml: "),
        ("[rule]", "b.toml: 'rule' is a list in one file and none in another"),
    ],
)
def test_files_that_contradict_each_other_are_refused_by_name(again: str, complaint: str) -> None:
    with pytest.raises(PackError, match="'small' does not load") as refusal:
        read({"a.toml": SMALL, "b.toml": again}, "small")
    assert complaint in str(refusal.value)
