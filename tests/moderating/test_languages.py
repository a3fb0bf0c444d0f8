"""A server's admins choose the languages whose rules judge there."""

from __future__ import annotations

import re

import pytest

from bot.civility.shipped import available
from tests.commands.handing_out import hand_out
from tests.moderating.people import ATTACK, replies

THERE = available()
INSULTO = "Eres un idiota"


@pytest.fixture(autouse=True)
def may_use_rules(community):
    """An admin of these tests has no Manage Messages, which the command asks for by default."""
    hand_out(community.server, "rule", community.admin)


async def test_only_the_languages_that_an_admin_chose_are_judged(community):
    await community.publish()
    shipped = await community.admin.command("/civility show", community.staff)

    told = await community.admin.command("/civility set", community.staff, languages="Spanish")
    await community.ana.say(community.thread, ATTACK)
    await community.ben.say(community.thread, INSULTO)
    tried = await community.moderator.command("/rule test", community.thread, text=ATTACK)
    offered = await community.admin.autocomplete("/rule grade", "rule", "attack", community.staff)

    assert "every language that there are rules for: " in shipped.text
    assert {"English", "Spanish"} <= {*re.findall(r"\w+", shipped.text)}
    assert "these languages alone: Spanish." in told.text
    assert replies(community) == [ATTACK]
    assert tried.text == "What would happen: nothing happens."
    assert {choice.value.partition(".")[0] for choice in offered} == {"es"}
    history = await community.admin.command("/config history", community.staff)
    assert "**Languages in which replies are judged**: every one there is → Spanish" in str(
        history.message.embeds
    )
    rules = await community.ana.command("/rules", community.staff)
    assert "\nWords are looked for in Spanish.\n" in rules.text

    chosen = await community.record.read(lambda tx: tx.policies.languages())
    assert chosen == {("es",)}

    await community.admin.command("/config undo", community.staff)
    await community.ana.say(community.thread, f"{ATTACK}, I said.")
    assert replies(community) == [ATTACK]


async def test_a_language_without_rules_is_refused_with_those_there_are(community):
    refused = await community.admin.command("/civility set", community.staff, languages="en, tlh")
    community.admin.set_locale("es-ES")
    spanish = await community.admin.command("/civility set", community.staff, languages="klingon")
    kept = await community.record.read(lambda tx: tx.policies.get(community.server.id))

    assert refused.text.startswith(
        "Nothing was changed: there are no rules for the language “tlh”. There are rules for "
    )
    assert refused.text.endswith(". Write codes with commas between them, or `all`, or `none`.")
    for name, code in (("English", "en"), ("Spanish", "es")):
        assert f"{name} (`{code}`)" in refused.text
    assert "inglés (`en`)" in spanish.text
    assert kept.languages is None


async def test_languages_are_offered_while_they_are_typed(community):
    offered = {
        typed: await community.admin.autocomplete(
            "/civility set", "languages", typed, community.staff
        )
        for typed in ("", "en, ", "en, sp", "non")
    }

    assert {typed: [each.value for each in found] for typed, found in offered.items()} == {
        "": ["all", *THERE, "none"],
        "en, ": [f"en,{each}" for each in THERE if each != "en"],
        "en, sp": ["en,es"],
        "non": ["none"],
    }
