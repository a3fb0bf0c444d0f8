"""How a comment is written: what is measured, and what it is not for."""

from __future__ import annotations

import pytest

from bot.civility.judge import Judge
from bot.civility.model import Comment, Context, Verdict


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("THE WHOLE TOWN KNOWS WHO SOLD THE MEADOW AND NOBODY WILL SAY IT", "form.shouting"),
        ("TODO EL PUEBLO SABE QUIÉN VENDIÓ EL PRADO Y NADIE LO VA A DECIR", "form.shouting"),
        ("Well: GIVE THE PEOPLE OF THIS TOWN THEIR MONEY, and left", "form.shouting-part"),
        ("Nooooooooo", "form.stretching"),
        ("Why?!?!?!?!?!?!", "form.stretching"),
        ("<@1> <@2> <@3> <@4> <@5> <@&6> look", "form.mass-mention"),
        ("@everyone come here", "form.mass-mention"),
        ("https://a.be https://b.be www.c.be https://d.be https://e.be", "form.link-spam"),
        ("[paper.example](https://thief.example/x)", "form.masked-link"),
        ("join us: discord . gg / abc123", "recruiting.invite"),
        ("dis\u200bcord.gg/abc123", "recruiting.invite"),
        ("His mobile number is +44 7700 900 123, go on.", "privacy.exposed"),
        ("Su teléfono es el 612 34 56 78, llamadle.", "privacy.exposed"),
        ("The councillor lives at 221B Mill Street.", "privacy.exposed"),
        ("Ring 1 555 019 2834 for it.", "privacy.contact"),
        ("Mi vecino vive en la calle Sauce, 12, tercero", "privacy.exposed"),
        ("mail me: ana@mail.example", "privacy.contact"),
        (r"[bank.example](https://thief.example\.bank.example/login)", "form.masked-link"),
        ("[bank.example](https://bank.example@thief.example/login)", "form.masked-link"),
    ],
)
def test_a_form_is_found(judge: Judge, text: str, rule: str) -> None:
    judgement = judge.judge(Comment(text))

    assert rule in {reason.rule for reason in judgement.reasons}


@pytest.mark.parametrize(
    "text",
    [
        "NASA, ESA, JAXA, ISRO, CNSA, UKSA and CSA signed it.",
        "> THE COUNCIL VOTED ELEVEN TO NINE TO CLOSE THE BATHS FOR GOOD\nA pity.",
        "OK FINE",
        "USD 1,204 EUR 1,100 GBP 950 JPY 180 CHF 1,020 SEK 12,300 NOK 12,8 DKK 8,2 PLN 4 CZK 27",
        "Sooo nice!!!",
        "XXIII, XVII and www",
        "<@1> thanks, and <@2> too",
        "<@80351110224678912> thanks, and <@!123456789012345678> and <@&1234567890123456789> too",
        "<@803511102246789> thanks",
        "Sources: https://a.example/one and https://b.example/two",
        "[the minutes](https://council.example/minutes)",
        "[council.example](https://www.council.example:8443/minutes)",
        "Discord went down and so did Telegram.",
        "The plan costs 12 345 678 euros, 1,234,567 more than in 2019-2020.",
        "It cost 1 200 345 678 in 2020, and 2 100 200 was to be the price.",
        "Nearly 412 345 678 pounds, or 312 345 678 votos.",
        "The hearing is on 12-05-2024 at 10:30, room 4.",
        "She lives in Harbour Town.",
    ],
)
def test_ordinary_writing_has_no_form_against_it(judge: Judge, text: str) -> None:
    assert judge.judge(Comment(text)).verdict is Verdict.ALLOW
    assert not judge.judge(Comment(text)).reasons


def test_a_pasted_headline_of_the_article_does_not_shout(judge: Judge) -> None:
    headline = "COUNCIL CLOSES THE OLD BATHS AFTER NINETY YEARS AND SELLS THE LAND"

    judgement = judge.judge(Comment(headline), Context(article=f"Monday\n{headline}\nText"))

    assert not judgement.reasons
