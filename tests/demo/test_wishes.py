"""What the page sends, and what becomes of it: read, checked, done as a person does it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands
from pydantic import ValidationError

from bot.demo.answers import Answer
from bot.demo.browser.asking import WISH
from bot.demo.browser.commands import offered
from bot.demo.browser.looking import Look, view
from bot.demo.browser.pictures import Picture, Pictures
from bot.demo.people import Refused
from bot.demo.stage import OPENING
from bot.demo.world import World

DOT = b64encode(b"\x89PNG\r\n\x1a\n, and then the picture").decode()


class Question(discord.ui.Modal, title="A question"):
    """A dialog of one field."""

    words: discord.ui.TextInput = discord.ui.TextInput(label="Words", custom_id="words")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"You said {self.words.value}.", ephemeral=True)


class Colours(discord.ui.View):
    """A select, and one of channels."""

    @discord.ui.select(
        custom_id="colour", options=[discord.SelectOption(label="Red", value="r")], row=0
    )
    async def colour(self, interaction: discord.Interaction, menu: discord.ui.Select) -> None:
        await interaction.response.send_message(menu.values[0], ephemeral=True)

    @discord.ui.select(cls=discord.ui.ChannelSelect, custom_id="where", row=1)
    async def where(self, interaction: discord.Interaction, menu: discord.ui.ChannelSelect) -> None:
        await interaction.response.send_message(menu.values[0].name, ephemeral=True)


class Asker(discord.Client):
    """A bot with one command of every kind of option, a dialog and selects."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all())
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="ask", description="Ask", callback=_ask))
        self.tree.add_command(app_commands.Command(name="pick", description="Pick", callback=_pick))
        self.tree.add_command(app_commands.Command(name="tell", description="Tell", callback=_tell))
        self.tree.add_command(app_commands.ContextMenu(name="Measure", callback=_measure))

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def _ask(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Question())


async def _pick(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Which?", view=Colours())


async def _tell(
    interaction: discord.Interaction,
    who: discord.Member,
    where: discord.TextChannel,
    times: int,
    file: discord.Attachment,
) -> None:
    told = f"{who.name} {where.name} {times} {len(await file.read())}"
    await interaction.response.send_message(told)


async def _measure(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(str(len(message.content)))


class Window:
    """One person, and the page that they look at."""

    def __init__(self, world: World) -> None:
        self.server = world.create_server("The Daily")
        self.news, self.ana = self.server.create_channel("news"), self.server.person("Ana")
        self.pictures = Pictures(world.backend, {})

    async def wish(self, do: str, **rest: object) -> Answer | list | None:
        body = {"do": do, "place": str(self.news.id), **rest}
        return await WISH.validate_python(body).done(self.ana)

    def messages(self) -> list[dict]:
        """What is shown of the channel."""
        return view(Look(self.ana, self.news.id), self.pictures)["place"]["messages"]


@pytest.fixture
async def window() -> AsyncIterator[Window]:
    async with World.open(at=OPENING) as world:
        opened = Window(world)
        await world.connect(Asker())
        yield opened


async def test_a_dialog_is_opened_sent_off_and_answered_to_its_writer_alone(window):
    opened = await window.wish("command", name="ask")
    assert opened.modal.title == "A question"

    dialog = str(opened.record.id)
    await window.wish("submit", dialog=dialog, fields={"words": "enough"})

    (shown,) = window.messages()
    assert (shown["text"], shown["private"], shown["may"]) == ("You said enough.", True, [])
    with pytest.raises(Refused):
        await window.wish("submit", dialog=dialog, fields={"words": "again"})
    with pytest.raises(Refused, match="not open"):
        await window.wish("submit", dialog="1", fields={})


async def test_options_and_selects_take_ids_numbers_and_files(window):
    options = {
        "who": str(window.ana.id),
        "where": str(window.news.id),
        "times": 3,
        "file": {"name": "dot.png", "data": DOT},
    }
    await window.wish("command", name="tell", options=options)
    await window.wish("command", name="pick")
    asked = window.messages()[-1]["id"]
    await window.wish("select", message=asked, control="colour", values=["r"])
    await window.wish("select", message=asked, control="where", values=[str(window.news.id)])

    texts = [message["text"] for message in window.messages()]

    assert texts == ["Ana news 3 30", "Which?", "r", "news"]
    with pytest.raises(Refused, match="offered"):
        await window.wish("command", name="tell", options={**options, "who": "Ana"})
    with pytest.raises(Refused, match="no command"):
        await window.wish("command", name="nothing")


async def test_a_name_after_an_at_is_a_mention(window):
    ben = window.server.person("Ben Bright")

    await window.wish("say", text="@ana, @Ben Bright: ben@ana.example, @Benno, @nobody?")

    (said,) = window.messages()
    assert said["text"] == (f"<@{window.ana.id}>, <@{ben.id}>: ben@ana.example, @Benno, @nobody?")


async def test_messages_are_written_changed_answered_liked_and_deleted(window):
    await window.wish("say", text="A first draft", files=[{"name": "dot.png", "data": DOT}])
    (first,) = window.messages()
    about = {"message": first["id"]}
    await window.wish("edit", **about, text="A second one")
    await window.wish("react", **about, emoji="👍", on=True)
    await window.wish("say", text="Hear, hear", reply_to=first["id"])
    await window.wish("menu", **about, name="Measure")

    shown, reply, measured = window.messages()

    assert (shown["text"], shown["edited"] is not None) == ("A second one", True)
    assert shown["files"][0]["src"].startswith("picture?url=")
    assert shown["reactions"] == [{"emoji": "👍", "count": 1, "mine": True}]
    assert (reply["reply"]["author"], reply["reply"]["text"]) == ("Ana", "A second one")
    assert (measured["text"], measured["asked"]) == ("12", {"by": "Ana", "what": "Measure"})
    await window.wish("delete", **about)
    assert window.messages()[0]["reply"]["author"] is None
    with pytest.raises(Refused):
        await window.wish("edit", **about, text="Too late")


async def test_a_thread_that_is_closed_offers_nothing_and_says_why(window):
    moderator = window.server.person("Mo", permissions=discord.Permissions(manage_threads=True))
    card = await moderator.say(window.news, "An article")
    thread = await moderator.start_thread(card, "An article")
    await window.ana.say(thread, "A thought")
    await moderator.lock(thread)

    place = view(Look(window.ana, thread.id), window.pictures)["place"]
    theirs = view(Look(moderator, thread.id), window.pictures)["place"]

    assert place["silenced"] == "This thread is locked. Only moderators can write in it."
    assert (theirs["silenced"], theirs["dead"]) == (
        None,
        "Nothing can be pressed in a locked thread.",
    )
    assert offered(window.ana, thread)["slash"] == []
    assert "reply" not in place["messages"][-1]["may"]
    await moderator.archive(thread)
    assert view(Look(moderator, thread.id), window.pictures)["place"]["silenced"] is not None


async def test_what_somebody_may_not_see_is_not_there(window):
    staff = window.server.create_channel("staff", private=True)

    seen = view(Look(window.ana), window.pictures)

    assert [channel["name"] for channel in seen["servers"][0]["channels"]] == ["news"]
    with pytest.raises(Refused):
        view(Look(window.ana, staff.id), window.pictures)
    assert [each["name"] for each in offered(window.ana, window.news)["channels"]] == ["news"]


@pytest.mark.parametrize(
    "body",
    [
        {"do": "everything", "place": "1"},
        {"do": "say", "place": "-1", "text": "x"},
        {"do": "say", "place": "1", "text": "x", "author": "2"},
        {"do": "say", "place": "1", "files": [{"name": "x", "data": "A"}]},
        {"do": "edit", "place": "1", "text": "x"},
    ],
)
def test_what_is_no_wish_is_refused_before_anything_is_done(body):
    with pytest.raises(ValidationError):
        WISH.validate_python(body)


def test_only_what_is_a_picture_is_shown_as_one(window):
    url = "https://lantern.example/a.svg"
    pictures = Pictures(window.pictures.backend, {url: Picture("image/svg+xml", b"<svg/>")})
    stored = pictures.backend.cdn.store_attachment(1, 2, "page.png", b"<script>", None)

    assert pictures.source(url) is not None
    assert pictures.source(stored["url"]) is None
    assert pictures.local([{"image": {"url": "https://elsewhere.example/b.png"}}]) == [
        {"image": {"url": "https://elsewhere.example/b.png", "src": None}}
    ]
