"""A right is missing: what depends on it waits, admins are told once, and it goes on by itself."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.services.rights import IN_ARTICLE_CHANNEL
from tests.community import Community, article

MINUTE = timedelta(minutes=1)

PARKS = {
    "view_channel": "An article could not be posted",
    "send_messages": "An article could not be posted",
    "embed_links": "An article could not be posted",
    "create_public_threads": "A discussion could not be started",
    "manage_threads": "A discussion could not be locked",
    "send_messages_in_threads": "An article could not be copied into its thread",
}
"""What cannot be done without each right, as the notice words it."""

NOT_NEEDED_TO_POST = {"manage_messages", "attach_files", "read_message_history"}


async def take(community: Community, *rights: str) -> None:
    community.news.deny(community.server.bot_role, *rights)
    await community.world.settle()


async def give_back(community: Community, *rights: str) -> None:
    community.news.allow(community.server.bot_role, *rights)
    await community.world.settle()


def notices(community: Community) -> list[str]:
    return [message.text for message in community.staff.messages]


def test_every_right_is_tried():
    assert PARKS.keys() | NOT_NEEDED_TO_POST == {need.right for need in IN_ARTICLE_CHANNEL}


@pytest.mark.parametrize("right", [need.right for need in IN_ARTICLE_CHANNEL])
async def test_a_channel_without_a_right_is_refused_and_the_right_named(newsroom, right):
    await newsroom.start()
    await take(newsroom, right)

    answer = await newsroom.admin.command("/channel set", newsroom.staff, channel=newsroom.news)

    assert answer.ephemeral
    assert answer.text.startswith("Nothing was changed")
    assert right.replace("_", " ") in answer.text.lower()
    assert await newsroom.record.read(lambda tx: tx.servers.channels(newsroom.server.id)) == []


async def test_a_refused_set_up_does_not_change_the_language_either(newsroom):
    await newsroom.start()
    await take(newsroom, "manage_threads")

    await newsroom.admin.command(
        "/channel set", newsroom.staff, channel=newsroom.news, language="es"
    )

    server = await newsroom.record.read(lambda tx: tx.servers.get(newsroom.server.id))
    assert server.language == "en"


@pytest.mark.parametrize(("right", "notice"), PARKS.items())
async def test_a_right_taken_after_set_up_parks_and_giving_it_back_goes_on(
    community, right, notice
):
    await take(community, right)
    await community.publish()
    await community.world.advance(MINUTE)

    shown = await community.admin.command("/channel show", community.staff)

    assert [text.count(notice) for text in notices(community)] == [1]
    assert notice in shown.text
    await give_back(community, right)
    await community.world.advance(MINUTE)
    assert len(community.cards()) == len(community.news.threads) == 1
    assert [text.splitlines()[0] for text in community.texts()] == [
        "It took nine years.",
        "What do you think? Talk about the argument, not the person. Replies here are recorded,"
        " with edits and deletions. `/mydata` shows what is kept about you.",
    ]
    assert not community.thread.locked
    assert await community.record.parked() == []
    assert len(notices(community)) == 1


async def test_a_role_that_gets_its_rights_back_revives_too(community):
    full = community.server.stored.roles[community.server.bot_role.id].permissions
    community.server.bot_role.take("send_messages")
    await community.publish()

    community.server.bot_role.set_permissions(discord.Permissions(full))
    await community.world.settle()

    assert len(community.cards()) == 1


async def test_other_changes_of_the_server_do_not_tell_the_admins_again(community):
    await take(community, "send_messages")
    await community.publish()

    for _ in range(3):
        community.server.create_role("colour").take("connect")
        await community.world.advance(MINUTE)

    assert len(notices(community)) == 1
    assert await community.record.parked() == [("post card", 50013)]


async def test_without_a_notices_channel_nobody_is_told_and_nothing_runs_wild(newsroom):
    await newsroom.start()
    await newsroom.admin.command("/channel set", newsroom.news)
    await take(newsroom, "send_messages")
    await newsroom.publish()
    requests = newsroom.world.request_count

    await newsroom.world.advance(timedelta(hours=1))

    assert newsroom.world.request_count == requests
    shown = await newsroom.admin.command("/channel show", newsroom.staff)
    assert "An article could not be posted" in shown.text
    assert "/channel set use:notices" in shown.text


async def test_naming_a_notices_channel_tells_what_is_parked_already(newsroom):
    await newsroom.start()
    await newsroom.admin.command("/channel set", newsroom.news)
    await take(newsroom, "send_messages")
    await newsroom.publish()

    await newsroom.admin.command("/channel set", newsroom.staff, use="notices")
    await newsroom.world.advance(MINUTE)

    assert len(notices(newsroom)) == 1
    assert "An article could not be posted" in notices(newsroom)[0]


async def test_what_fails_for_one_reason_within_seconds_is_told_as_one(community):
    await take(community, "send_messages")
    await community.publish()
    await community.publish(article("Another"))
    assert notices(community) == []

    await community.world.advance(MINUTE)

    assert len(notices(community)) == 1


async def test_a_notices_channel_without_rights_is_told_when_it_has_them(community):
    community.staff.deny(community.server.bot_role, "send_messages")
    await take(community, "send_messages")
    await community.publish()
    await community.publish(article("Another"))
    assert notices(community) == []

    community.staff.allow(community.server.bot_role, "send_messages")
    await community.world.advance(MINUTE)

    assert len(notices(community)) == 1


async def test_without_the_right_to_read_the_past_nothing_counts_as_deleted(community):
    """Discord then shows an empty past and no error (docs: resources/message)."""
    await community.publish()
    said = await community.ana.say(community.thread, "I was here.")
    await community.stop()
    await take(community, "read_message_history")

    await community.start()

    assert await community.record.tombstone(said.id) is None
    assert await community.record.parked() == [("catch up", 50013)]
    await give_back(community, "read_message_history")
    assert await community.record.parked() == []
    assert await community.record.count() == 1


async def test_closing_without_manage_threads_waits_for_it(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await take(community, "manage_threads")

    await community.moderator.command("/discussion close", community.thread)
    await community.world.advance(MINUTE)

    assert not community.thread.locked
    assert len(notices(community)) == 1
    await give_back(community, "manage_threads")
    await community.world.advance(MINUTE)
    assert community.thread.locked
    assert community.thread.archived
    assert community.texts()[-1].startswith("**One thought on")
