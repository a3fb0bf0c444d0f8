"""A name that is written after an @, as the mention that a Discord client makes of it."""

from __future__ import annotations

import re

from ..people import Person


def with_mentions(person: Person, text: str) -> str:
    """The text as it is sent: names of people in the server are mentions (DOC/reference, Message
    Formatting); what is nobody's name stays as it is.
    """
    backend = person.world.backend
    members = backend.get_guild(person.server_id).members
    users = (backend.users[user_id] for user_id in members)
    ids = {(user.global_name or user.name).lower(): user.id for user in users}
    names = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return re.sub(
        rf"(?<![\w<])@({names})(?!\w)",
        lambda found: f"<@{ids[found[1].lower()]}>",
        text,
        flags=re.IGNORECASE,
    )
