"""`/channel set|show|remove`: answered to the admin alone, and every change kept as a version."""

from __future__ import annotations

import pytest

from bot.demo.world import Refused
from bot.servers.model import BY_ITSELF, ArticleChannel


async def channels(community):
    return await community.record.read(lambda tx: tx.servers.channels(community.server.id))


async def versions(community):
    return await community.record.read(lambda tx: tx.servers.versions(community.server.id))


@pytest.fixture
async def fresh(newsroom):
    """A community whose bot runs and is not set up."""
    await newsroom.start()
    return newsroom


async def test_set_makes_the_channel_it_is_given_in_an_article_channel(fresh):
    answer = await fresh.admin.command("/channel set", fresh.news)

    assert answer.ephemeral
    assert answer.text.startswith(
        f"{fresh.news.mention} is an article channel now: discussions close after 14 days"
    )
    assert await channels(fresh) == [ArticleChannel(fresh.server.id, fresh.news.id)]


async def test_set_takes_another_channel_and_all_its_settings(fresh):
    await fresh.admin.command(
        "/channel set", fresh.staff, channel=fresh.news, days=3, mirror="opening", limit=7
    )

    wanted = ArticleChannel(fresh.server.id, fresh.news.id, 3, "opening", 7)
    assert await channels(fresh) == [wanted]


async def test_what_is_left_out_stays_as_it_is(fresh):
    await fresh.admin.command("/channel set", fresh.news, days=3, mirror="opening", limit=7)

    await fresh.admin.command("/channel set", fresh.news, limit=9)

    assert await channels(fresh) == [
        ArticleChannel(fresh.server.id, fresh.news.id, 3, "opening", 9)
    ]


async def test_no_days_at_all_keeps_discussions_open(fresh):
    answer = await fresh.admin.command("/channel set", fresh.news, days=0)

    assert "discussions stay open" in answer.text
    assert (await channels(fresh))[0].close_after_days is None


async def test_an_admin_who_uses_discord_in_spanish_is_answered_in_spanish(fresh):
    fresh.admin.set_locale("es-ES")

    made = await fresh.admin.command("/channel set", fresh.news)
    shown = await fresh.admin.command("/channel show", fresh.news)
    removed = await fresh.admin.command("/channel remove", fresh.news)

    spanish = fresh.bot.catalogue.words("es")
    assert spanish.plural("channel.closes", 14) in made.text
    assert spanish("channel.no_notices") in shown.text
    assert removed.text == spanish("channel.removed", channel=fresh.news.mention)


async def test_set_warns_where_everybody_may_start_threads(fresh):
    fresh.news.allow(fresh.server.everyone, "create_public_threads")
    await fresh.world.settle()

    warned = await fresh.admin.command("/channel set", fresh.news)
    fresh.news.deny(fresh.server.everyone, "create_public_threads")
    await fresh.world.settle()
    calm = await fresh.admin.command("/channel set", fresh.news)

    assert f"Everybody may start threads in {fresh.news.mention}" in warned.text
    assert "Everybody" not in calm.text


async def test_set_in_a_thread_asks_for_a_text_channel(community):
    await community.publish()

    answer = await community.admin.command("/channel set", community.thread)

    assert answer.text == "Articles can be posted in text channels only. Name one."


@pytest.mark.parametrize(
    "options", [{"days": -1}, {"days": 10**15}, {"limit": 0}, {"limit": 51}, {"mirror": "all"}]
)
async def test_values_out_of_range_are_refused_before_they_reach_the_record(fresh, options):
    with pytest.raises(Refused):
        await fresh.admin.command("/channel set", fresh.news, **options)

    assert await channels(fresh) == []


async def test_a_language_alone_is_set_for_the_server_and_makes_no_article_channel(fresh):
    alone = await fresh.admin.command("/channel set", fresh.staff, language="es")
    made = await channels(fresh)
    both = await fresh.admin.command("/channel set", fresh.news, use="articles", language="en")

    kept = await fresh.record.read(lambda tx: tx.servers.get(fresh.server.id))
    assert alone.text.startswith("What everybody reads in this server is in that language")
    assert made == []
    assert f"{fresh.news.mention} is an article channel now" in both.text
    assert kept.language == "en"
    assert [channel.channel_id for channel in await channels(fresh)] == [fresh.news.id]


async def test_what_is_for_articles_is_not_taken_for_a_channel_for_notices(fresh):
    before = await versions(fresh)

    answer = await fresh.admin.command("/channel set", fresh.staff, use="notices", days=3)

    assert answer.text.startswith("Nothing was changed: `days`, `mirror` and `limit`")
    assert await versions(fresh) == before


async def test_show_lists_every_channel_with_its_settings(community):
    second = community.server.create_channel("opinion")
    await community.admin.command("/channel set", second, days=1, mirror="off")

    answer = await community.admin.command("/channel show", community.news)

    assert answer.ephemeral
    assert f"- {community.news.mention}: discussions close after 14 days" in answer.text
    assert f"- {second.mention}: discussions close after one day · the article is not copied" in (
        answer.text
    )
    assert f"Notices to the admins: {community.staff.mention}" in answer.text


async def test_show_before_any_set_up_says_how_to_begin(fresh):
    answer = await fresh.admin.command("/channel show", fresh.news)

    assert "make one with `/channel set`" in answer.text
    assert "name one with `/channel set use:notices`" in answer.text


async def test_remove_ends_posting_and_lets_discussions_go_on(community):
    await community.publish()

    answer = await community.admin.command("/channel remove", community.news)

    assert answer.text.startswith(f"No further articles are posted in {community.news.mention}")
    assert await channels(community) == []
    said = await community.ana.say(community.thread, "Still here.")
    assert await community.record.texts(said.id) == ["Still here."]


async def test_remove_of_a_channel_that_is_none_says_so_and_makes_no_version(community):
    before = await versions(community)

    answer = await community.admin.command("/channel remove", community.staff)

    assert answer.text.startswith(f"{community.staff.mention} is no article channel")
    assert await versions(community) == before


async def test_every_change_is_a_version_with_who_and_when(fresh):
    start = fresh.world.now()
    await fresh.admin.command("/channel set", fresh.news, days=3, language="es")
    await fresh.server.owner.command("/channel set", fresh.staff, use="notices")
    await fresh.admin.command("/channel remove", fresh.news)

    kept = await versions(fresh)

    admin, owner = fresh.admin.id, fresh.server.owner.id
    assert [(each.version, each.change, each.made_by) for each in kept] == [
        (1, "begun", BY_ITSELF),
        (2, "language set", admin),
        (3, "channel set", admin),
        (4, "notices channel set", owner),
        (5, "channel removed", admin),
    ]
    assert {each.made_at for each in kept} == {start}
    assert kept[2].document["channels"][0]["close_after_days"] == 3
    assert kept[4].document == {
        "format": 1,
        "language": "es",
        "notices_channel_id": str(fresh.staff.id),
        "moderator_role_id": None,
        "moderation_channel_id": None,
        "channels": [],
        "feeds": [],
        "civility": {
            "capped": True,
            "verdicts": {},
            "grades": {},
            "rules": [],
            "languages": None,
        },
    }


async def test_a_notices_channel_that_the_bot_cannot_write_to_is_refused(fresh):
    fresh.staff.deny(fresh.server.bot_role, "send_messages")
    await fresh.world.settle()

    answer = await fresh.admin.command("/channel set", fresh.staff, use="notices")

    assert "**Send Messages**: admins hear of no fault" in answer.text
    assert [each.change for each in await versions(fresh)] == ["begun"]


async def test_settings_outlive_a_restart(fresh):
    await fresh.admin.command("/channel set", fresh.news, days=3)
    await fresh.stop()

    await fresh.start()

    assert (await channels(fresh))[0].close_after_days == 3
