"""Every slash command is documented for whom it is, and nothing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Mapping

import discord
import pytest
from discord import app_commands

from bot.app import invite_link
from tests.docs.pages import Page, page

GUIDES = ("docs/members.md", "docs/moderators.md", "docs/admins.md")
MENTION = re.compile(r"/([a-z]+ [a-z]+)((?: [a-z]+:\S*)*)")

Options = Mapping[str, frozenset[str]]


def guides() -> list[Page]:
    return [page(name) for name in GUIDES]


@pytest.fixture
async def commands(newsroom) -> Options:
    """The options of each command, as the running bot told Discord."""
    await newsroom.start()
    return {
        command.qualified_name: frozenset(option.name for option in command.parameters)
        for command in newsroom.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }


async def test_every_command_has_its_row_in_one_guide(commands):
    rows = [cells[0].strip("`/") for guide in guides() for cells in guide.rows("command")]

    assert sorted(rows) == sorted(commands)


async def test_every_option_is_documented_where_its_command_is(commands):
    undocumented = {
        (guide.name, command, option)
        for guide in guides()
        for cells in guide.rows("command")
        for command in [cells[0].strip("`/")]
        for option in commands[command]
        if f"`{option}:`" not in guide.text
    }

    assert undocumented == set()


async def test_no_guide_tells_of_an_option_that_no_command_of_it_has(commands):
    strange = {
        (guide.name, option)
        for guide in guides()
        for option in re.findall(r"`([a-z]+):`", guide.prose)
        if not any(option in commands[cells[0].strip("`/")] for cells in guide.rows("command"))
    }

    assert strange == set()


async def test_every_command_that_a_document_mentions_exists(commands):
    said = [
        (document.name, *MENTION.fullmatch(quoted).groups())
        for document in (*guides(), page("README.md"), page("CHANGELOG.md"))
        for quoted in document.quoted()
        if MENTION.fullmatch(quoted)
    ]

    assert len(said) > 10
    assert [each for each in said if not _exists(each[1], each[2], commands)] == []


def _exists(command: str, options: str, commands: Options) -> bool:
    return set(re.findall(r"([a-z]+):", options)) <= commands.get(command, frozenset({":"}))


async def test_there_are_no_menus_that_a_guide_would_have_to_tell_of(newsroom):
    await newsroom.start()

    menus = [*newsroom.bot.tree.walk_commands(type=discord.AppCommandType.message)]
    menus += newsroom.bot.tree.walk_commands(type=discord.AppCommandType.user)

    assert menus == []


def test_every_right_that_the_invitation_asks_for_has_its_reason():
    asked = int(re.search(r"permissions=(\d+)", invite_link(1))[1])
    names = {name for name, given in discord.Permissions(asked) if given}

    rows = [cells[0] for cells in page("docs/admins.md").rows("right")]
    explained = {name.lower().replace(" ", "_") for row in rows for name in row.split(", ")}

    assert _aliased(explained) == _aliased(names)


def _aliased(names: set[str]) -> set[str]:
    """Discord's clients say View Channel, discord.py also `read_messages`."""
    return {name.replace("read_messages", "view_channel") for name in names}
