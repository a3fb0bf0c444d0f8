"""Messages become facts as they come over the wire: as discord.py would read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discussions.model import Attachment, FurtherText, MessageSeen, Voice
from bot.services.translating import message_seen

THREAD = 3 << 22
ids = st.integers(1 << 22, 1 << 62).map(str)
words = st.text(max_size=20)
stamps = st.integers(0, 10**9).map(lambda second: datetime.fromtimestamp(second, UTC).isoformat())
files = st.fixed_dictionaries(
    {"id": ids, "filename": words, "size": st.integers(0), "url": words, "proxy_url": words},
    optional={"content_type": words, "title": words, "description": words},
)
embeds = st.fixed_dictionaries(
    {"type": st.sampled_from(["rich", "link", "video"])},
    optional={
        "title": words,
        "description": words,
        "fields": st.lists(st.fixed_dictionaries({"name": words, "value": words}), max_size=2),
        "author": st.fixed_dictionaries({"name": words}),
        "footer": st.fixed_dictionaries({"text": words}),
    },
)
stickers = st.lists(
    st.fixed_dictionaries({"id": ids, "name": words, "format_type": st.just(1)}), max_size=1
)
snapshots = st.fixed_dictionaries(
    {
        "message": st.fixed_dictionaries(
            {
                "type": st.just(0),
                "content": words,
                "embeds": st.lists(embeds, max_size=2),
                "attachments": st.lists(files, max_size=2),
                "timestamp": stamps,
                "edited_timestamp": st.none() | stamps,
            },
            optional={"sticker_items": stickers},
        )
    }
)
polls = st.builds(
    lambda question, answers: {
        "question": {"text": question},
        "answers": [
            {"answer_id": number, "poll_media": {"text": each}}
            for number, each in enumerate(answers, 1)
        ],
        "expiry": "2030-01-01T00:00:00+00:00",
    },
    words.filter(bool),
    st.lists(words.filter(bool), max_size=3),
)
messages = st.fixed_dictionaries(
    {
        "id": ids,
        "channel_id": st.just(str(THREAD)),
        "type": st.sampled_from([0, 6, 18, 19]),
        "content": words,
        "timestamp": stamps,
        "edited_timestamp": st.none() | stamps,
        "author": st.fixed_dictionaries(
            {
                "id": ids,
                "username": words,
                "discriminator": st.just("0"),
                "avatar": st.none(),
            },
            optional={"bot": st.booleans()},
        ),
        "attachments": st.lists(files, max_size=2),
        "embeds": st.lists(embeds, max_size=2),
        "mentions": st.just([]),
        "mention_roles": st.just([]),
    },
    optional={
        "webhook_id": ids,
        "sticker_items": stickers,
        "poll": polls,
        "message_snapshots": st.lists(snapshots, max_size=1),
        "message_reference": st.fixed_dictionaries(
            {"channel_id": ids}, optional={"message_id": ids, "type": st.sampled_from([0, 1])}
        ),
    },
)


CLIENT = discord.Client(intents=discord.Intents.none())


@settings(max_examples=30)
@given(messages)
def test_a_message_says_what_discord_py_reads_in_it(payload: dict[str, Any]) -> None:
    place = CLIENT.get_partial_messageable(THREAD)
    read = discord.Message(state=CLIENT._connection, channel=place, data=payload)  # type: ignore[arg-type] # a plain dict, as it comes

    seen = message_seen(CLIENT, payload)

    assert seen == (_as_read(read) if payload["type"] in (0, 19) else None)


def _as_read(message: discord.Message) -> MessageSeen:
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return MessageSeen(
        message_id=message.id,
        thread_id=message.channel.id,
        author_id=message.author.id,
        voice=_voice(message),
        created_at=message.created_at,
        edited_at=message.edited_at,
        text=message.content,
        attachments=tuple(
            Attachment(file.id, file.filename, file.content_type, file.size, file.url)
            for file in message.attachments
        ),
        answers=message.reference.message_id if is_reply and message.reference else None,
        parts=tuple(part for part in _parts(message) if part.text),
    )


def _voice(message: discord.Message) -> Voice:
    if message.webhook_id is not None:
        return Voice.WEBHOOK
    return Voice.BOT if message.author.bot else Voice.PERSON


def _parts(message: discord.Message) -> list[FurtherText]:
    described, stickers, embeds = _beside(message)
    parts = [FurtherText("attachment", text) for text in described]
    parts += [FurtherText("sticker", name) for name in stickers]
    if message.poll is not None:
        asked = (message.poll.question, *(each.text for each in message.poll.answers))
        parts.append(FurtherText("poll", "\n".join(asked)))
    parts += [FurtherText("embed", text) for text in embeds]
    for each in message.message_snapshots:
        names = [file.filename for file in each.attachments]
        said = [each.content, *names, *chain.from_iterable(_beside(each))]
        parts.append(FurtherText("forward", "\n".join(filter(None, said))))
    return parts


def _beside(message: discord.Message | discord.MessageSnapshot) -> Iterator[list[str]]:
    """What describes its files, names its stickers, and stands in its embeds."""
    described = ((file.title, file.description) for file in message.attachments)
    yield ["\n".join(filter(None, each)) for each in described]
    yield [sticker.name for sticker in message.stickers]
    rich = (embed for embed in message.embeds if embed.type == "rich")
    yield ["\n".join(filter(None, _in_embed(embed))) for embed in rich]


def _in_embed(embed: discord.Embed) -> Iterator[str | None]:
    yield from (embed.author.name, embed.title, embed.description)
    for field in embed.fields:
        yield from (field.name, field.value)
    yield embed.footer.text


LAYOUT = [
    {
        "type": 17,
        "components": [
            {"type": 10, "content": "In the container"},
            {
                "type": 9,
                "components": [{"type": 10, "content": "In the section"}],
                "accessory": {"type": 11, "media": {"url": "x"}, "description": "The thumbnail"},
            },
            {"type": 12, "items": [{"media": {"url": "x"}, "description": "In the gallery"}]},
            {"type": 13, "file": {"url": "x"}, "name": "a-file.txt"},
            {"type": 14},
        ],
    },
    {
        "type": 1,
        "components": [
            {"type": 2, "style": 5, "label": "A button", "url": "x"},
            {
                "type": 3,
                "custom_id": "x",
                "placeholder": "Choose",
                "options": [{"label": "One", "value": "x", "description": None}],
            },
        ],
    },
]


def test_all_that_a_forwarded_layout_shows_is_read() -> None:
    """Only bots send such messages, with no text beside them; anybody can forward one."""
    forwarded = {"content": "", "attachments": [], "embeds": [], "components": LAYOUT}
    payload = {
        "id": str(5 << 22),
        "channel_id": str(THREAD),
        "type": 0,
        "content": "",
        "edited_timestamp": None,
        "author": {"id": "7"},
        "attachments": [],
        "embeds": [],
        "message_snapshots": [{"message": forwarded}],
    }

    seen = message_seen(CLIENT, payload)

    assert seen is not None
    (part,) = seen.parts
    assert (part.surface, part.text.splitlines()) == (
        "forward",
        [
            *("In the container", "In the section", "The thumbnail", "In the gallery"),
            *("a-file.txt", "A button", "Choose", "One"),
        ],
    )


async def test_messages_of_other_channels_are_let_pass(community):
    facts: list[object] = []
    community.bot.writer.put = facts.append

    await community.ana.say(community.news, "Not about an article.")

    assert facts == []
