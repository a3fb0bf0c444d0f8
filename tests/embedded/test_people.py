"""What people can do, and what they see."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.demo.answers import Choice
from bot.demo.people import Refused
from bot.demo.seen import Seen

from .conftest import Onlooker, Panel, Scene
from .refusing import refusal


async def panel(scene: Scene) -> Seen:
    sent = await scene.world.as_bot(scene.text_channel.send("Panel", view=Panel()))
    return scene.world.message(scene.channel.id, sent.id)


async def test_a_message_is_seen_as_it_was_written(scene: Scene) -> None:
    parent = await scene.ana.say(scene.channel, "Parent")

    child = await scene.mod.say(
        scene.channel, "Child", reply_to=parent, attachments=[("a.txt", b"abc")], silent=True
    )

    assert (child.author, child.text, child.reply_to) == ("Mo", "Child", parent.id)
    assert (child.silent, child.edited, child.at) == (True, False, scene.world.now())
    assert [(file.name, file.size) for file in child.attachments] == [("a.txt", 3)]
    assert scene.bot.told("message")[-1].reference.message_id == parent.id


async def test_the_bot_can_read_what_people_attach(scene: Scene) -> None:
    await scene.ana.say(scene.channel, attachments=[("a.txt", b"abc")])

    (message,) = scene.bot.told("message")

    assert await message.attachments[0].read() == b"abc"


async def test_an_edit_is_announced_and_only_the_author_may_make_it(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "Draft")
    await scene.world.advance(timedelta(minutes=1))

    edited = await scene.ana.edit(message, "Final")

    assert await refusal(scene.mod.edit(message, "Mine now")) == 50005
    assert (edited.text, edited.edited_at, message.text) == ("Final", scene.world.now(), "Draft")
    (event,) = scene.bot.told("raw_message_edit")
    assert (event.message_id, event.data["content"]) == (message.id, "Final")


async def test_everything_there_is_to_read_is_the_text(scene: Scene) -> None:
    embed = discord.Embed(title="Title", description="Body").add_field(name="Name", value="Value")
    embed.set_author(name="Author").set_footer(text="Foot")
    layout = discord.ui.LayoutView()
    layout.add_item(discord.ui.Container(discord.ui.TextDisplay("Deep"), discord.ui.Separator()))

    await scene.world.as_bot(scene.text_channel.send("Content", embed=embed))
    await scene.world.as_bot(scene.text_channel.send(view=layout))

    card, part = scene.ana.sees(scene.channel)
    assert card.text.splitlines() == [
        "Content", "Author", "Title", "Body", "Name", "Value", "Foot",
    ]  # fmt: skip
    assert part.text == "Deep"


async def test_people_see_only_what_is_theirs_to_see(scene: Scene) -> None:
    hidden = scene.server.create_channel("staff", private=True)
    await scene.ana.command("/greet", scene.channel)

    with pytest.raises(Refused) as refused:
        scene.ana.sees(hidden)
    assert refused.value.code == 50001
    assert [message.ephemeral for message in scene.ana.sees(scene.channel)] == [True]
    assert scene.mod.sees(scene.channel) == []


async def test_reactions_come_and_go(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "Good")

    await scene.mod.react(message, "👍")
    await scene.ana.react(message, "👍")
    await scene.mod.unreact(message, "👍")

    assert scene.world.message(scene.channel.id, message.id).reactions == (("👍", 1),)
    assert len(scene.bot.told("raw_reaction_add")) == 2


async def test_a_command_is_answered_to_the_asker_alone(scene: Scene) -> None:
    answer = await scene.ana.command("/greet", who="Ana")

    assert (answer.text, answer.ephemeral, answer.acknowledged) == ("Ana, en-US", True, True)


async def test_a_command_that_does_not_exist_is_not_offered(scene: Scene) -> None:
    assert await refusal(scene.ana.command("/nothing")) == 0


async def test_an_answer_put_off_fills_in_when_it_comes(scene: Scene) -> None:
    answer = await scene.ana.command("/later")
    assert (answer.thinking, answer.text) == (True, "")

    await scene.world.advance(timedelta(minutes=2))

    assert (answer.thinking, answer.text, answer.ephemeral) == (False, "now", True)


async def test_options_are_completed_while_one_types(scene: Scene) -> None:
    assert await scene.ana.autocomplete("/greet", "who", "ana") == [Choice("Ana", "ana")]


async def test_a_message_s_menu_reaches_the_bot(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "Quote me")

    assert (await scene.mod.menu(message, "Quote")).text == "> Quote me"


async def test_buttons_and_selects_answer_to_label_or_id(scene: Scene) -> None:
    message = await panel(scene)
    assert message.components == ("Press", "Ask", "Off", "Pick")

    assert (await scene.ana.click(message, "Press")).text == "pressed"
    assert (await scene.ana.click(message, "press")).text == "pressed"
    assert (await scene.ana.select(message, "Blue")).text == "picked b"


@pytest.mark.parametrize("button", ["Off", "Nowhere"])
async def test_a_button_that_is_off_or_missing_cannot_be_pressed(scene: Scene, button: str) -> None:
    assert await refusal(scene.ana.click(await panel(scene), button)) == 0


async def test_a_dialog_is_filled_in_and_sent_off(scene: Scene) -> None:
    shown = await scene.ana.click(await panel(scene), "Ask")

    answer = await scene.ana.submit(shown, your_name="Ana")

    assert shown.modal is not None
    assert (shown.modal.title, list(shown.modal.fields)) == ("A question", ["Your name"])
    assert answer.text == "Hello Ana"


async def test_direct_messages_and_their_commands_work(scene: Scene) -> None:
    await scene.ana.say(scene.ana.dm, "Hello bot")

    answer = await scene.ana.command("/greet", scene.ana.dm)

    assert answer.text == "you, en-US"
    assert [m.author for m in scene.ana.dms()] == ["Ana", "Thoughts On"]
    assert await refusal(scene.mod.say(scene.ana.dm, "Me too")) == 50001


async def test_webhooks_and_other_bots_are_told_apart_from_people(scene: Scene) -> None:
    webhook = scene.server.webhook(scene.channel, "Wire")
    robot = scene.server.bot("Robot")

    await webhook.post("From the wire", username="Agency")
    await robot.say(scene.channel, "Beep")

    wire, beep = scene.bot.told("message")
    assert (wire.webhook_id, wire.author.name, wire.author.bot) == (webhook.id, "Agency", True)
    assert (beep.webhook_id, beep.author.bot) == (None, True)


async def test_a_person_can_be_timed_out_and_banned(scene: Scene) -> None:
    await scene.mod.time_out(scene.ana, timedelta(minutes=5))
    assert await refusal(scene.ana.say(scene.channel, "But")) == 50013

    await scene.world.advance(timedelta(minutes=5))
    await scene.ana.say(scene.channel, "Back")
    await scene.mod.ban(scene.ana)

    assert await refusal(scene.ana.say(scene.channel, "Gone")) == 50001


async def test_a_person_who_leaves_is_gone(scene: Scene) -> None:
    await scene.ana.leave()

    assert await refusal(scene.ana.say(scene.channel, "Gone")) == 50001
    assert scene.bot.told("raw_member_remove")[0].user.id == scene.ana.id


async def test_rights_in_a_channel_bind_people_and_the_bot(scene: Scene) -> None:
    scene.channel.deny(scene.server.everyone, "send_messages")
    assert await refusal(scene.ana.say(scene.channel, "…")) == 50013

    scene.channel.allow(scene.ana, "send_messages")

    assert (await scene.ana.say(scene.channel, "Thanks")).text == "Thanks"


async def test_a_server_can_throw_the_bot_out(scene: Scene) -> None:
    scene.server.remove_bot()

    assert [guild.id for guild in scene.bot.told("guild_remove")] == [scene.server.id]
    assert await refusal(scene.ana.command("/greet", scene.channel)) == 50001
    scene.bot.heard.clear()
    await scene.ana.say(scene.channel, "Is it gone?")
    assert scene.bot.told("message") == []

    scene.server.invite_bot()
    await scene.ana.say(scene.channel, "Is it back?")
    assert [guild.id for guild in scene.bot.told("guild_join")] == [scene.server.id]
    assert [message.content for message in scene.bot.told("message")] == ["Is it back?"]


async def test_a_message_that_the_bot_deletes_at_once_was_said_all_the_same(scene: Scene) -> None:
    class Strict(Onlooker):
        async def on_message(self, message: discord.Message) -> None:
            await message.delete()

    await scene.world.stop()
    await scene.world.connect(Strict())

    message = await scene.ana.say(scene.channel, "Rude")

    assert message.text == "Rude"
    assert scene.ana.sees(scene.channel) == []
