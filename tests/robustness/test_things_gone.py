"""Channels, threads, cards and servers that are gone: told once, and nothing is forgotten."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.world import Channel
from tests.community import Community, article

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def notices(community: Community) -> list[str]:
    return [message.text for message in community.staff.messages]


async def remove(community: Community, place: Channel) -> None:
    place.remove()
    await community.world.settle()


async def test_an_article_for_a_channel_that_is_deleted_meanwhile_is_parked_and_told(community):
    community.world.fail("POST", "*/messages", status=500)
    await community.publish()
    await remove(community, community.news)

    await community.world.advance(timedelta(hours=1))

    assert await community.record.parked() == [("post card", 10003)]
    assert len(notices(community)) == 1
    assert "its channel or thread is gone" in notices(community)[0]


async def test_a_deleted_channel_keeps_its_settings_and_its_record(community):
    await community.publish()
    said = await community.ana.say(community.thread, "Keep this.")

    await remove(community, community.news)
    await community.stop()
    await community.start()
    await community.world.advance(20 * DAY)

    assert await community.record.texts(said.id) == ["Keep this."]
    assert await community.record.tombstone(said.id) is None
    shown = await community.admin.command("/channel show", community.staff)
    assert f"<#{community.news.id}>" in shown.text


async def test_a_deleted_thread_is_told_once_and_its_comments_stay(community):
    await community.publish()
    said = await community.ana.say(community.thread, "Keep this.")
    await remove(community, community.thread)

    for _ in range(3):
        await community.stop()
        await community.start()
    await community.world.advance(MINUTE)

    assert len(notices(community)) == 1
    assert "A discussion could not be read" in notices(community)[0]
    assert await community.record.tombstone(said.id) is None
    assert await community.record.count() == 1


async def test_closing_a_discussion_whose_thread_is_deleted_parks_and_the_card_says_closed(
    community,
):
    await community.publish()
    await community.ana.say(community.thread, "Keep this.")
    await remove(community, community.thread)

    await community.world.advance(15 * DAY)

    assert ("lock thread", 10003) in await community.record.parked()
    assert len(notices(community)) == 1
    assert "Comments are closed." in community.card()


async def test_a_deleted_card_is_told_once_and_the_discussion_goes_on(community):
    await community.publish()
    await community.moderator.delete(community.cards()[0])

    for hour in range(4):
        await community.ana.say(community.thread, f"Thought {hour}")
        await community.world.advance(timedelta(hours=1))
    await community.world.advance(15 * DAY)

    assert len(notices(community)) == 1
    assert "A card could not be brought up to date" in notices(community)[0]
    assert community.texts()[-1].startswith("**4 thoughts on")
    assert community.thread.locked
    assert community.cards() == []


async def test_one_discussion_that_is_gone_holds_no_other(community):
    await community.publish()
    await remove(community, community.thread)
    await community.moderator.command("/discussion close", community.news, discussion="bridge")

    await community.publish(article("The tram returns"))

    assert community.thread.name == "The tram returns"
    assert not community.thread.locked


async def test_a_server_that_removes_the_bot_and_invites_it_again_finds_everything(community):
    await community.publish()
    before = await community.ana.say(community.thread, "Before.")
    settings = await community.record.read(lambda tx: tx.servers.channels(community.server.id))
    community.server.remove_bot()
    await community.world.settle()
    during = await community.ben.say(community.thread, "While the bot was out.")

    community.server.invite_bot()
    await community.world.settle()
    after = await community.ana.say(community.thread, "Back again.")

    assert await community.record.count() == 3
    texts = [await community.record.texts(said.id) for said in (before, during, after)]
    assert texts == [["Before."], ["While the bot was out."], ["Back again."]]
    assert settings == await community.record.read(
        lambda tx: tx.servers.channels(community.server.id)
    )
    server = await community.record.read(lambda tx: tx.servers.get(community.server.id))
    assert server.left_at is None


async def test_what_came_due_while_the_bot_was_out_of_the_server_is_done_on_its_return(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    community.server.remove_bot()
    await community.world.advance(20 * DAY)

    community.server.invite_bot()
    await community.world.advance(MINUTE)

    assert community.thread.locked
    assert community.thread.archived
    assert community.texts()[-1].startswith("**One thought on")


async def test_a_server_that_removed_the_bot_is_noted_as_left(community):
    community.server.remove_bot()
    await community.world.settle()

    server = await community.record.read(lambda tx: tx.servers.get(community.server.id))
    assert server.left_at == community.world.now()
