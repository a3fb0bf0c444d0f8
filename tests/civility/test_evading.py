"""Known insults stay found however they are hidden, and hiding them makes it graver."""

from __future__ import annotations

import pytest

from bot.civility.judge import Judge
from bot.civility.model import Comment, Context, Verdict
from tests.civility.evading import EVASIONS

INSULTS = {
    "you are such a {}": ("idiot", "imbecile", "asshole", "bastard", "scumbag", "clown"),
    "eres un {}": ("idiota", "imbecil", "gilipollas", "payaso", "pendejo", "cabron"),
}
OPEN = {
    "address",
    "block of code",
    "capitals by turns",
    "code",
    "custom emoji",
    "doubled",
    "doubled twice",
    "embedding",
    "every letter twice",
    "heading",
    "held",
    "isolate",
    "left out",
    "small print",
    "spoiler",
    "struck markup",
    "swapped",
    "swapped far",
    "text of a link",
}
"""Ways to write a word that leave it to be read, or that are as often an accident."""

ENOUGH = 0.95
"""More than the 88 % that CIVILITY asks for: these ways are known."""


def found(judge: Judge, way: str) -> list[Verdict]:
    """The verdict on each insult, hidden in one way."""
    return [
        judge.judge(Comment(carrier.format(EVASIONS[way](word)))).verdict
        for carrier, words in INSULTS.items()
        for word in words
    ]


def test_an_insult_is_found_however_it_is_hidden(judge: Judge) -> None:
    verdicts = {way: found(judge, way) for way in EVASIONS}

    every = [verdict for each in verdicts.values() for verdict in each]
    seen = [verdict for verdict in every if verdict >= Verdict.NUDGE]
    worst = min(verdicts, key=lambda way: sum(each >= Verdict.NUDGE for each in verdicts[way]))
    assert len(seen) >= ENOUGH * len(every), worst
    assert sum(each >= Verdict.NUDGE for each in verdicts[worst]) >= 10, worst


def test_hiding_an_insult_makes_it_a_step_graver(judge: Judge) -> None:
    hidden = [each for way in EVASIONS.keys() - OPEN for each in found(judge, way)]

    graver = [verdict for verdict in hidden if verdict >= Verdict.HOLD]

    assert len(graver) >= ENOUGH * len(hidden)


@pytest.mark.parametrize(
    "text",
    [
        "y0u 4re a m-0-r-o-n",
        "t3 v0y 4 m474r",
        "g0 k.1.1.1 urs3lf",
        "e r e s  u n  i m b e c i l",
        "ki ll yourself",
        "killyourself",
        "eres un p-4-y-4-s-0",
        "you are a c**t",
        "YouStupidBitch",
        "you are a mo\nron",
        "you're an im-be-cile",
        "you are a [mor](https://example.org)on",
        "eres una bɑsʊrɑ humana",
        "sois ᗷᗩᔕᑌᖇᗩ",
        "youareafuckingidiot",
        "CállateIdiota",
        "eres un ca\nbrón",
        "vete a la m****a",
    ],
)
def test_a_comment_that_hides_what_it_says_is_a_step_graver(judge: Judge, text: str) -> None:
    judgement = judge.judge(Comment(text))

    assert judgement.verdict >= Verdict.HOLD
    assert judgement.reasons[0].disguised


@pytest.mark.parametrize(
    ("previous", "text"), [("you are a mo", "ron"), ("eres un im", "bécil"), ("kill", "yourself")]
)
def test_a_word_cut_by_sending_it_is_read_in_two_messages(
    judge: Judge, previous: str, text: str
) -> None:
    judgement = judge.judge(Comment(text), Context(previous=previous))

    assert judgement.verdict >= Verdict.NUDGE
    assert judgement.reasons[0].excerpt == text


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("||you are an idiot||", "you are an idiot"),
        ("||you|| are ||an idiot||, really", "you|| are ||an idiot"),
        ("you dumb-ass", "you dumb-ass"),
        ("You're an idiot🤡", "You're an idiot🤡"),
        ("#YouAreAnIdiot.", "YouAreAnIdiot"),
        ("[you are](https://a.example) an idiot", "you are](https://a.example) an idiot"),
    ],
)
def test_what_is_spelt_out_is_no_disguise_and_quoted_as_written(
    judge: Judge, text: str, excerpt: str
) -> None:
    judgement = judge.judge(Comment(text))

    assert judgement.verdict is Verdict.NUDGE
    assert judgement.reasons[0].excerpt == excerpt


@pytest.mark.parametrize(
    "text",
    [
        "Мэрия снова закрыла мост, и никто не объяснил почему. Решение глупое, но закон.",
        "Η κυβέρνηση ανακοίνωσε νέα μέτρα για τη στέγη· ας δούμε αν θα αλλάξει κάτι.",
        "أعلنت الحكومة عن إجراءات جديدة، فلننتظر النتائج.",
        "הממשלה הודיעה על צעדים חדשים; נחכה ונראה.",
        "Chính phủ vừa công bố các biện pháp mới, chúng ta hãy chờ xem kết quả thế nào.",
        "सरकार ने नए कदमों की घोषणा की है, देखते हैं क्या होता है।",
        "Lies the Правда piece again: it quotes Владимир and Αθήνα, with a צ besides.",
        "Según la web de Жуков y la de Ιωάννης, fue el martes; l'hôtel O'Brien, col·lecció.",
    ],
)
def test_what_is_written_in_another_script_is_left_alone(judge: Judge, text: str) -> None:
    judgement = judge.judge(Comment(text))

    assert judgement.verdict is Verdict.ALLOW
    assert judgement.reasons == ()
