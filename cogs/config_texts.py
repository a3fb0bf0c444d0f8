"""What is said about a configuration as a whole to the admins who ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.servers.model import BY_ITSELF, SettingsVersion
from bot.services.configuration.describing import differences, statements
from bot.services.configuration.desk import Changed, Configuration, FaultyFileError, Kept
from bot.wording import Words, moment, person
from cogs.answers import fitting

Threads = Mapping[int, int]
"""The threads of the discussions that rules are about, by the discussions' ids."""
LONGEST_EMBED = 4000
"""Characters, of the 4096 of an embed's description (docs: resources/message)."""
MOST_CHANGES = 6
LONGEST_VERSION = 3500
"""Lines about one version, and their characters, so that a page holds at least one."""


def configuration_embed(
    words: Words, configuration: Configuration, threads: Threads
) -> discord.Embed:
    """Every setting, a line each."""
    return _embed(words, [f"- {each}" for each in statements(words, configuration, threads)])


def difference_embed(
    words: Words, before: Configuration, after: Configuration, threads: Threads
) -> discord.Embed:
    """What changes from one to the other, a line each."""
    return _embed(words, _differences(words, before, after, threads))


def faults_embed(words: Words, error: FaultyFileError) -> discord.Embed:
    """All that is wrong in a file, a line each."""
    return _embed(words, [f"- {words(each.key, **each.values)}" for each in error.faults])


def history_page(words: Words, kept: Sequence[Kept], threads: Threads) -> tuple[discord.Embed, int]:
    """As many of the versions as one embed holds, and the number of the last one shown."""
    entries = [_entry(words, each, threads) for each in kept]
    shown = fitting(entries, LONGEST_EMBED)
    return discord.Embed(description="\n".join(shown)), kept[len(shown) - 1].version.version


def changed_text(words: Words, changed: Changed) -> str:
    """What was done, before the lines that tell what it changed."""
    if changed.restores is None:
        return words("config.imported", version=changed.version)
    return words("config.went_back", restored=changed.restores, version=changed.version)


def _entry(words: Words, kept: Kept, threads: Threads) -> str:
    version = kept.version
    heading = words(
        "config.version",
        number=version.version,
        time=moment(version.made_at, "f"),
        person=_person(words, version),
    )
    if version.restores is not None:
        heading += " · " + words("config.version_restores", version=version.restores)
    lines = _differences(words, kept.before, kept.after, threads)
    shown = fitting(lines[:MOST_CHANGES], LONGEST_VERSION)
    if left := len(lines) - len(shown):
        shown.append(words.plural("config.more", left))
    return "\n".join((heading, *shown))


def _person(words: Words, version: SettingsVersion) -> str:
    if version.made_by != BY_ITSELF:
        return person(words, version.made_by)
    return words("config.by_itself") if version.version == 1 else words("config.by_the_bot")


def _differences(
    words: Words, before: Configuration, after: Configuration, threads: Threads
) -> list[str]:
    told = [f"- {each}" for each in differences(words, before, after, threads)]
    return told or [words("config.no_difference")]


def _embed(words: Words, lines: Sequence[str]) -> discord.Embed:
    shown = fitting(lines, LONGEST_EMBED)
    if left := len(lines) - len(shown):
        shown.append(words.plural("config.more", left))
    return discord.Embed(description="\n".join(shown))
