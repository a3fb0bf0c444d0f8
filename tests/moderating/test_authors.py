"""What an author meets whose reply a rule met: rewording, insisting, what stands."""

from __future__ import annotations

from datetime import timedelta

from bot.discussions.cases import Decision, Stage
from tests.community import article
from tests.moderating.people import ATTACK, HATE, cards, labels, notice, notices, replies


async def test_an_attack_is_reworded_and_posted_in_its_authors_name(community):
    await community.publish()
    first = await community.ben.say(community.thread, "I liked the old bridge.")

    attack = await community.ana.say(community.thread, ATTACK, reply_to=first)

    assert ATTACK not in community.texts()
    told = notice(community.ana)
    first_line, *rest = told.content.splitlines()
    assert first_line == (
        "About your reply on “The bridge opens” (The Daily)."
        " It is hidden for now; nothing is on your record."
    )
    assert f"||{ATTACK}||" in rest[0]
    assert rest[1] == "An automatic check did this, and it can be wrong."
    assert told.embeds[0]["description"] == ATTACK
    assert labels(told) == ["Reword", "Post as it was"]
    assert await community.record.count() == 1
    assert await community.record.tombstone(attack.id) is None

    dialog = await community.ana.click(told, "Reword")
    again = await community.ana.submit(dialog, text="You are a complete fool.")
    assert again.text.startswith("It is not posted")
    assert "The words: ||You are a complete fool||" in again.text
    assert again.message.embeds[0]["description"] == "You are a complete fool."
    dialog = await community.ana.click(told, "Reword")
    answer = await community.ana.submit(dialog, text="I think it was unsafe.")

    assert answer.text == "Your new text is posted."
    posted = community.ana.sees(community.thread)[-1]
    assert posted.embeds[0]["description"] == "I think it was unsafe."
    assert posted.embeds[0]["author"]["name"] == "Ana"
    assert posted.reply_to == first.id
    assert posted.silent
    assert await community.record.count() == 2
    assert await community.record.texts(posted.id) == [ATTACK, "I think it was unsafe."]
    assert notice(community.ana).content.startswith(
        "About your reply on “The bridge opens” (The Daily). Your new text is posted"
    )
    assert labels(notice(community.ana)) == []
    case = await community.record.read(lambda tx: tx.cases.get(1))
    assert (case.stage, case.decision) == (Stage.DECIDED, Decision.REWORDED)
    assert community.moderator.sees(community.staff) == []


async def test_who_insists_has_it_posted_as_it_was_and_a_moderator_looks_at_it(community):
    await community.publish()
    await community.ana.say(community.thread, ATTACK)

    told = notice(community.ana)
    answer = await community.ana.click(told, "Post as it was")

    assert answer.text == "It is going up as it was, and a moderator looks at it."
    assert replies(community) == [ATTACK]
    assert await community.record.count() == 1
    assert labels(notice(community.ana)) == []
    (card,) = cards(community)
    assert labels(card) == ["Let it stand", "Uphold"]

    await community.moderator.click(card, "Uphold")

    assert replies(community) == []
    assert await community.record.count() == 0
    decided = notices(community.ana)[0].content
    assert "A moderator decided to take it out. Nothing is on your record." in decided
    assert "automatic" not in decided


async def test_a_burst_of_attacks_is_one_case_and_one_notice(community):
    await community.publish()

    async with community.world.burst():
        for number in range(8):
            await community.ana.say(community.thread, f"{ATTACK}, number {number}")

    assert replies(community) == []
    (told,) = notices(community.ana)
    first, *_, last = told.content.splitlines()
    assert first.startswith("About your 8 replies on “The bridge opens”")
    assert last.startswith("*Reword* them, the last one first")
    assert await community.record.read(lambda tx: tx.cases.get(2)) is None
    hits = await community.record.read(lambda tx: tx.cases.hits(1))
    assert len({hit.comment_id for hit in hits}) == 8

    await community.ana.click(told, "Post as it was")

    assert replies(community) == [f"{ATTACK}, number {number}" for number in range(8)]


async def test_a_private_word_comes_once_a_day_for_a_rule_and_the_reply_stands(community):
    await community.publish()

    await community.ana.say(community.thread, "Nooooooooooo, not again")
    await community.world.advance(timedelta(hours=1))
    await community.ana.say(community.thread, "Whyyyyyyyyyyyyyyy, tell me")

    assert len(replies(community)) == 2
    (told,) = notices(community.ana)
    assert "It stands; nothing is on your record." in told.content
    assert told.content.endswith("Edit it if you like, or leave it: nothing more happens.")
    assert labels(told) == []
    await community.world.advance(timedelta(days=1))
    await community.ana.say(community.thread, "Yessssssssssssss, at last")
    assert len(notices(community.ana)) == 2


async def test_a_reply_that_was_answered_stays_with_a_private_word_when_it_turns_bad(community):
    await community.publish()
    said = await community.ana.say(community.thread, "The bridge is ugly.")
    await community.ben.say(community.thread, "Why?", reply_to=said)
    translated = await community.ben.say(community.thread, "The old one was uglier.")
    await community.server.bot("Robot").say(community.thread, "Feo", reply_to=translated)

    await community.ana.edit(said, ATTACK)
    await community.ben.edit(translated, ATTACK)

    assert replies(community) == [ATTACK, "Why?"]
    assert "It stands" in notice(community.ana).content


async def test_an_edit_is_judged_like_a_reply(community):
    await community.publish()
    said = await community.ana.say(community.thread, "The bridge is ugly.")

    await community.ana.edit(said, ATTACK)

    assert replies(community) == []
    await community.ana.click(notice(community.ana), "Post as it was")
    assert replies(community) == [ATTACK]
    assert await community.record.count() == 1


async def test_a_repeat_goes_one_step_up_once_the_notice_was_answered(community):
    await community.publish()
    await community.ana.say(community.thread, ATTACK)
    await community.ana.click(notice(community.ana), "Post as it was")

    await community.ana.say(community.thread, "You are a fool")

    case = await community.record.read(lambda tx: tx.cases.get(1))
    assert case.verdict == "hold"
    assert replies(community) == [ATTACK]
    assert notice(community.ana).content.startswith(
        "About your reply on “The bridge opens” (The Daily). It is hidden for now;"
    )
    assert [each["description"] for each in notice(community.ana).embeds] == ["You are a fool"]
    assert "The words: ||You are a fool||" in notice(community.ana).content
    card = cards(community)[-1]
    assert labels(card) == ["Put back", "Uphold"]
    assert card.content.splitlines()[1].startswith("One of them is held until you decide.")


async def test_what_is_reworded_while_the_bot_starts_anew_is_taken_in(community):
    await community.publish()
    await community.ana.say(community.thread, ATTACK)
    dialog = await community.ana.click(notice(community.ana), "Reword")

    await community.stop()
    await community.start()
    answer = await community.ana.submit(dialog, text="I think it was unsafe.")

    assert answer.text == "Your new text is posted."
    assert replies(community) == ["I think it was unsafe."]


async def test_what_was_only_advised_is_no_part_of_a_graver_case(community):
    await community.publish()
    await community.ana.say(community.thread, "Nooooooooooo, not again")
    await community.ana.say(community.thread, HATE)
    assert notice(community.ana).content.startswith("About your reply on")
    assert "It is hidden for now" in notice(community.ana).content
    assert "A private word about a reply of yours that stands: Letters or signs repeated" in (
        notice(community.ana).content
    )
    (card,) = cards(community)
    assert card.content.startswith("A reply by")

    await community.moderator.click(card, "Uphold")

    assert replies(community) == ["Nooooooooooo, not again"]
    assert "decided that it stays out" in notice(community.ana).content


async def test_nobody_speaks_through_the_bot_who_may_not_speak_there(community):
    await community.publish()
    await community.ana.say(community.thread, ATTACK)
    told = notice(community.ana)
    dialog = await community.ana.click(told, "Reword")
    community.news.deny(community.ana, "send_messages_in_threads")

    refused = await community.ana.submit(dialog, text="Buy my kites.")
    await community.ana.leave()
    gone = await community.ana.click(told, "Post as it was")

    assert refused.text.startswith("You cannot write in that discussion now")
    assert refused.text.startswith(gone.text)
    assert refused.message.embeds[0]["description"] == "Buy my kites."
    seen = [each for each in community.ben.sees(community.thread) if each.embeds]
    assert not any("author" in message.embeds[0] for message in seen)


async def test_a_closed_discussion_takes_no_text_but_a_moderator_is_asked(community):
    await community.publish()
    await community.ana.say(community.thread, ATTACK)
    await community.ben.say(community.thread, HATE)
    returned, held = notice(community.ana), notice(community.ben)
    dialog = await community.ana.click(returned, "Reword")
    await community.moderator.command("/discussion close", community.thread)

    late = await community.ana.submit(dialog, text="I think it was unsafe.")
    again = await community.ben.click(held, "Reword")
    asked = await community.ana.click(returned, "Post as it was")

    assert late.text.startswith("Commenting has closed there")
    assert late.text.startswith(again.text)
    assert asked.text.endswith("can still put it back: you wrote it in time.")
    assert replies(community) == []
    assert labels(notice(community.ana)) == []
    assert "cannot be reworded" in notice(community.ana).content
    await community.moderator.click(cards(community)[-1], "Put back")
    assert replies(community) == [ATTACK]
    assert community.thread.locked
    assert community.thread.archived


async def test_a_reworded_reply_brings_no_name_of_a_file_that_a_rule_met(community):
    await community.publish()
    await community.ana.say(community.thread, "", attachments=[("You are an idiot.png", b"1")])

    dialog = await community.ana.click(notice(community.ana), "Reword")
    await community.ana.submit(dialog, text="Look at this.")

    posted = community.thread.messages[-1]
    assert [file.name for file in posted.attachments] == ["file-1.png"]
    assert community.world.backend.cdn.get(posted.attachments[0].url) == b"1"


async def test_quoting_the_articles_title_is_quoting_the_article(community):
    await community.publish(article("“You are an idiot”, says the mayor"))

    await community.ana.say(community.thread, "> You are an idiot\nHe said that to a voter!")

    assert len(replies(community)) == 1
    assert notices(community.ana) == []
