"""What people of the community write and see when rules of civility are met."""

from __future__ import annotations

from typing import Any

from bot.demo.places import Channel
from bot.demo.world import Person
from tests.community import Community

ATTACK = "You are an idiot"
THREAT = "I will kill you tomorrow"
HATE = "All immigrants are vermin"


def notice(person: Person) -> Any:
    """The latest direct message from the bot, answers to buttons aside."""
    return notices(person)[-1]


def notices(person: Person) -> list[Any]:
    return [message for message in person.dms() if not message.ephemeral]


def private_notice(community: Community) -> tuple[Channel, Any]:
    """The only private thread, in which Ana is told something, and the message that tells it."""
    (thread,) = community.staff.threads
    (told,) = [each for each in community.ana.sees(thread) if each.controls]
    return thread, told


def labels(message: Any) -> list[str]:
    return [control.label for control in message.controls]


def cards(community: Community) -> list[Any]:
    """The moderators' cards, oldest first."""
    return [each for each in community.moderator.sees(community.staff) if each.embeds]


def replies(community: Community) -> list[str]:
    """What can be read of people's replies, in their own messages or in the bot's."""
    own = {community.ana.id, community.ben.id, community.moderator.id}
    return [
        message.embeds[0]["description"] if message.embeds else message.content
        for message in community.ana.sees(community.thread)
        if message.author_id in own or (message.embeds and "author" in message.embeds[0])
    ]
