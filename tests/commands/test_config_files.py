"""`/config export|import`: all settings as a file, and what is wrong in one."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.servers.model import StoredPolicy
from tests.commands.configured import embed, exported, give, held, versions
from tests.feeds.conftest import plays
from tests.feeds.press import FEED, Press, items

NO_JSON = "- The file is no JSON, or damaged."
NO_JSON_AT = "- The file is no JSON, or damaged: it cannot be read on from line 2, column 1."
NO_SETTINGS = "- The file does not say that it holds settings of this bot"
NONE_OF_OURS = {
    b'{"format": 1,\n': NO_JSON_AT,
    b"\xff\xfe\x00": NO_JSON,
    b"[" * 100_000: NO_JSON,
    b"[]": NO_SETTINGS,
    b'{"language": "es"}': NO_SETTINGS,
    b'{"format": 2}': "- The file is of another format; this version of the bot reads",
}


async def test_a_part_of_a_file_leaves_the_rest_as_it_is(community):
    changing = {"removing": True, "family": "slur", "verdict": "hold"}
    await community.admin.command("/civility set", community.news, **changing)
    before = await held(community)

    part = {"format": 1, "language": "es", "civility": {"capped": True}}
    asked = await give(community, part)
    await community.admin.click(asked.message, "Change it")

    after = await held(community)
    assert after == replace(before, language="es", civility=StoredPolicy(True, {"slur": "hold"}))


async def test_what_was_exported_can_be_imported_and_says_what_it_changes(watching):
    wanted = await held(watching)
    document = await exported(watching)
    same = await give(watching, document)
    await watching.admin.command("/feed remove", watching.news)
    await watching.admin.command("/channel remove", watching.news)

    asked = await give(watching, document)
    unchanged = await held(watching)
    await watching.stop()
    await watching.start(plays(Press()))
    await watching.admin.click(asked.message, "Change it")

    assert same.text.startswith("All that the file says holds already")
    assert unchanged.channels == unchanged.feeds == ()
    assert f"**Articles in {watching.news.mention}**: not set → " in embed(asked)
    assert await held(watching) == wanted
    done = watching.world.message(watching.news.id, asked.message.id)
    assert done.text.startswith("Done; this is version 7.")
    assert done.controls == ()
    assert done.attachments == ()


async def test_a_feed_that_comes_from_a_file_posts_what_is_new_from_then_on(newsroom):
    press = Press()
    press.publish(items(3))
    await newsroom.start(plays(press))
    await newsroom.set_up()
    feed = {"url": FEED, "channel_id": str(newsroom.news.id), "title": "The Harbour Press"}
    asked = await give(newsroom, {"format": 1, "feeds": [feed]})

    await newsroom.admin.click(asked.message, "Change it")
    at_first = newsroom.cards()
    press.publish(items(4))
    await newsroom.admin.command("/feed check", newsroom.news)

    assert at_first == []
    assert [card.embeds[0]["title"] for card in newsroom.cards()] == [
        "News of the harbour number 4"
    ]


async def test_a_file_that_is_none_of_ours_changes_nothing(community):
    before = await versions(community)

    for data, told in NONE_OF_OURS.items():
        answer = await give(community, data)

        assert answer.text.startswith("Nothing was changed. One thing in the file")
        assert embed(answer).startswith(told)
        assert answer.controls == ()
    assert await versions(community) == before


async def test_every_fault_is_told_with_its_place_and_what_to_do(community):
    everyone, news = community.server.id, str(community.news.id)
    answer = await give(
        community,
        {
            "format": 1,
            "language": "fr",
            "colour": "blue",
            "channels": [{"channel_id": news, "part_limit": 51}, {"mirror": "off"}],
        },
    )
    further = await give(
        community,
        {
            "format": 1,
            "notices_channel_id": "4711",
            "moderator_role_id": str(everyone),
            "channels": [{"channel_id": news}, {"channel_id": news}],
            "feeds": [{"url": "file:///etc/passwd", "channel_id": str(community.staff.id)}],
            "civility": {
                "verdicts": {"spite": "hold", "slur": "ban"},
                "languages": ["en", "tlh"],
            },
        },
    )

    assert embed(answer).splitlines() == [
        "- `language`: this is not known. Write one of these: `en`, `es`.",
        "- `channels › 1 › part_limit`: the number is too large. Write 50 or less.",
        "- `channels › 2 › channel_id`: this is missing. Write it there.",
        "- `colour`: there is no such setting. Leave it out.",
    ]
    assert [line.partition(". ")[0] for line in embed(further).splitlines()] == [
        "- `notices_channel_id`: there is no text channel 4711 in this server, or it is hidden"
        " from the bot",
        f"- `moderator_role_id`: there is no role {everyone} in this server that could moderate",
        "- `channels`: one of them is named twice",
        "- `feeds › 1`: its channel is not among `channels`",
        "- `feeds › 1`: the address cannot be used",
        "- `civility › verdicts`: this is not known",
        "- `civility › verdicts › slur`: this is not known",
        "- `civility › languages › 2`: this is not known",
    ]


async def test_what_nobody_hands_out_or_nobody_finds_cannot_be_imported(community):
    ours = community.server.bot_role  # Discord hands it out, as it does those of boosters
    rule = {"name": "no-spoilers", "seeks": "words", "sought": "butler", "verdict": "hold"}
    gone = {"channel_id": "4711", "discussion_id": "4712", "exempt_role_ids": ["4713"]}
    staff, everybody = str(community.staff.id), str(community.server.everyone.id)
    idle = {"name": "idle", "channel_id": staff, "exempt_role_ids": [everybody]}

    answer = await give(
        community,
        {
            "format": 1,
            "moderator_role_id": str(ours.id),
            "civility": {"rules": [{**rule, **gone}, {**rule, **idle}]},
        },
    )
    misnamed = await give(
        community, {"format": 1, "civility": {"rules": [{**rule, "name": "No spoilers!"}]}}
    )

    assert [line.partition(" in this server")[0] for line in embed(answer).splitlines()] == [
        f"- `moderator_role_id`: there is no role {ours.id}",
        "- `civility › rules › 1 › channel_id`: there is no text channel 4711",
        "- `civility › rules › 1 › discussion_id`: there is no discussion 4712",
        "- `civility › rules › 1 › exempt_role_ids › 1`: there is no role 4713",
        "- `civility › rules › 2 › channel_id`: its channel is not among `channels`."
        " Add it there, or name another.",
        f"- `civility › rules › 2 › exempt_role_ids › 1`: there is no role {everybody}",
    ]
    assert embed(misnamed).startswith(
        "- `civility › rules › 1 › name`: a rule's name is made of small letters"
    )


async def test_a_channel_in_which_the_bot_lacks_a_right_cannot_be_imported(community):
    community.staff.deny(community.server.bot_role, "manage_threads", "embed_links")
    await community.world.settle()
    channels = [{"channel_id": str(each.id)} for each in (community.news, community.staff)]

    answer = await give(community, {"format": 1, "channels": channels})

    assert embed(answer) == (
        f"- `channels › 2 › channel_id`: in {community.staff.mention} the bot lacks **Manage"
        " Threads**, **Embed Links**. Open that channel's settings, then Permissions, and allow it"
        " there."
    )


async def test_who_is_no_admin_any_more_cannot_use_a_button_of_when_they_were(community):
    role = community.server.create_role("Editors", discord.Permissions(manage_guild=True))
    editor = community.server.person("Eve", roles=[role])
    asked = await give(community, {"format": 1, "language": "es"}, editor)
    before = await versions(community)
    role.take("manage_guild")

    answer = await editor.click(asked.message, "Change it")

    assert answer.text.startswith("This is for admins")
    assert await versions(community) == before
