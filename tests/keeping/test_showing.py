"""What is stored about a person: shown to them alone, and given as files."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.services.keeping.exporting import export
from tests.community import START
from tests.moderating.people import HATE

GUILD_INSTALL = 0
IN_A_SERVER = 0
"""As Discord numbers them (docs: resources/application, interactions/receiving-and-responding)."""


async def test_everybody_sees_how_much_is_stored_about_them_here_and_elsewhere(community):
    await community.publish()
    first = await community.ana.say(community.thread, "A first thought.")
    await community.world.advance(timedelta(seconds=5))
    await community.ana.edit(first, "A better thought.")
    await community.ana.delete(await community.ana.say(community.thread, "Never mind."))
    await community.ben.say(community.thread, "Why?")

    here = await community.ana.command("/mydata show", community.news)
    in_dms = await community.ana.command("/mydata show", community.ana.dm)
    admins = await community.admin.command("/mydata show", community.news)

    counted = [
        "- 2 replies",
        "- 3 texts, with every edit of your replies",
        "- one of the replies is deleted or removed",
    ]
    assert here.ephemeral
    assert here.text.splitlines()[:-1] == [
        "**Stored about you in this server:**",
        *counted,
        "**Stored about you in all servers:**",
        *counted,
    ]
    assert in_dms.text.splitlines()[:-1] == ["**Stored about you in all servers:**", *counted]
    assert "- your id beside 2 things that you decided or set up" in admins.text


async def test_the_answer_is_in_the_persons_language(community):
    community.ana.set_locale("es-ES")

    shown = await community.ana.command("/mydata show", community.news)

    assert "**Guardado sobre ti en este servidor:**\n- nada" in shown.text


async def test_an_export_holds_every_text_and_nothing_of_others(community):
    await community.publish()
    asked = await community.ben.say(community.thread, "Why?")
    said = await community.ana.say(community.thread, "A first thought.", reply_to=asked)
    await community.world.advance(timedelta(seconds=5))
    await community.ana.edit(said, "A better thought.")
    spam = await community.ana.say(community.thread, "Buy my boat.", attachments=[("a.png", b"x")])
    await community.moderator.delete(spam)
    hidden = await community.ana.say(community.thread, HATE)

    answer = await community.ana.command("/mydata export", community.news)

    [file] = answer.message.attachments
    content = json.loads(community.world.backend.cdn.get(file.url))
    assert answer.ephemeral
    assert file.name == "mydata-1.json"
    texts = [[each["text"] for each in comment["texts"]] for comment in content["comments"]]
    assert texts == [["A first thought.", "A better thought."], ["Buy my boat."], [HATE]]
    kept, removed, held = content["comments"]
    assert kept["answers_message_id"] == str(asked.id)
    assert kept["discussion"] == "The bridge opens"
    assert removed["deleted_by_somebody_else"]
    assert removed["texts"][0]["files"][0]["name"] == "a.png"
    assert (held["message_id"], held["standing"]) == (str(hidden.id), "held")
    [case], [hit] = content["cases"], content["hits"]
    assert (case["delivery"], case["server_id"]) == ("message", str(community.server.id))
    assert (hit["case"], hit["rule"]) == (case["id"], case["rule"])
    assert hit["words"]
    assert hit["words"] in HATE
    others = (community.ben.id, community.moderator.id)
    assert [each for each in others if str(each) in json.dumps(content)] == []


async def test_a_big_export_comes_in_files_that_are_whole_by_themselves(community):
    await community.publish()
    for number in range(4):
        await community.ana.say(community.thread, f"Thought {number}. " + "word " * 100)

    async def collect():
        written = export(community.bot.database, community.ana.id, START, largest=2200)
        return [file async for file in written]

    files = await community.world.as_bot(collect())

    contents = [json.loads(file.data) for file in files]
    assert [file.name for file in files] == [f"mydata-{number}.json" for number in (1, 2)]
    assert max(len(file.data) for file in files) < 2500
    starts = [c["texts"][0]["text"][:9] for content in contents for c in content["comments"]]
    assert starts == [f"Thought {number}" for number in range(4)]


async def test_no_other_command_can_be_installed_without_the_server_or_used_outside_of_one(
    community,
):
    tree = community.bot.tree
    described = [command.to_dict(tree) for command in tree.get_commands()]

    outside = [
        command["name"]
        for command in described
        if command["integration_types"] != [GUILD_INSTALL] or command["contexts"] != [IN_A_SERVER]
    ]

    assert outside == ["mydata"]
