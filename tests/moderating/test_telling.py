"""How an author is told: by direct message, in a private thread, at their next command."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.world import Request
from bot.services.moderating.telling import STRANGERS_AN_HOUR
from tests.moderating.people import ATTACK, HATE, cards, labels, notice, private_notice, replies


async def test_who_takes_no_messages_is_told_in_a_private_thread(community):
    await community.publish()
    community.ana.close_dms()

    await community.ana.say(community.thread, ATTACK)

    thread, told = private_notice(community)
    assert told.content.startswith("About your reply on")
    await community.ana.click(told, "Post as it was")
    assert replies(community) == [ATTACK]
    (card,) = cards(community)
    assert "told in a private thread" in card.content

    await community.moderator.archive(thread)
    await community.moderator.click(card, "Uphold")

    told, decided = [each for each in community.ana.sees(thread) if not each.ephemeral]
    assert "decided to take it out" in told.content
    assert decided.reply_to == told.id


async def test_one_private_thread_is_enough_for_what_is_written_while_the_notice_is_sent(community):
    await community.publish()
    community.ana.close_dms()
    written: list[str] = []

    def write_again(request: Request, _: str) -> None:
        if request.path == "/users/@me/channels" and not written:
            written.append(f"{ATTACK}, again")
            path = f"/channels/{community.thread.id}/messages"
            community.ana._request("POST", path, {"content": written[0]})

    community.world.on_request = write_again
    await community.ana.say(community.thread, ATTACK)

    _, told = private_notice(community)
    assert written
    assert told.content.startswith("About your 2 replies on")


async def test_who_can_be_told_in_no_way_is_told_at_their_next_command(community):
    await community.publish()
    community.staff.deny(community.ana, "view_channel")
    community.ana.close_dms()
    await community.ana.say(community.thread, HATE)
    (card,) = cards(community)
    assert "could not be told yet" in card.content

    answer = await community.ana.command("/discussion status", community.news, discussion="bridge")
    next_answer = await community.ana.command(
        "/discussion status", community.news, discussion="bridge"
    )

    assert "One thought" not in answer.message.text
    (told,) = answer.followups
    assert told.ephemeral
    assert told.content.startswith("About your reply on “The bridge opens” (The Daily).")
    assert labels(told) == ["Reword"]
    assert next_answer.followups == ()
    assert "told when they used a command" in cards(community)[-1].content
    dialog = await community.ana.click(told, "Reword")
    await community.ana.submit(dialog, text="I disagree about immigration.")
    assert replies(community) == ["I disagree about immigration."]


async def test_strangers_beyond_the_hours_budget_are_told_in_another_way(community):
    await community.publish()
    now = community.world.now()

    def use_up(tx):
        for user_id in range(1, STRANGERS_AN_HOUR + 1):
            tx.contacts.may_write(user_id, now - timedelta(hours=1), STRANGERS_AN_HOUR, now)

    await community.world.as_bot(community.bot.database.write(use_up))

    await community.ana.say(community.thread, ATTACK)

    assert len(community.staff.threads) == 1
    await community.world.advance(timedelta(hours=2))
    await community.ben.say(community.thread, ATTACK)
    assert notice(community.ben).content.startswith("About your reply")


async def test_who_was_told_at_a_command_is_told_the_decision_in_the_same_way(community):
    await community.publish()
    community.staff.deny(community.ana, "view_channel")
    community.ana.close_dms()
    await community.ana.say(community.thread, HATE)
    await community.ana.command("/discussion status", community.news, discussion="bridge")

    await community.moderator.click(cards(community)[-1], "Uphold")
    answer = await community.ana.command("/discussion status", community.news, discussion="bridge")

    (told,) = answer.followups
    assert "decided that it stays out" in told.content
