"""`/config show|history|undo`: all settings at once are shown, kept and taken back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord

from bot.servers.configuration import ChannelSettings
from bot.servers.model import Setting
from tests.commands.configured import embed, give, held, versions
from tests.commands.handing_out import hand_out

COMMANDS: dict[str, dict[str, Any]] = {
    "/config show": {},
    "/config export": {},
    "/config history": {},
    "/config undo": {},
    "/config import": {"file": ("settings.json", b"{}")},
}


async def test_whoever_is_no_admin_is_refused_in_code(community):
    hand_out(community.server, "config", community.moderator)
    before = await versions(community)

    for command, options in COMMANDS.items():
        answer = await community.moderator.command(command, community.news, **options)

        assert answer.ephemeral
        assert answer.text.startswith("This is for admins")
    assert await versions(community) == before


async def test_every_setting_is_shown_in_words_in_the_admins_language(watching):
    changing = {"removing": True, "family": "slur", "verdict": "hold"}
    await watching.admin.command("/civility set", watching.news, **changing)
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
        "- **Idiomas en los que se examinan las respuestas**: todos los que hay",
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


async def test_of_two_admins_at_once_both_are_heard(community):
    managing = discord.Permissions(manage_guild=True)
    other, news = community.server.person("Bo", permissions=managing), community.news

    await asyncio.gather(
        community.admin.command("/civility set", news, family="slur", verdict="hold"),
        other.command("/civility set", news, family="threat", verdict="remove"),
        community.admin.command("/channel set", news, days=3),
        other.command("/channel set", news, mirror="off"),
    )

    settings = await held(community)
    assert settings.civility.verdicts == {"slur": "hold", "threat": "remove"}
    assert (settings.channels[0].close_after_days, settings.channels[0].mirror) == (3, "off")
