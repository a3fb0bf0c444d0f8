"""Who may do what: refused in code, wherever Discord let somebody through."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.demo.world import Refused
from bot.servers.model import Setting
from tests.commands.handing_out import hand_out
from tests.community import Community, article

MODERATORS_COMMANDS: dict[str, dict[str, Any]] = {
    "/article post": {"url": "https://example.org/story"},
    "/discussion close": {"discussion": "bridge"},
    "/discussion open": {"discussion": "bridge"},
    "/discussion extend": {"days": 3, "discussion": "bridge"},
    "/discussion list": {},
}
ADMINS_COMMANDS = ("/channel set", "/channel show", "/channel remove")


def handed_out(community: Community, command: str, person: Any) -> None:
    hand_out(community.server, command.split(maxsplit=1)[0].lstrip("/"), person)


async def state(community: Community) -> tuple[Any, ...]:
    """Whatever a command could change."""
    return await community.record.read(
        lambda tx: (
            tx.servers.get(community.server.id),
            tx.servers.channels(community.server.id),
            tx.servers.versions(community.server.id),
            tx.discussions.newest(community.server.id),
        )
    )


@pytest.mark.parametrize("command", MODERATORS_COMMANDS)
async def test_a_member_with_a_moderators_command_is_refused_in_code(community, command):
    await community.publish()
    handed_out(community, command, community.ana)
    before = await state(community)

    answer = await community.ana.command(command, community.news, **MODERATORS_COMMANDS[command])

    assert answer.ephemeral
    assert answer.text.startswith("This is for moderators")
    assert await state(community) == before


@pytest.mark.parametrize("who", ["ana", "moderator"])
@pytest.mark.parametrize("command", ADMINS_COMMANDS)
async def test_whoever_is_no_admin_is_refused_an_admins_command_in_code(community, command, who):
    person = getattr(community, who)
    handed_out(community, command, person)
    before = await state(community)

    answer = await person.command(command, community.news)

    assert answer.ephemeral
    assert answer.text.startswith("This is for admins")
    assert await state(community) == before


@pytest.mark.parametrize("command", ADMINS_COMMANDS)
async def test_moderators_are_not_even_offered_what_is_for_admins(community, command):
    with pytest.raises(Refused):
        await community.moderator.command(command, community.news)


async def test_an_admin_may_do_what_moderators_may(community):
    await community.publish()

    answer = await community.admin.command("/discussion close", community.thread)

    assert answer.text == "Commenting on “The bridge opens” is closed."


async def test_whoever_moderates_another_channel_does_not_moderate_this_one(community):
    await community.publish()
    games = community.server.create_channel("games")
    games.allow(community.ben, "manage_messages")
    await community.world.settle()

    answer = await community.ben.command("/discussion close", games, discussion="bridge")

    assert answer.text.startswith("This is for moderators")
    assert not community.thread.locked


async def test_whoever_has_the_moderators_role_moderates_the_channels_that_they_see(community):
    await community.publish()
    role = community.server.create_role("Moderators")
    cleo = community.server.person("Cleo", roles=[role])
    before = await cleo.command("/discussion close", community.news, discussion="bridge")
    await community.choose(Setting.MODERATOR_ROLE, role.id)

    closed = await cleo.command("/discussion close", community.news, discussion="bridge")
    stranger = await community.ana.command("/discussion list", community.news)
    community.news.deny(role, "view_channel")
    await community.world.settle()
    hidden = await cleo.command("/discussion open", community.staff, discussion="1")

    assert before.text.startswith("This is for moderators")
    assert closed.text == "Commenting on “The bridge opens” is closed."
    assert stranger.text.startswith("This is for moderators")
    assert hidden.text.startswith("No such discussion was found")


async def test_an_article_is_not_posted_to_a_channel_that_one_does_not_moderate(community):
    games = community.server.create_channel("games")
    games.allow(community.ben, "manage_messages")
    handed_out(community, "/article post", community.ben)
    await community.world.settle()

    answer = await community.ben.command(
        "/article post", games, url="https://example.org/", channel=community.news
    )

    assert answer.text.startswith("This is for moderators")
    assert community.cards() == []


async def test_discussions_of_a_hidden_channel_are_shown_to_nobody_outside(community):
    await community.publish(article("Layoffs are planned"))
    community.news.deny(community.server.everyone, "view_channel")
    await community.world.settle()

    offered = await community.ana.autocomplete(
        "/discussion status", "discussion", "", community.staff
    )
    by_title = await community.ana.command(
        "/discussion status", community.staff, discussion="Layoffs"
    )
    by_id = await community.ana.command("/discussion status", community.staff, discussion="1")

    assert offered == []
    for answer in (by_title, by_id):
        assert answer.text.startswith("No such discussion was found")


async def test_a_discussion_of_another_server_cannot_be_picked(community):
    await community.publish()
    other = community.world.create_server("The Other")
    lobby = other.create_channel("lobby")
    boss = other.person("Bo", permissions=discord.Permissions(manage_messages=True))
    other.invite_bot()
    await community.world.settle()

    status = await boss.command("/discussion status", lobby, discussion="1")
    closed = await boss.command("/discussion close", lobby, discussion="1")
    offered = await boss.autocomplete("/discussion status", "discussion", "bridge", lobby)

    assert "bridge" not in status.text
    assert closed.text.startswith("No such discussion was found")
    assert offered == []
    assert not community.thread.locked
