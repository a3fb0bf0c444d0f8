"""`/config`: all settings at once are shown, kept, taken back, exported and imported."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.civility.model import Family, Verdict
from bot.civility.policy import Policy
from bot.servers.configuration import ChannelSettings, Configuration
from bot.servers.model import Setting, StoredPolicy
from tests.commands.handing_out import hand_out
from tests.feeds.conftest import plays
from tests.feeds.press import FEED, Press, items

COMMANDS: dict[str, dict[str, Any]] = {
    "/config show": {},
    "/config export": {},
    "/config history": {},
    "/config undo": {},
    "/config import": {"file": ("settings.json", b"{}")},
}

NO_JSON = "- The file is no JSON, or damaged."
NO_SETTINGS = "- The file does not say that it holds settings of this bot"
NONE_OF_OURS = {
    b"These are no settings.": NO_JSON,
    b"\xff\xfe\x00": NO_JSON,
    b"[" * 100_000: NO_JSON,
    b"[]": NO_SETTINGS,
    b'{"language": "es"}': NO_SETTINGS,
    b'{"format": 2}': "- The file is of another format; this version of the bot reads",
}


async def held(community) -> Configuration:
    server = community.server.id
    return await community.record.read(lambda tx: tx.servers.configuration(server))


async def versions(community):
    return await community.record.read(lambda tx: tx.servers.versions(community.server.id))


def embed(answer) -> str:
    """What the answer's embed says."""
    return answer.message.embeds[0]["description"]


async def give(community, document: Any, who: Any = None):
    """Have an admin import a file that holds this."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    person = who or community.admin
    return await person.command("/config import", community.news, file=("settings.json", data))


async def exported(community) -> dict[str, Any]:
    answer = await community.admin.command("/config export", community.news)
    assert answer.ephemeral
    return json.loads(community.world.backend.cdn.get(answer.message.attachments[0].url))


@pytest.fixture
async def watching(newsroom):
    """A community with an article channel, notices and a feed."""
    press = Press()
    press.publish(items(3))
    await newsroom.start(plays(press))
    await newsroom.set_up()
    await newsroom.admin.command("/feed add", newsroom.news, url=FEED)
    return newsroom


async def test_whoever_is_no_admin_is_refused_in_code(community):
    hand_out(community.server, "config", community.moderator)
    before = await versions(community)

    for command, options in COMMANDS.items():
        answer = await community.moderator.command(command, community.news, **options)

        assert answer.ephemeral
        assert answer.text.startswith("This is for admins")
    assert await versions(community) == before


async def test_every_setting_is_shown_in_words_in_the_admins_language(watching):
    policy = Policy(capped=False).with_verdict(Family.SLUR, Verdict.HOLD)
    await watching.world.as_bot(
        watching.bot.civility.set_policy(watching.server.id, policy, watching.admin.id)
    )
    watching.admin.set_locale("es-ES")

    answer = await watching.admin.command("/config show", watching.news)

    assert answer.ephemeral
    assert embed(answer).splitlines() == [
        "- **Idioma de los textos públicos**: inglés",
        f"- **Canal de avisos**: {watching.staff.mention}",
        "- **Rol de moderación**: sin definir",
        "- **Canal de moderación**: sin definir",
        f"- **Artículos en {watching.news.mention}**: las conversaciones se cierran tras 14 días"
        " · el artículo se copia entero, en 20 mensajes como máximo",
        f"- **Fuente «The Harbour Press» en {watching.news.mention}**: se lee cada 10 minutos ·"
        " nada de hace más de 48 horas · los hilos muestran lo que trae la fuente hasta que"
        " alguien diga si se puede reproducir",
        "- **Retirar respuestas sin moderación**: activado, con una falta",
        "- **Convivencia, Insultos discriminatorios**: se retiene hasta que decida un moderador",
    ]


async def test_the_history_tells_who_changed_what_page_by_page(watching):
    await watching.admin.command("/feed edit", watching.news, republish=False, interval=30)
    await watching.server.owner.command("/feed remove", watching.news)
    await watching.choose(Setting.LANGUAGE, "es")

    answer = await watching.admin.command("/config history", watching.news)
    first = embed(answer)
    await watching.admin.click(answer.message, "Older")
    second = watching.world.message(watching.news.id, answer.message.id)

    assert first.splitlines()[:2] == [
        f"**Version 7** · <t:1803891600:f> · {watching.admin.mention}",
        "- **Language of public texts**: English → Spanish",
    ]
    assert f"**Version 6** · <t:1803891600:f> · {watching.server.owner.mention}" in first
    assert "read every 10 minutes" in first
    assert "the bot, when it came" not in first
    assert (
        "**Version 1** · <t:1803891600:f> · the bot, when it came"
        in second.embeds[0]["description"]
    )
    assert [control.label for control in second.controls] == ["Newest"]


async def test_undo_takes_change_after_change_back_and_undoing_can_be_undone(watching):
    await watching.admin.command(
        "/feed filter", watching.news, rule="except", by="words", text="horoscope"
    )
    before = await held(watching)
    await watching.admin.command("/feed remove", watching.news)
    await watching.admin.command("/channel set", watching.news, days=3, mirror="off")

    once = await watching.admin.command("/config undo", watching.news)
    twice = await watching.admin.command("/config undo", watching.news)
    feeds = await watching.record.read(lambda tx: tx.feeds.of_server(watching.server.id))
    taken_back = await held(watching)
    await watching.admin.click(twice.message, "Bring it back")

    assert "closes" not in once.text
    assert "discussions close after 3 days" in embed(once)
    assert "**Feed “The Harbour Press” in" in embed(twice)
    assert taken_back == before
    assert [feed.id for feed in feeds] == [1]
    assert (await held(watching)).feeds == ()
    made = [(each.version, each.restores) for each in await versions(watching)]
    assert made[-3:] == [(8, 6), (9, 5), (10, 8)]


async def test_undo_ends_where_the_bot_came_and_can_go_to_any_version(community):
    answers = [await community.admin.command("/config undo", community.news) for _ in range(3)]
    there = await community.admin.command("/config undo", community.news, version=3)
    nowhere = await community.admin.command("/config undo", community.news, version=99)

    assert answers[2].text.startswith("There is no change left to take back")
    assert there.text.startswith("Everything is as it was at version 3; this is version 6.")
    assert (await held(community)).channels == (ChannelSettings(community.news.id),)
    assert nowhere.text.startswith("There is no such version")


async def test_what_somebody_changed_meanwhile_is_not_taken_back_unseen(community):
    boss = community.server.owner
    undone = await community.admin.command("/config undo", community.news)
    asked = await give(community, {"format": 1, "language": "es"})
    await boss.command("/channel set", community.news, days=3)
    before = await versions(community)

    late = await community.admin.click(undone.message, "Bring it back")
    later = await community.admin.click(asked.message, "Change it")

    for answer in (late, later):
        assert answer.followups[0].text.startswith("Somebody changed the settings meanwhile")
        assert answer.followups[0].ephemeral
    assert await versions(community) == before


async def test_of_two_who_take_the_same_mistake_back_only_the_first_does(community):
    boss = community.server.owner
    await community.admin.command("/channel set", community.news, days=3)

    await community.admin.command("/config undo", community.news)
    at_once = await boss.command("/config undo", community.news)
    there = await versions(community)
    await community.world.advance(timedelta(minutes=1))
    later = await boss.command("/config undo", community.news)

    assert at_once.text.startswith("Somebody else took a change back a moment ago")
    assert there[-1].restores == 3
    assert later.text.startswith("Everything is as it was at version 2")


async def test_a_part_of_a_file_leaves_the_rest_as_it_is(community):
    policy = Policy(capped=False).with_verdict(Family.SLUR, Verdict.HOLD)
    desk, server = community.bot.civility, community.server.id
    await community.world.as_bot(desk.set_policy(server, policy, community.admin.id))
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
            "civility": {"verdicts": {"spite": "hold", "slur": "ban"}},
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
    ]


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
