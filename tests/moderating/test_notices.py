"""What a notice to an author says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.servers.model import Setting
from bot.services.moderating.messages import spoiler, whole
from bot.wording import Catalogue
from tests.moderating.people import ATTACK, HATE, cards, labels, notice, replies


async def test_a_repeat_is_told_why_it_counts_a_step_graver_where_it_does(community):
    await community.publish()
    await community.choose(Setting.LANGUAGE, "es")
    words = Catalogue.load().words("es")
    for person, text in ((community.ana, ATTACK), (community.ben, HATE)):
        await person.say(community.thread, text)
        assert words("notice.repeated") not in notice(person).content
    await community.world.advance(timedelta(minutes=11))

    await community.ana.say(community.thread, "You are a fool")
    await community.ben.say(community.thread, f"{HATE}, I say")

    assert words("notice.repeated") in notice(community.ana).content
    assert words("notice.repeated") not in notice(community.ben).content  # nothing is above hold
    assert [words("case.repeated") in card.content for card in cards(community)] == [
        False,
        True,
        False,
    ]


async def test_a_word_in_two_messages_is_shown_with_both_and_reworded_in_its_own(community):
    await community.publish()
    await community.ana.say(community.thread, "So you are an idi")

    await community.ana.say(community.thread, "ot, my friend")

    for told in (notice(community.ana), cards(community)[-1]):
        assert "read together with the message before: ||ot||" in told.content
        assert told.embeds[0]["description"] == "So you are an idi\not, my friend"
    dialog = await community.ana.click(notice(community.ana), "Reword")
    await community.ana.submit(dialog, text="ot, or so they say")
    assert replies(community) == ["So you are an idi", "ot, or so they say"]


async def test_a_disguise_that_counts_a_step_graver_is_told_in_the_words_as_written(community):
    await community.publish()
    await community.choose(Setting.LANGUAGE, "es")
    words = Catalogue.load().words("es")

    text = "Well, you are an 1d10t"
    tried = await community.moderator.command("/rule test", community.thread, text=text)
    await community.ana.say(community.thread, text)
    await community.ben.say(community.thread, "All 1mm1gr4nts are v3rm1n")

    quoted = "||you are an 1d10t||"
    assert f"{quoted} · disguised, so a step graver" in tried.text
    told = words("notice.evasive", words=quoted)
    assert told in notice(community.ana).content
    assert labels(notice(community.ana)) == [words("notice.button.reword")]
    held, hate = cards(community)
    assert words("case.evasive", words=quoted) in held.content
    assert "v3rm1n" in hate.content  # which is held in any case
    assert told.partition(":")[0] not in notice(community.ben).content


async def test_the_words_that_are_told_are_those_of_the_file_that_was_met(community):
    await community.publish()
    files = [("a-long-name-of-a-holiday-picture.png", b"1"), ("you_are_an_idiot.png", b"2")]

    await community.ana.say(community.thread, "Look.", attachments=files)

    words = "The words, in a file's name or description: ||you\\_are\\_an\\_idiot||"
    assert words in notice(community.ana).content
    assert notice(community.ana).embeds[0]["description"] == (
        "Look.\nFile: a-long-name-of-a-holiday-picture.png\nFile: you\\_are\\_an\\_idiot.png"
    )


@pytest.mark.parametrize("met", ["an <:idiot", "an <:idiot:12", "an <a:idiot:12345>"])
def test_an_emoji_in_the_words_is_named_however_much_of_it_was_met(met):
    assert spoiler(met) == "||an \\:idiot:||"


def test_a_person_in_the_words_is_named_and_all_else_is_shown_as_it_is():
    assert spoiler("<@12> is *a* <@&3>||") == "||<@12> is \\*a\\* \\<\\@&3>\\|\\|||"


async def test_words_in_two_messages_are_told_as_such_and_each_sentence_once(community):
    await community.publish()

    await community.ana.say(community.thread, "So go and kill")
    await community.ana.say(community.thread, "yourself, now")
    await community.ben.say(community.thread, "You are a clown.")
    await community.ben.say(community.thread, "What an idiot you are!")

    assert "The words, read together with the message before: ||yourself||" in (
        notice(community.ana).content
    )
    _, why, automatic, _ = notice(community.ben).content.splitlines()
    assert "The words: ||You are a clown|| ||What an idiot you are||" in why
    assert automatic.startswith("An automatic check")


async def test_a_flood_is_told_without_the_words_of_its_last_reply(community):
    await community.publish()

    async with community.world.burst():
        for number in range(11):
            await community.ana.say(community.thread, f"And another thought, number {number}")

    told = notice(community.ana).content.splitlines()
    assert told[1] == (
        "Many comments within seconds leave no room for others. Take a moment between them."
    )


async def test_each_of_several_replies_is_explained_however_many_rules_they_met(community):
    await community.publish()
    texts = (
        "Join us at discord.gg/abcdef, we talk there",
        "Look: [https://bank.example/login](https://thief.example/login)",
        "Her number is 555 019 2834, call her.",
        HATE,
    )

    async with community.world.burst():
        for text in texts:
            await community.ana.say(community.thread, text)

    first, *why, _automatic, _next = notice(community.ana).content.splitlines()
    assert first.startswith("About your 4 replies")
    assert len(why) == 4


def test_of_what_was_met_a_message_names_as_much_as_it_has_room_for():
    lines = ["x" * 900, "y" * 900, "z" * 300]

    assert whole(["above"], lines, ["below"]) == "\n".join(("above", *lines[:2], "below"))
