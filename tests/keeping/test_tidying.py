"""What has been kept long enough goes by itself; what is needed stays."""

from __future__ import annotations

import os
from datetime import timedelta

from sqlalchemy import func, select

from bot.actions.model import Kind
from bot.storage.engine import reading_engine
from bot.storage.schema import metadata
from tests.community import Community
from tests.moderating.people import ATTACK, HATE, cards, labels, notices


async def away(community: Community, **time: float) -> None:
    """Let that time pass without the bot."""
    await community.stop()
    await community.world.advance(timedelta(**time))
    await community.start()


def rows(community: Community) -> dict[str, int]:
    """How many rows each table has that has any."""
    engine = reading_engine(f"sqlite:///{community.folder / 'thoughts-on.db'}")
    with engine.connect() as connection:
        counted = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return {name: count for name, count in counted.items() if count}


def saved(community: Community) -> list[bytes]:
    """The files that are kept beside the database."""
    return [each.read_bytes() for each in (community.folder / "attachments").glob("*")]


async def test_a_deleted_text_goes_after_30_days_and_a_removed_one_after_90(community):
    await community.publish()
    hidden = await community.ben.say(community.thread, HATE, attachments=[("a.txt", b"1 2 3")])
    stands = await community.ana.say(community.thread, "This stands.")
    own = await community.ana.say(community.thread, "Never mind.")
    removed = await community.ana.say(community.thread, "Buy my boat.")
    await community.ana.delete(own)
    await community.world.advance(timedelta(minutes=1))
    await community.moderator.delete(removed)
    await community.ana.say(community.thread, ATTACK)
    await community.ana.click(notices(community.ana)[-1], "Post as it was")
    reposted = community.ana.sees(community.thread)[-1]
    await community.moderator.delete(reposted)

    said = (stands, own, removed, reposted, hidden)
    kept = []
    for days in (29, 2, 58, 2):
        await away(community, days=days)
        texts = [(await community.record.texts(each.id))[0] for each in said]
        kept.append((texts, saved(community)))

    assert kept == [
        (["This stands.", "Never mind.", "Buy my boat.", ATTACK, HATE], [b"1 2 3"]),
        (["This stands.", "", "Buy my boat.", ATTACK, HATE], [b"1 2 3"]),
        (["This stands.", "", "Buy my boat.", ATTACK, HATE], [b"1 2 3"]),
        (["This stands.", "", "", "", ""], []),
    ]
    for card in cards(community):
        assert "Nothing is left to decide" in card.content
        assert (card.embeds[0]["description"], labels(card)) == ("(no text)", [])
    assert (await community.record.tombstone(own.id)).blanked_at is not None
    assert await community.record.tombstone(removed.id) is not None
    assert await community.record.count() == 1


async def test_steps_that_nothing_needs_go_after_30_days(community):
    await community.publish()
    await community.ana.delete(await community.ana.say(community.thread, "Never mind."))
    await away(community, days=1)

    await away(community, days=31)

    steps = await community.record.read(_steps)
    assert steps.count(Kind.CATCH_UP) == 1  # the one of this start
    assert steps.count(Kind.TIDY) == 2  # the one that tidied, and the next
    assert {Kind.POST_CARD, Kind.SEND_PART, Kind.SEND_INVITATION, Kind.OPEN_THREAD} <= set(steps)
    assert rows(community).keys() & {"deletion_entries", "stray_deletions", "faults"} == set()


def _steps(tx):
    found = (tx.actions.get(number) for number in range(1, 200))
    return [action.kind for action in found if action is not None]


async def test_a_server_that_removed_the_bot_is_erased_after_30_days_and_no_other_is(community):
    other = community.world.create_server("The Other")
    other.invite_bot()
    await community.world.settle()
    await community.publish()
    said = await community.ana.say(community.thread, "A first thought.")
    await community.ana.delete(said)
    await community.ben.say(community.thread, HATE, attachments=[("a.txt", b"1 2 3")])
    stray = community.folder / "attachments" / "7"
    stray.write_bytes(b"of a comment that a restore took away")
    os.utime(stray, (0, 0))

    community.server.remove_bot()
    await community.world.settle()
    before = rows(community)
    await away(community, days=29)
    kept, files = rows(community), saved(community)
    await away(community, days=2)

    assert kept.keys() == before.keys()
    assert (files, saved(community)) == ([b"1 2 3"], [])
    assert rows(community).keys() == {"servers", "setting_versions", "actions", "attempts"}
    assert [server.id for server in await community.record.read(lambda tx: tx.servers.all())] == [
        other.id
    ]


async def test_a_server_that_comes_back_in_time_keeps_everything(community):
    await community.publish()
    said = await community.ana.say(community.thread, "A first thought.")

    await community.stop()
    community.server.remove_bot()
    await community.start()
    await community.world.advance(timedelta(days=2))
    community.server.invite_bot()
    await away(community, days=40)

    assert await community.record.texts(said.id) == ["A first thought."]
    assert await community.record.read(lambda tx: tx.servers.channel(community.news.id))
