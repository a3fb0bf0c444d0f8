"""What `/doctor try` says of each step, and of the right that is missing where one fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import discord

from bot.services.rights import IN_ARTICLE_CHANNEL, NAMES, lacking_in
from bot.services.trying.desk import Progress, Stand, Step
from bot.wording import Words, reason

LABELS: Mapping[Step, str] = {
    Step.CARD: "trial.card",
    Step.THREAD: "trial.thread",
    Step.MIRROR: "trial.mirror",
    Step.OPEN: "trial.open",
    Step.CLOSE: "trial.close",
    Step.REMOVE: "trial.remove",
}
MARKS: Mapping[Stand, str] = {Stand.AHEAD: "▫️", Stand.DONE: "✅", Stand.FAILED: "❌"}


def trial_text(words: Words, channel: discord.TextChannel, progress: Progress) -> str:
    """Each step with how it stands, why one failed, and what to do."""
    lines = [f"{MARKS[each.stand]} {words(LABELS[step])}" for step, each in progress.steps]
    return "\n".join((*lines, "", *_conclusion(words, channel, progress)))


def _conclusion(words: Words, channel: discord.TextChannel, progress: Progress) -> Iterator[str]:
    failed = [each for _, each in progress.steps if each.stand is Stand.FAILED]
    if failed:
        yield from _remedies(words, channel, failed[0].code)
    removal = progress.of(Step.REMOVE).stand
    if removal is Stand.FAILED:
        yield words("trial.remains")
    elif removal is Stand.AHEAD:
        yield words("trial.under_way")
    elif failed:
        yield words("trial.failed")
    elif progress.of(Step.CLOSE).stand is Stand.DONE:
        yield words("trial.works")
    else:
        yield words("trial.cut_short")


def _remedies(words: Words, channel: discord.TextChannel, code: int | None) -> Iterator[str]:
    """The rights that are missing, each with its remedy; where none is, what Discord said."""
    missing = lacking_in(channel, IN_ARTICLE_CHANNEL)
    for need in missing:
        right, breaks = words(NAMES[need.right]), words(need.key)
        yield words("checkup.missing", place=channel.mention, right=right, breaks=breaks)
    if not missing:
        yield reason(words, code)
