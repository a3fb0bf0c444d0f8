"""Who is meant decides; context and disguise change what follows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.civility.judge import Judge
from bot.civility.model import (
    VERDICTS,
    Comment,
    Family,
    Part,
    Surface,
    Verdict,
)
from bot.civility.policy import Policy
from tests.civility.asking import on

SHARED = Path(__file__).parents[3] / "shared"
CASES = SHARED / "civility" / "cases.jsonl"
SEED = SHARED / "seed" / "article-page.txt"


PIECES = ["you are an", "idiot", "1d10t", "> ", "\n", "“", "”", "kill", "you", "i d i o t", "eres"]
PIECES += ["un", "imbécil", "\u202e", "\u202c", "\u200b", "https://a.example/", "ǝ ʇ"]


@pytest.mark.parametrize(
    ("text", "verdict", "family"),
    [
        ("You are a liar.", Verdict.NUDGE, Family.ATTACK),
        ("Eres un mentiroso.", Verdict.NUDGE, Family.ATTACK),
        ("Shut your mouth, clown.", Verdict.NUDGE, Family.ATTACK),
        ("you retard", Verdict.HOLD, Family.SLUR),
        ("Refugees are vermin.", Verdict.HOLD, Family.GROUP_HATE),
        ("Los inmigrantes son una plaga.", Verdict.HOLD, Family.GROUP_HATE),
        ("Women are worthless.", Verdict.HOLD, Family.GROUP_HATE),
        ("Immigrants are lazy.", Verdict.HOLD, Family.GROUP_HATE),
        ("Girls are bad at maths.", Verdict.NUDGE, Family.GROUP_HATE),
        ("Snitches get stitches.", Verdict.HOLD, Family.THREAT),
        ("Kill them all.", Verdict.NUDGE, Family.THREAT),
        ("I will kill you.", Verdict.REMOVE, Family.THREAT),
        ("Te voy a matar.", Verdict.REMOVE, Family.THREAT),
        ("Go hang yourself.", Verdict.REMOVE, Family.SELF_HARM),
        ("discord.gg/abcdef", Verdict.HOLD, Family.RECRUITING),
    ],
)
def test_each_family_has_its_verdict(
    judge: Judge, text: str, verdict: Verdict, family: Family
) -> None:
    judgement = on(judge, text)

    assert judgement.verdict is verdict
    assert family in {reason.family for reason in judgement.reasons}


@pytest.mark.parametrize(
    "text",
    [
        "The minister is a liar, a coward and a fool.",
        "El ministro es un mentiroso, un cobarde y un payaso.",
        "This government is a bunch of idiots.",
        "The article is garbage.",
        "Landlords are parasites.",
        "Los bancos son parásitos.",
        "Kill the bill.",
        "I am gay, she is Jewish, and our neighbours are Muslims.",
    ],
)
def test_third_parties_and_identities_are_no_attack(judge: Judge, text: str) -> None:
    assert on(judge, text).verdict is Verdict.ALLOW


def test_a_moment_in_discords_writing_is_no_word(judge: Judge) -> None:
    (reason,) = on(judge, "<t:1700000000:R> you idiot").reasons

    assert reason.excerpt == "you idiot"


@pytest.mark.parametrize(
    ("text", "reply", "alone"),
    [
        ("What an idiot.", Verdict.NUDGE, Verdict.ALLOW),
        ("Clown.", Verdict.NUDGE, Verdict.ALLOW),
        ("Menudo payaso.", Verdict.NUDGE, Verdict.ALLOW),
        ("What a day.", Verdict.ALLOW, Verdict.ALLOW),
    ],
)
def test_an_insult_without_addressee_is_meant_for_the_person_answered(
    judge: Judge, text: str, reply: Verdict, alone: Verdict
) -> None:
    assert on(judge, text, is_reply=True).verdict is reply
    assert on(judge, f"It rained all day. {text} Then we left.").verdict is alone


def test_words_split_over_two_messages_are_found_at_the_seam(judge: Judge) -> None:
    judgement = on(judge, "idiot, my friend", previous="Well, you are such an")

    assert judgement.verdict is Verdict.NUDGE
    assert judgement.reasons[0].surface is Surface.JOINED
    assert judgement.reasons[0].excerpt == "idiot"


def test_what_the_previous_message_said_alone_is_not_held_against_this_one(judge: Judge) -> None:
    assert on(judge, "Good night.", previous="You are an idiot.").verdict is Verdict.ALLOW


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("you are an idiot", Verdict.NUDGE),
        ("you are an 1d10t", Verdict.HOLD),
        ("you are an idoit", Verdict.NUDGE),
        ("you are an idiooot", Verdict.NUDGE),
        ("refugees are v3rmin", Verdict.REMOVE),
    ],
)
def test_a_disguise_goes_one_step_up_and_a_slip_does_not(
    judge: Judge, written: str, verdict: Verdict
) -> None:
    assert on(judge, written).verdict is verdict


def test_who_was_told_before_goes_one_step_up(judge: Judge) -> None:
    assert on(judge, "You are an idiot.", repeated=True).verdict is Verdict.HOLD


@pytest.mark.parametrize(
    ("written", "repeated", "capped", "evasive", "as_repeat"),
    [
        ("you are an 1d10t", False, True, True, False),
        ("you are an 1d10t", True, True, True, False),
        ("you are an 1d10t", True, False, True, True),
        ("you are an idiot", True, True, False, True),
        ("refugees are v3rmin", False, True, False, False),
        ("refugees are v3rmin", False, False, True, False),
    ],
)
def test_only_steps_that_count_under_the_cap_are_given_as_steps(
    judge: Judge, written: str, repeated: bool, capped: bool, evasive: bool, as_repeat: bool
) -> None:
    reason = Policy(capped=capped).applied(on(judge, written, repeated=repeated)).reasons[0]

    assert (reason.evasive, reason.repeated) == (evasive, as_repeat)


@pytest.mark.parametrize(
    "surface",
    [Surface.ATTACHMENT, Surface.STICKER, Surface.EMBED, Surface.POLL, Surface.FORWARD],
)
def test_every_surface_is_read_and_named(judge: Judge, surface: Surface) -> None:
    comment = Comment("Look.", parts=(Part(surface, "you_are_an_idiot.png"),))

    judgement = judge.judge(comment)

    assert [reason.surface for reason in judgement.reasons] == [surface]


@pytest.mark.parametrize(
    "text",
    [
        "[you are an idiot](https://paper.example/x)",
        "See https://paper.example/you-are-an-idiot now",
        "See https://paper.example/you%20are%20an%20idiot now",
        "you are an https://paper.example/ idiot",
    ],
)
def test_links_hide_nothing(judge: Judge, text: str) -> None:
    assert on(judge, text).verdict >= Verdict.NUDGE


@pytest.mark.parametrize("own", ["paper.example", "www.paper.example", "m.paper.example"])
@pytest.mark.parametrize(
    ("host", "verdict"),
    [
        ("www.paper.example", Verdict.ALLOW),
        ("Paper.Example:443", Verdict.ALLOW),
        ("newspaper.example", Verdict.HOLD),
        ("paper.example@thief.example", Verdict.HOLD),
        (r"thief.example\.paper.example", Verdict.HOLD),
    ],
)
def test_links_to_the_articles_own_site_never_count(
    judge: Judge, own: str, host: str, verdict: Verdict
) -> None:
    text = " ".join(f"https://{host}/{page}" for page in range(8))

    assert on(judge, text).verdict is Verdict.HOLD
    assert on(judge, text, own_sites=frozenset({own})).verdict is verdict


@pytest.mark.parametrize(
    ("own", "verdict"), [("paper.example", Verdict.ALLOW), ("m.paper.example", Verdict.HOLD)]
)
def test_a_part_of_the_articles_site_is_its_own_and_what_is_beside_it_is_not(
    judge: Judge, own: str, verdict: Verdict
) -> None:
    text = " ".join(f"https://edition.paper.example/{page}" for page in range(8))

    assert on(judge, text, own_sites=frozenset({own})).verdict is verdict


def test_a_judge_of_one_language_does_not_read_the_other() -> None:
    spanish = Judge.load(["es"])

    assert spanish.judge(Comment("You are an idiot.")).verdict is Verdict.ALLOW
    assert spanish.judge(Comment("Eres un idiota.")).verdict is Verdict.NUDGE


def test_each_reason_is_explained_in_both_languages(judge: Judge) -> None:
    reason = on(judge, "You are an idiot.").reasons[0]

    english, spanish = (judge.explanation(reason.explanation_key, each) for each in ("en", "es"))

    assert english != spanish
    assert judge.explanation(reason.explanation_key, "tlh") == english


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(PIECES),
        ),
        max_size=12,
    )
)
def test_every_excerpt_is_the_text_at_its_span(judge: Judge, pieces: list[str]) -> None:
    text = " ".join(pieces)

    judgement = judge.judge(Comment(text))

    assert not judgement.faults
    for reason in judgement.reasons:
        assert 0 <= reason.span.start < reason.span.end <= len(text)
        assert text[reason.span.start : reason.span.end] == reason.excerpt


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not on this machine")
def test_the_shared_cases_pass(judge: Judge) -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]

    wrong = [case["id"] for case in cases if not _holds(case, on(judge, case["text"]).verdict)]

    assert not wrong


def _holds(case: dict[str, str], verdict: Verdict) -> bool:
    expected = VERDICTS[case["expect"]]
    return verdict >= expected if expected else verdict <= Verdict.ADVISE


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not on this machine")
def test_the_old_comments_of_the_seed_page_are_allowed(judge: Judge) -> None:
    page = SEED.read_text(encoding="utf-8")
    comments = re.split(r"\n\s*•", page[page.index("thoughts on") :])[1:]

    verdicts = [on(judge, comment.strip()).verdict for comment in comments]

    assert len(verdicts) == 11
    assert set(verdicts) == {Verdict.ALLOW}
