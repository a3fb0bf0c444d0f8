"""Which of the bot's rights carries which feature. Names are discord.py's."""

from __future__ import annotations

from collections.abc import Mapping

IN_ARTICLE_CHANNEL: Mapping[str, str] = {
    "view_channel": "the bot cannot see the channel, and nothing works there",
    "send_messages": "no article can be posted",
    "send_messages_in_threads": "articles are not mirrored, and no invitation or closing is said",
    "create_public_threads": "articles get no discussion",
    "manage_threads": "discussions cannot be closed, nor kept closed",
    "manage_messages": "comments cannot be held or removed",
    "embed_links": "cards stay empty",
    "attach_files": "files of comments cannot be put back",
    "read_message_history": "what was written while the bot was away is not recorded",
}
IN_NOTICES_CHANNEL: Mapping[str, str] = {
    "view_channel": "the bot cannot see the channel, and admins hear of no fault",
    "send_messages": "admins hear of no fault",
    "read_message_history": "a notice may be sent twice after a crash",
    "create_private_threads": "people with closed DMs are not told of verdicts",
    "send_messages_in_threads": "people with closed DMs are not told of verdicts",
}
IN_SERVER: Mapping[str, str] = {
    "view_audit_log": "the record cannot say which moderator deleted a comment",
}


def shown(name: str) -> str:
    """A right's name as Discord's settings write it."""
    return name.replace("_", " ").title().replace(" In ", " in ")
