"""Words that are somebody else's, and whoever makes them their own."""

from __future__ import annotations

import pytest

from bot.civility.judge import Judge
from bot.civility.model import Comment, Context, Exemption, Part, Surface, Verdict
from tests.civility.asking import on


@pytest.mark.parametrize(
    ("text", "exemption"),
    [
        ('"You are an idiot", he said to the judge.', Exemption.QUOTED),
        ("«Eres un idiota», le dijo al juez.", Exemption.QUOTED),
        ("My boss told me that you are an idiot.", Exemption.REPORTED),
        ("I am not saying that you are an idiot.", Exemption.NEGATED),
        ("It is wrong to say that refugees are vermin.", Exemption.OBJECTED_TO),
        ("Es racista decir que los gitanos son ratas.", Exemption.OBJECTED_TO),
        ("So all Muslims are terrorists now?", Exemption.OBJECTED_TO),
        ("¿Todos los gitanos son unos ladrones? Venga ya.", Exemption.OBJECTED_TO),
    ],
)
def test_somebody_elses_words_are_allowed_and_the_exemption_is_recorded(
    judge: Judge, text: str, exemption: Exemption
) -> None:
    judgement = on(judge, text)

    assert judgement.verdict is Verdict.ALLOW
    assert exemption in {each for reason in judgement.reasons for each in reason.exemptions}


@pytest.mark.parametrize(
    "text",
    [
        "No matter what people say, Muslims are terrorists.",
        "I say what everybody thinks: Gypsies are thieves.",
        "My father always said gypsies are thieves, and he was right.",
        "Digan lo que digan, los moros son unos delincuentes.",
        "Como ya dije, los gitanos son ladrones.",
    ],
)
def test_whoever_agrees_with_what_is_said_means_it(judge: Judge, text: str) -> None:
    assert on(judge, text).verdict is Verdict.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "Every gypsy is a thief. Come on.",
        "Why are Muslims all so disgusting? Come on.",
        "Gypsies are thieves, aren't they? Come on.",
        "¿Por qué son tan asquerosos los moros? Venga ya.",
    ],
)
def test_a_question_that_asks_or_agrees_objects_to_nothing(judge: Judge, text: str) -> None:
    assert on(judge, text).verdict is Verdict.HOLD


def test_a_quotation_may_begin_with_a_short_word_and_an_apostrophe(judge: Judge) -> None:
    judgement = on(judge, "He told the court: 'I'll kill you', and the judge wrote it down.")

    assert judgement.verdict is Verdict.ALLOW
    assert judgement.reasons


def test_a_comment_that_is_one_quotation_is_its_authors_own(judge: Judge) -> None:
    assert on(judge, '"You are an idiot."').verdict is Verdict.NUDGE


def test_a_mention_inside_the_words_leaves_no_excuse(judge: Judge) -> None:
    assert on(judge, "People say <@1> is an idiot.").verdict is Verdict.NUDGE


def test_a_quoted_line_is_judged_apart(judge: Judge) -> None:
    judgement = on(judge, "> you are an idiot\nThat was uncalled for.")

    assert judgement.verdict is Verdict.ALLOW
    assert [reason.surface for reason in judgement.reasons] == [Surface.QUOTE]


@pytest.mark.parametrize(
    ("known", "exemption"),
    [
        ({"parent": "I think you are an idiot, sorry."}, Exemption.FROM_THE_PARENT),
        ({"article": "“You are an idiot,” he shouted."}, Exemption.FROM_THE_ARTICLE),
    ],
)
def test_whose_words_a_quoted_line_repeats_is_recorded(
    judge: Judge, known: dict[str, str], exemption: Exemption
) -> None:
    judgement = on(judge, "> you are an idiot\nCharming.", **known)

    assert judgement.verdict is Verdict.ALLOW
    assert judgement.reasons[0].exemptions == (exemption,)


@pytest.mark.parametrize(
    ("context", "verdict"),
    [
        (Context(article="The mayor wrote: You are an idiot!"), Verdict.ALLOW),
        (Context(parent="You are an idiot"), Verdict.ALLOW),
        (Context(article="The mayor wrote a letter."), Verdict.NUDGE),
    ],
)
def test_what_is_forwarded_is_its_forwarders_own_unless_it_comes_from_here(
    judge: Judge, context: Context, verdict: Verdict
) -> None:
    forwarded = Comment("", parts=(Part(Surface.FORWARD, "You are an idiot"),))

    assert judge.judge(forwarded, context).verdict is verdict


def test_a_quoted_line_that_nobody_wrote_is_one_step_milder(judge: Judge) -> None:
    judgement = on(judge, "> you are an idiot\nSo true.", parent="Good morning.")

    assert judgement.verdict is Verdict.ADVISE
