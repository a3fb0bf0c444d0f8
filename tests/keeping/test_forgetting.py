"""Whoever asks is erased, wherever they are named, and stays erased."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.servers.model import BY_ITSELF
from bot.storage.backup import back_up
from bot.storage.personal import ERASED
from bot.storage.restoring import restore
from tests.community import START
from tests.keeping.people import database, forget, mentions
from tests.life.dying import Death
from tests.moderating.people import ATTACK, replies


async def test_a_person_is_erased_everywhere_and_the_conversation_stays(community):
    await community.publish()
    said = await community.ana.say(
        community.thread, "A first thought.", attachments=[("map.png", b"x")]
    )
    await community.world.advance(timedelta(seconds=5))
    await community.ana.edit(said, "A better thought.")
    answer = await community.ben.say(community.thread, "Why?", reply_to=said)
    taken_back = await community.ana.say(community.thread, "Never mind.")
    await community.ana.delete(taken_back)

    answered = await forget(community, community.ana)

    assert answered.ephemeral
    assert answered.text.startswith("Everything about you is erased.")
    assert mentions(community, community.ana.id) == ["erasures.user_id"]
    comments = await community.record.comments()
    assert [comment.author_id for comment in comments] == [None, community.ben.id, None]
    assert comments[1].answers_message_id == said.id
    assert await community.record.texts(said.id) == ["", ""]
    assert await community.record.texts(taken_back.id) == [""]
    assert await community.record.texts(answer.id) == ["Why?"]
    assert await community.record.tombstone(taken_back.id) is not None
    assert await community.record.count() == 2
    await community.stop()
    files = [each for each in community.folder.iterdir() if each.is_file()]
    assert [each.name for each in files if b"A first thought." in each.read_bytes()] == []


async def test_what_still_stands_in_discord_is_not_recorded_again(community):
    await community.publish()
    said = await community.ana.say(community.thread, "A first thought.")
    await community.stop()
    unread = await community.ana.say(community.thread, "Said while nobody listened.")
    await community.start()
    await forget(community, community.ana)
    await community.world.advance(timedelta(seconds=5))

    await community.ana.edit(said, ATTACK)
    async with community.world.gap():
        pass
    later = await community.ana.say(community.thread, "A new thought.")

    assert await community.record.texts(said.id) == [""]
    assert await community.record.texts(unread.id) == [""]
    assert await community.record.texts(later.id) == ["A new thought."]
    assert await community.record.count() == 3
    assert replies(community) == [ATTACK, "Said while nobody listened.", "A new thought."]
    assert await community.record.read(lambda tx: tx.cases.get(1)) is None
    shown = await community.ana.command("/mydata show", community.news)
    assert "- one reply\n" in shown.text
    assert "You had yourself erased on" in shown.text


async def test_a_backup_that_is_put_back_does_not_bring_back_who_was_erased(community):
    await community.publish()
    said = await community.ana.say(community.thread, "Before the backup.")
    back_up(database(community), community.folder / "yesterday.db")
    unknown = await community.ana.say(community.thread, "After the backup.")
    await forget(community, community.ana)
    await community.world.advance(timedelta(seconds=5))
    later = await community.ana.say(community.thread, "After the erasure.")
    await community.stop()

    restore(community.folder / "yesterday.db", database(community), START)
    await community.start()

    assert await community.record.texts(said.id) == [""]
    assert await community.record.texts(unknown.id) == [""]
    assert await community.record.texts(later.id) == ["After the erasure."]
    assert await community.record.count() == 3
    authors = [comment.author_id for comment in await community.record.comments()]
    assert authors == [None, None, community.ana.id]


@pytest.mark.soak
@pytest.mark.parametrize("phase", ["before", "after"])
async def test_a_bot_that_dies_while_it_erases_has_erased_when_it_is_back(community, phase):
    await community.publish()
    said = await community.ana.say(community.thread, "A first thought.")
    asked = await community.ana.command("/mydata forget", community.news)
    Death("commit", 1, phase).watch(community)

    await community.ana.click(asked.message, "Erase everything about me")
    assert community.world.dead
    await community.crash()
    await community.start()

    assert await community.record.texts(said.id) == [""]
    assert mentions(community, community.ana.id) == ["erasures.user_id"]


async def test_an_admin_who_is_erased_leaves_settings_without_their_name(community):
    await community.publish()

    await forget(community, community.admin)
    await forget(community, community.moderator)

    assert mentions(community, community.admin.id) == ["erasures.user_id"]
    assert mentions(community, community.moderator.id) == ["erasures.user_id"]
    versions = await community.record.read(lambda tx: tx.servers.versions(community.server.id))
    assert {version.made_by for version in versions} == {ERASED, BY_ITSELF}
    assert await community.record.read(lambda tx: tx.servers.channel(community.news.id))
    history = await community.admin.command("/config history", community.staff)
    assert "somebody who had themselves erased" in history.text


async def test_whoever_left_the_server_is_erased_from_direct_messages(community):
    await community.publish()
    said = await community.ana.say(community.thread, "A first thought.")
    await community.ana.leave()

    answered = await forget(community, community.ana, community.ana.dm)

    assert answered.text.startswith("Everything about you is erased.")
    assert await community.record.texts(said.id) == [""]


async def test_a_button_erases_only_whom_it_asks(community):
    await community.publish()
    said = await community.ana.say(community.thread, "A first thought.")
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="Erase", custom_id=f"forget:{community.ana.id}"))
    place = community.bot.get_partial_messageable(community.news.id)
    shown = await community.world.as_bot(place.send(view=view))
    question = community.world.message(community.news.id, shown.id)

    refused = await community.ben.click(question, "Erase")

    assert refused.text == "This question was put to somebody else. Use the command yourself."
    assert await community.record.texts(said.id) == ["A first thought."]


async def test_what_comes_after_an_erasure_is_no_repeat_of_what_went(community):
    said = "Everybody should come to the square on Sunday and bring a lamp"
    await community.publish()
    await community.ana.say(community.thread, said)

    await forget(community, community.ana)
    await community.world.advance(timedelta(seconds=1))
    await community.ana.say(community.thread, said)

    assert await community.record.read(lambda tx: tx.cases.get(1)) is None


async def test_the_audit_log_does_not_name_again_who_was_erased(community):
    await community.publish()
    said = await community.ana.say(community.thread, "A first thought.")
    await forget(community, community.ana)

    await community.world.advance(timedelta(seconds=1))
    await community.moderator.delete(said)

    assert await community.record.tombstone(said.id) is not None
    assert "deletion_entries.author_id" not in mentions(community, community.ana.id)


async def test_who_deleted_what_came_after_an_erasure_is_known(community):
    await community.publish()
    await forget(community, community.ana)
    await community.world.advance(timedelta(seconds=1))
    later = await community.ana.say(community.thread, "A new thought.")

    await community.moderator.delete(later)

    end = await community.record.tombstone(later.id)
    assert end.deleted_by == community.moderator.id
