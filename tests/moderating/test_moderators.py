"""What moderators decide, what they may decide, and against whom nothing is done."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.discussions.cases import Decision, Stage
from bot.discussions.model import Standing
from bot.servers.model import Setting
from bot.services.facts import ClosingSaid, DecideClosing
from tests.moderating.people import (
    ATTACK,
    HATE,
    cards,
    labels,
    notice,
    notices,
    private_notice,
    replies,
)
from tests.robustness.test_missing_rights import give_back, take


async def test_what_was_held_is_put_back_with_its_file(community):
    await community.publish()
    community.admin.world.trim()

    await community.ana.say(community.thread, HATE, attachments=[("graph.txt", b"1 2 3")])

    assert replies(community) == []
    (card,) = cards(community)
    assert labels(card) == ["Put back", "Uphold"]
    assert "told by direct message" in card.content
    assert labels(notice(community.ana)) == ["Reword"]
    answer = await community.moderator.click(card, "Put back")
    assert answer.ephemeral
    assert answer.text.startswith(f"Put back by {community.moderator.mention}")
    (posted,) = [each for each in community.ana.sees(community.thread) if each.attachments]
    assert posted.embeds[0]["description"] == HATE
    assert [(file.name, file.size) for file in posted.attachments] == [("graph.txt", 5)]
    (card,) = cards(community)
    assert card.content.splitlines()[1].startswith("Put back by")
    assert labels(card) == []
    told, decided = notices(community.ana)
    assert "A moderator decided that it stands" in told.content
    assert decided.content == told.content.splitlines()[0]
    assert decided.reply_to == told.id
    assert await community.record.count() == 1


async def test_what_is_put_back_after_nobody_else_wrote_brings_the_closing_words(community):
    await community.publish()
    await community.ana.say(community.thread, HATE)
    await community.moderator.command("/discussion close", community.thread)
    closed = community.texts()[-1]

    await community.moderator.click(cards(community)[-1], "Put back")
    await community.world.advance(timedelta(seconds=5))  # the thread was shut again meanwhile

    assert "Comments are closed." not in closed
    assert community.texts()[-1].startswith("**One thought on “The bridge opens”**")
    assert (community.thread.locked, community.thread.archived) == (True, True)


async def test_what_is_put_back_while_nothing_is_being_said_brings_the_closing_words(community):
    await community.publish()
    await community.ana.say(community.thread, "One reply.")
    (said,) = await community.record.comments()
    handlers = community.bot.writer._handlers  # the seam: what takes facts in

    def standing_first(kind, standing):
        take_in = handlers[kind]

        def take_in_after(fact, tx, now):
            tx.standings.set((said.id,), standing)
            return take_in(fact, tx, now)

        handlers[kind] = take_in_after

    standing_first(DecideClosing, Standing.HELD)
    standing_first(ClosingSaid, Standing.COMMENT)  # none was counted, a moment ago
    await community.moderator.command("/discussion close", community.thread)
    await community.world.advance(timedelta(seconds=5))

    assert community.texts()[-1].startswith("**One thought on “The bridge opens”**")
    assert (community.thread.locked, community.thread.archived) == (True, True)


async def test_of_two_moderators_the_first_decides_and_the_second_is_told(community):
    await community.publish()
    await community.ana.say(community.thread, HATE)
    (card,) = cards(community)

    async with community.world.burst():
        upheld = await community.moderator.click(card, "Uphold")
        put_back = await community.admin.click(card, "Put back")

    too_late = "Somebody was quicker; nothing was changed."
    assert [answer.text.startswith(too_late) for answer in (upheld, put_back)].count(True) == 1
    was_upheld = put_back.text.startswith(too_late)
    case = await community.record.read(lambda tx: tx.cases.get(1))
    assert case.decision is (Decision.UPHELD if was_upheld else Decision.PUT_BACK)
    (comment,) = await community.record.comments()
    assert comment.standing is (Standing.REMOVED if was_upheld else Standing.COMMENT)
    assert replies(community) == ([] if was_upheld else [HATE])
    assert await community.record.texts(comment.message_id) == [HATE]
    assert await community.record.tombstone(comment.message_id) is None


@pytest.mark.parametrize("button", ["Put back", "Uphold"])
async def test_whoever_is_no_moderator_is_refused_on_a_card(community, button):
    await community.publish()
    await community.ana.say(community.thread, HATE)
    (card,) = cards(community)

    answer = await community.ben.click(card, button)

    assert answer.ephemeral
    assert answer.text.startswith("This is for moderators")
    case = await community.record.read(lambda tx: tx.cases.get(1))
    assert case.stage is Stage.WAITING


async def test_nobody_but_its_author_uses_a_notice(community):
    await community.publish()
    community.ana.close_dms()
    await community.ana.say(community.thread, ATTACK)
    _, told = private_notice(community)

    for button in ("Reword", "Post as it was"):
        answer = await community.moderator.click(told, button)
        assert answer.text.startswith("Only who wrote the reply can do that")

    assert replies(community) == []


async def test_nothing_is_done_against_moderators_admins_and_bots(community):
    await community.publish()
    role = community.server.create_role("Editors")
    editor = community.server.person("Eva", roles=[role])
    await community.choose(Setting.MODERATOR_ROLE, role.id)
    robot = community.server.bot("Robot", permissions=discord.Permissions.text())

    said = [
        await person.say(community.thread, HATE)
        for person in (community.moderator, community.admin, editor, robot)
    ]

    seen = {message.id for message in community.ana.sees(community.thread)}
    assert {message.id for message in said} <= seen
    assert cards(community) == []
    cases = [await community.record.read(lambda tx, n=n: tx.cases.get(n)) for n in (1, 2, 3, 4)]
    assert [case.stage for case in cases] == [Stage.NOTED] * 4
    assert await community.record.count() == 3


async def test_what_was_written_long_ago_is_listed_and_never_acted_against(community, monkeypatch):
    monkeypatch.setattr("bot.services.deeds.late_lists.MOST_LISTED", 1)
    await community.publish()
    await community.stop()
    old = await community.ana.say(community.thread, HATE)
    await community.ben.say(community.thread, ATTACK)
    further = await community.moderator.say(community.thread, HATE)
    await community.world.advance(timedelta(minutes=11))
    await community.ben.say(community.thread, "You are a fool")

    await community.start()
    await community.world.advance(timedelta(minutes=2))

    assert replies(community) == [HATE, ATTACK, HATE]
    lists = [
        each for each in community.moderator.sees(community.staff) if "was away" in each.content
    ]
    for listed, late in zip(lists, (old, further), strict=True):
        assert str(late.id) in listed.content
        assert listed.content.count("https://") == 1
    assert notices(community.ana) == []
    assert notice(community.ben).content.startswith("About your reply")


async def test_a_case_pings_the_role_that_an_admin_named_and_goes_to_its_channel(community):
    await community.publish()
    role = community.server.create_role("Editors")
    cases = community.server.create_channel("cases")
    await community.choose(Setting.MODERATOR_ROLE, role.id)
    await community.choose(Setting.MODERATION_CHANNEL, cases.id)

    await community.ana.say(community.thread, HATE)

    (card,) = [each for each in community.moderator.sees(cases) if each.embeds]
    assert card.content.startswith(f"<@&{role.id}> A reply by {community.ana.mention}")
    assert cards(community) == []


async def test_with_the_cap_lifted_a_threat_is_removed_with_a_strike_that_is_undone(community):
    await community.publish()
    shown = await community.admin.command(
        "/civility set", community.staff, removing=True, family="group hate", verdict="remove"
    )

    await community.ana.say(community.thread, HATE)

    assert "Hate against groups: removed, with a strike" in shown.text
    told = notice(community.ana).content
    assert "A strike is on your record until" in told
    assert told.endswith("A moderator looks at it, and may put it back and take the strike away.")
    look = community.server.id, community.ana.id, community.world.now()
    assert (await community.record.read(lambda tx: tx.strikes.standing(*look)))[0] == 1
    await community.moderator.click(cards(community)[0], "Put back")
    assert (await community.record.read(lambda tx: tx.strikes.standing(*look)))[0] == 0
    assert replies(community) == [HATE]


async def test_a_family_that_is_allowed_is_not_acted_upon_and_the_change_is_kept(community):
    await community.publish()

    await community.admin.command(
        "/civility set", community.staff, family="attack", verdict="allow"
    )
    await community.ana.say(community.thread, ATTACK)
    refused = await community.admin.command("/civility set", community.staff, family="attack")
    shown = await community.admin.command("/civility show", community.staff)

    assert replies(community) == [ATTACK]
    assert refused.text.startswith("Nothing was changed")
    assert "Attacks on somebody in the conversation: nothing happens" in shown.text
    versions = await community.record.read(lambda tx: tx.servers.versions(community.server.id))
    assert versions[-1].change == "civility set"
    assert versions[-1].document["civility"]["verdicts"] == {"attack": "allow"}


async def test_what_its_author_deleted_while_it_could_not_be_hidden_is_not_put_back(community):
    await community.publish()
    await take(community, "manage_messages")
    said = await community.ana.say(community.thread, HATE)

    await community.ana.delete(said)
    await give_back(community, "manage_messages")
    (card,) = cards(community)
    await community.moderator.click(card, "Put back")

    assert replies(community) == []
    assert await community.record.tombstone(said.id) is not None


async def test_what_may_have_been_hidden_is_put_back_although_nobody_knows(community):
    await community.publish()
    community.world.fail("DELETE", "*/messages/*", status=502)
    said = await community.ana.say(community.thread, HATE)

    await community.ana.delete(said)
    await community.world.advance(timedelta(minutes=1))
    (card,) = cards(community)
    await community.moderator.click(card, "Put back")

    assert replies(community) == [HATE]
    assert await community.record.tombstone(said.id) is None


async def test_what_its_author_deleted_long_after_discord_failed_is_not_put_back(community):
    await community.publish()
    community.world.fail("DELETE", "*/messages/*", status=502, times=9)
    said = await community.ana.say(community.thread, HATE)
    await community.world.advance(timedelta(minutes=6))

    await community.ana.delete(said)
    await community.world.advance(timedelta(minutes=6))
    (card,) = cards(community)
    await community.moderator.click(card, "Put back")

    assert replies(community) == []
    assert await community.record.tombstone(said.id) is not None


async def test_moderators_see_a_case_whose_reply_could_not_be_hidden(community):
    await community.publish()
    await take(community, "manage_messages")
    await community.ana.say(community.thread, HATE)
    (card,) = cards(community)
    unhidden = card.content
    shown_while_seen = (replies(community), notices(community.ana))

    await give_back(community, "manage_messages")

    (card,) = cards(community)
    assert "I could not hide it" in unhidden
    assert shown_while_seen == ([HATE], [])
    assert card.content.splitlines()[1].startswith("Held until you decide")
    assert replies(community) == []


async def test_what_could_not_be_hidden_and_may_stand_is_left_as_it_is(community):
    await community.publish()
    await take(community, "manage_messages")
    said = await community.ana.say(community.thread, HATE)
    (card,) = cards(community)

    await community.moderator.click(card, "Let it stand")
    await give_back(community, "manage_messages")

    assert replies(community) == [HATE]
    assert said.id in [each.id for each in community.thread.messages]
    assert await community.record.count() == 1
    assert labels(cards(community)[0]) == []
