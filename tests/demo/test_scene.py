"""What the scene shows of the bot, and that it shows it each time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import create_bot
from bot.demo.outcome import Chapter, Outcome, Place
from bot.demo.pages import DemoError, SavedPage, page_in, sample_page
from bot.demo.playing import play
from bot.demo.scene import post, set_up
from bot.demo.stage import OPENING, set_stage
from bot.demo.world import World
from bot.settings import Settings

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article-page.txt"


def thread(outcome: Outcome) -> Place:
    (only,) = outcome.threads
    return only


def place(places: tuple[Place, ...], name: str) -> Place:
    (named,) = [each for each in places if each.name == name]
    return named


def chapter(outcome: Outcome) -> Chapter:
    (only,) = outcome.record
    return only


def texts(place: Place) -> list[str]:
    return [entry.seen.text for entry in place.entries]


def test_the_article_is_posted_once_with_its_thread(outcome):
    (card,) = place(outcome.channels, "news").entries

    assert card.seen.embeds[0]["title"] == "The night library"
    assert thread(outcome).name == "The night library"
    assert texts(thread(outcome))[0].startswith("For eleven years the tram depot")


def test_the_heading_counts_the_comments_that_stand(outcome):
    standing = [each for each in chapter(outcome).comments if each.tombstone is None]

    last = texts(thread(outcome))[-1]

    assert len(standing) == chapter(outcome).kept.count
    assert last.startswith(f"**{len(standing)} thoughts on “The night library”**")
    assert "Comments are closed." in last


def test_the_thread_is_locked_and_archived_and_refuses_what_comes_too_late(outcome):
    assert thread(outcome).locked
    assert thread(outcome).archived
    assert outcome.asked[-1].answer.startswith("Discord refuses:")
    assert not any("One more thing" in text for text in texts(thread(outcome)))


def test_each_text_of_an_edited_comment_is_in_the_record(outcome):
    (edited,) = [
        each
        for each in chapter(outcome).comments
        if len(each.revisions) > 1 and len(each.message_ids) == 1
    ]

    first, second = edited.revisions

    assert first.text == "All of them, it seems."
    assert second.text in texts(thread(outcome))
    assert second.edited_at == datetime(2027, 5, 3, 10, 3, tzinfo=UTC)


def test_an_attack_comes_back_to_its_author_and_stands_as_she_rewords_it(outcome):
    case, _ = chapter(outcome).cases
    (comment,) = [each for each in chapter(outcome).comments if each.comment.id == 5]
    (posted,) = [e for e in thread(outcome).entries if e.seen.id == comment.message_ids[-1]]

    attack, reworded = [each.text for each in comment.revisions]

    assert attack.endswith(f"{case.hits[0].words}, and you stopped at the headline.")
    assert posted.shown.startswith(f"**Dolores**\n{reworded}")
    assert (case.case.decision.value, case.case.delivery.value) == ("reworded", "message")
    (told,) = place(outcome.direct, "Dolores").entries
    assert "Your new text is posted" in told.seen.content
    asked = [each.answer for each in outcome.asked if each.what == "gets a direct message"]
    assert f"||{case.hits[0].words}||" in asked[0]


def test_what_only_sounds_like_a_threat_is_put_back_by_the_moderator(outcome):
    _, case = chapter(outcome).cases
    summary, card = place(outcome.channels, "staff").entries

    joke = thread(outcome).entries[-4]

    assert case.case.decision.value == "put back"
    assert outcome.names[case.case.decided_by] == "Mo"
    assert case.hits[0].words in joke.shown
    assert card.seen.components == ()
    assert "Put back by" in card.seen.content
    assert "reworded and posted" in summary.seen.content


def test_deleted_comments_are_out_of_sight_and_in_the_record(outcome):
    deleted = [each for each in chapter(outcome).comments if each.tombstone is not None]

    by = [outcome.names.get(each.tombstone.deleted_by or 0) for each in deleted]

    assert by == ["Mo", None]
    seen = {entry.seen.id for entry in thread(outcome).entries}
    assert seen.isdisjoint(each.comment.message_id for each in deleted)


def test_extending_kept_it_open_past_its_age(outcome):
    opened = chapter(outcome).kept.discussion.opened_at

    late = [e for e in thread(outcome).entries if (e.seen.at - opened).days > 14]

    assert {"Emil", "Dolores"} <= {entry.seen.author for entry in late}


@pytest.mark.skipif(not SEED.is_file(), reason="the seed page is not beside this repository")
def test_the_seed_page_is_played_and_its_old_comments_are_nobodys():
    title = SEED.read_text(encoding="utf-8").strip().splitlines()[0].strip()

    outcome = asyncio.run(play(SEED))

    assert thread(outcome).name == title
    assert f"11 thoughts on “{title}”" in texts(thread(outcome))[-1]
    authors = {entry.seen.author for entry in thread(outcome).entries}
    assert authors <= {"Thoughts On", "Ana", "Ben", "Chidi", "Dolores", "Emil", "Mo"}
    (posting,) = [asked for asked in outcome.asked if asked.what.startswith("/article post")]
    assert "11" in posting.answer


@pytest.mark.parametrize("name", ["missing.html", "folder"])
def test_what_is_no_file_cannot_be_attached(tmp_path, name):
    (tmp_path / "folder").mkdir()

    with pytest.raises(DemoError, match="Name a file with one article page"):
        page_in(tmp_path / name)


def test_a_file_larger_than_discord_takes_cannot_be_attached(tmp_path):
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(11 * 1024 * 1024)

    with pytest.raises(DemoError, match="larger than 10 MiB"):
        page_in(path)


async def test_a_page_without_an_article_is_explained_and_the_next_one_posted(tmp_path):
    bad = {"empty.html": b"", "picture.png": b"\x89PNG\r\n\x1a\n", "line.txt": b"Just a line."}

    async with World.open(at=OPENING) as world:
        stage = set_stage(world)
        bot = create_bot(Settings.load({"DATA_DIR": str(tmp_path)}), clock=world)
        await world.connect(bot)
        await set_up(stage)
        reasons = {}
        for name, data in bad.items():
            with pytest.raises(DemoError) as refused:
                await post(stage, SavedPage(name, data))
            reasons[name] = str(refused.value)
        await post(stage, sample_page())

        assert len(stage.news.threads) == 1

    assert "this is empty" in reasons["empty.html"]
    assert "not text but a file of another kind" in reasons["picture.png"]
    assert "No article was found" in reasons["line.txt"]
