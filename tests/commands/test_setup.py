"""`/setup`: a panel that is the settings, left and taken up again at any time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
import pytest

from bot.demo.places import Role
from bot.demo.world import Person, Seen
from bot.servers.model import ArticleChannel, Server, Setting
from tests.commands.handing_out import hand_out
from tests.community import Community
from tests.feeds.conftest import plays
from tests.feeds.press import FEED, Press, items

LONGEST_TEXTS, MOST_COMPONENTS = 4000, 40
"""Of one message (docs: components/reference)."""


@pytest.fixture
def press() -> Press:
    """A press whose feed holds three stories."""
    made = Press()
    made.publish(items(3))
    return made


@pytest.fixture
async def fresh(newsroom: Community, press: Press) -> Community:
    """A community whose bot reads the press, and where nothing is set up."""
    await newsroom.start(plays(press))
    return newsroom


async def server(community: Community) -> Server:
    return await community.record.read(lambda tx: tx.servers.get(community.server.id))


async def channels(community: Community) -> dict[int, ArticleChannel]:
    found = await community.record.read(lambda tx: tx.servers.channels(community.server.id))
    return {channel.channel_id: channel for channel in found}


async def feeds(community: Community) -> list[Any]:
    return await community.record.read(lambda tx: tx.feeds.of_server(community.server.id))


async def versions(community: Community) -> int:
    return len(await community.record.read(lambda tx: tx.servers.versions(community.server.id)))


async def opened(community: Community, person: Person | None = None) -> Seen:
    """The panel that `/setup` shows to an admin."""
    answer = await (person or community.admin).command("/setup", community.news)
    assert answer.ephemeral
    return answer.message


def text(community: Community, panel: Seen) -> str:
    """What can be read in the panel now."""
    return community.world.message(panel.channel_id, panel.id).text


def chosen(community: Community, panel: Seen, control: str) -> set[Any]:
    """What a select of the panel shows as chosen now: ids, or values of a list."""
    stored = community.world.backend.get_message(panel.channel_id, panel.id)
    (menu,) = (part for part in parts(stored.components) if part.get("custom_id") == control)
    listed = {option["value"] for option in menu.get("options", ()) if option.get("default")}
    return listed | {int(value["id"]) for value in menu.get("default_values", ())}


def parts(components: list[Any]) -> Iterator[Any]:
    """Every component of a message, however deep."""
    for part in components:
        yield part
        yield from parts(part.get("components", []))
        yield from parts([part["accessory"]] if "accessory" in part else [])


def demote(community: Community) -> None:
    """Take from the admin whatever made them one."""
    member = community.server.stored.members[community.admin.id]
    for role_id in member.role_ids:
        role = Role(community.world, community.server.id, role_id)
        role.set_permissions(discord.Permissions.none())


async def test_a_server_is_set_up_by_somebody_who_changes_their_mind_and_leaves(fresh, press):
    admin, news, staff = fresh.admin, fresh.news, fresh.staff
    opinion, role = fresh.server.create_channel("opinion"), fresh.server.create_role("Desk")
    panel = await opened(fresh)
    assert (
        "**Still to do:** an article channel · a channel for notices · a first feed" in panel.text
    )

    await admin.select(panel, opinion, menu="setup:articles")
    await admin.submit(await admin.click(panel, "setup:days"), days="30")
    added = await admin.submit(await admin.click(panel, "setup:feed"), url=FEED)
    assert "Commenting closes after 30 days." in text(fresh, panel)
    await admin.select(panel, news, menu="setup:articles")
    await admin.select(panel, news, menu="setup:notices")
    await admin.select(panel, staff, menu="setup:moderation")
    await admin.select(panel, "es", menu="setup:language")
    await fresh.stop()
    await fresh.start(plays(press))
    await admin.select(panel, staff, menu="setup:notices")
    await admin.select(panel, menu="setup:moderation")
    await admin.select(panel, role, menu="setup:role")
    await admin.submit(await admin.click(panel, "setup:days"), days="7")
    tried = await admin.click(panel, "setup:try")

    assert await channels(fresh) == {
        news.id: ArticleChannel(fresh.server.id, news.id, close_after_days=7)
    }
    kept = await server(fresh)
    assert (kept.language, kept.notices_channel_id) == ("es", staff.id)
    assert (kept.moderation_channel_id, kept.moderator_role_id) == (None, role.id)
    assert "**The Harbour Press** is watched now" in added.followups[-1].text
    assert tried.text.endswith("Everything works here. Nothing is left of the sample.")
    assert tried.ephemeral
    assert fresh.cards() == []
    (feed,) = await feeds(fresh)
    assert feed.channel_id == news.id
    for shown in (panel, await opened(fresh)):
        assert "**Everything is chosen.**" in text(fresh, shown)
        assert "One is watched" in text(fresh, shown)
        assert chosen(fresh, shown, "setup:articles") == {news.id}
        assert chosen(fresh, shown, "setup:notices") == {staff.id}
        assert chosen(fresh, shown, "setup:moderation") == set()
        assert chosen(fresh, shown, "setup:role") == {role.id}
        assert chosen(fresh, shown, "setup:language") == {"es"}


async def test_what_cannot_be_is_refused_in_words_and_not_shown_as_chosen(fresh):
    admin, news = fresh.admin, fresh.news
    hidden, bots = fresh.server.create_channel("desk"), fresh.server.bot_role
    hidden.deny(fresh.server.bot_role, "manage_threads")
    panel = await opened(fresh)
    await admin.select(panel, news, menu="setup:articles")
    await admin.select(panel, news, menu="setup:notices")
    before = await versions(fresh)

    lacking = await admin.select(panel, news, hidden, menu="setup:articles")
    everybody = await admin.select(panel, fresh.server.everyone, menu="setup:role")
    its_own = await admin.select(panel, bots, menu="setup:role")
    many = await admin.submit(await admin.click(panel, "setup:days"), days="many")
    nowhere = await admin.submit(
        await admin.click(panel, "setup:feed"), url="https://press.example/missing"
    )

    told = [answer.followups[-1] for answer in (lacking, everybody, its_own, many, nowhere)]
    assert all(message.ephemeral for message in told)
    assert f"Nothing was changed. In {hidden.mention} the bot lacks:" in told[0].text
    assert "- **Manage Threads**: discussions cannot be closed" in told[0].text
    assert told[1].text.startswith("Nothing was changed: that role is everybody's")
    assert told[2].text == told[1].text
    assert told[3].text.startswith("Nothing was changed: write a whole number of days")
    assert told[4].text.startswith("press.example has nothing at this address (404).")
    assert await versions(fresh) == before
    assert chosen(fresh, panel, "setup:articles") == {news.id}
    assert chosen(fresh, panel, "setup:role") == set()
    assert "None yet" in text(fresh, panel)


async def test_a_choice_in_a_panel_that_was_dismissed_meanwhile_is_taken_and_explained(fresh):
    panel = await opened(fresh)
    gone = ("PATCH", "/webhooks/*/messages/@original")

    fresh.world.fail(*gone, status=404, code=10008)
    taken = await fresh.admin.select(panel, fresh.news, menu="setup:articles")
    fresh.world.fail(*gone, status=404, code=10008)
    refused = await fresh.admin.select(panel, fresh.server.everyone, menu="setup:role")

    assert taken.followups == ()
    assert list(await channels(fresh)) == [fresh.news.id]
    assert refused.followups[-1].text.startswith("Nothing was changed: that role is everybody's")


async def test_two_admins_at_once_take_nothing_back_from_each_other(fresh):
    ada, news, opinion = fresh.admin, fresh.news, fresh.server.create_channel("opinion")
    bo = fresh.server.person("Bo", permissions=discord.Permissions(manage_guild=True))
    hers, his = await opened(fresh), await opened(fresh, bo)

    async with fresh.world.burst():
        await ada.select(hers, news, menu="setup:articles")
        await bo.select(his, opinion, menu="setup:articles")
        await ada.select(hers, news, menu="setup:notices")
        await bo.select(his, fresh.staff, menu="setup:notices")
    await ada.click(hers, "setup:look")
    await bo.click(his, "setup:look")

    assert set(await channels(fresh)) == {news.id, opinion.id}
    assert chosen(fresh, hers, "setup:articles") == {news.id, opinion.id}
    kept = (await server(fresh)).notices_channel_id
    assert kept in {news.id, fresh.staff.id}
    assert chosen(fresh, hers, "setup:notices") == chosen(fresh, his, "setup:notices") == {kept}
    picked = await ada.submit(
        await ada.click(hers, "setup:feed"), url=FEED, channel=[str(opinion.id)]
    )
    assert opinion.mention in picked.followups[-1].text


async def test_whoever_is_no_admin_any_more_is_refused_by_every_control(fresh):
    panel = await opened(fresh)
    await fresh.admin.select(panel, fresh.news, menu="setup:articles")
    dialog = await fresh.admin.click(panel, "setup:days")
    before = await versions(fresh)
    demote(fresh)
    hand_out(fresh.server, "setup", fresh.ana)

    answers = [
        await fresh.ana.command("/setup", fresh.news),
        *[
            await fresh.admin.click(panel, f"setup:{name}")
            for name in ("days", "feed", "try", "look")
        ],
        *[
            await fresh.admin.select(panel, value, menu=f"setup:{name}")
            for name, value in {
                "articles": fresh.staff,
                "notices": fresh.staff,
                "moderation": fresh.staff,
                "role": fresh.server.create_role("Desk"),
                "language": "es",
            }.items()
        ],
        await fresh.admin.submit(dialog, days="1"),
    ]

    assert {answer.text for answer in answers} == {
        "This is for admins: it needs the right Manage Server. Ask one of them."
    }
    assert all(answer.ephemeral for answer in answers)
    assert await versions(fresh) == before


async def test_what_is_gone_can_be_forgotten_and_feeds_that_lost_their_channel_are_named(fresh):
    opinion, role = fresh.server.create_channel("opinion"), fresh.server.create_role("Desk")
    panel = await opened(fresh)
    await fresh.admin.select(panel, opinion, menu="setup:articles")
    await fresh.admin.submit(await fresh.admin.click(panel, "setup:feed"), url=FEED)
    await fresh.admin.select(panel, opinion, fresh.news, menu="setup:articles")
    await fresh.admin.select(panel, opinion, menu="setup:moderation")
    await fresh.admin.select(panel, role, menu="setup:role")
    opinion.remove()
    fresh.world.backend.delete_role(fresh.server.id, role.id)
    await fresh.admin.click(panel, "setup:look")
    told = text(fresh, panel)

    await fresh.admin.click(panel, "setup:forget")

    assert f"❌ A configured channel ({opinion.id}) is gone" in told
    assert "❌ The moderators' role is gone." in told
    assert list(await channels(fresh)) == [fresh.news.id]
    kept = await server(fresh)
    assert (kept.moderation_channel_id, kept.moderator_role_id) == (None, None)
    assert "gone" not in text(fresh, panel)
    assert "❌ One posts in a channel that is no article channel" in text(fresh, panel)
    shown = fresh.world.message(panel.channel_id, panel.id)
    assert "Forget what is gone" not in shown.components


@pytest.mark.parametrize("locale", ["en-US", "es-ES"])
async def test_the_panel_names_what_is_wrong_and_stays_within_discords_limits(community, locale):
    server_, desk = community.server, community.server.create_channel("desk")
    role = server_.create_role("Desk")
    for name in ("opinion", "sport"):
        await community.admin.command("/channel set", server_.create_channel(name))
    await community.choose(Setting.MODERATION_CHANNEL, desk.id)
    await community.choose(Setting.MODERATOR_ROLE, role.id)
    for place in server_.channels:
        place.allow(server_.everyone, "create_public_threads", "view_channel")
        place.deny(server_.bot_role, *dict(discord.Permissions.text()), "manage_threads")
        place.allow(server_.bot_role, "view_channel")
    server_.bot_role.take("view_audit_log")
    community.admin.set_locale(locale)

    panel = await opened(community)

    words = community.bot.catalogue.words(locale)
    stored = community.world.backend.get_message(panel.channel_id, panel.id)
    assert len(panel.text) <= LONGEST_TEXTS
    assert len(list(parts(stored.components))) <= MOST_COMPONENTS
    assert words("checkup.role_sees_no_commands", role=role.mention) in panel.text
    assert words("breaks.who_deleted") in panel.text
    cannot = {"right": words("right.send_messages"), "breaks": words("breaks.cases")}
    assert words("checkup.missing", place=desk.mention, **cannot) in panel.text
