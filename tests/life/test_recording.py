"""What people write is in the record, with who answered whom, each edit and each deletion."""

from datetime import timedelta

from bot.demo.world import Request
from bot.discussions.model import Absence, Voice


async def test_a_reply_is_recorded_with_its_author_time_and_text(community):
    await community.publish()

    said = await community.ana.say(community.thread, "Nine years is long.")

    [comment] = await community.record.comments()
    assert (comment.author_id, comment.message_id) == (community.ana.id, said.id)
    assert comment.created_at == said.at
    assert await community.record.texts(said.id) == ["Nine years is long."]


async def test_an_answer_says_what_it_answers_even_when_that_is_gone(community):
    await community.publish()
    said = await community.ana.say(community.thread, "Nine years is long.")

    await community.ben.say(community.thread, "Bridges take time.", reply_to=said)
    await community.ana.delete(said)

    answer = (await community.record.comments())[1]
    assert answer.answers_message_id == said.id


async def test_each_edit_becomes_a_revision(community):
    await community.publish()
    said = await community.ana.say(community.thread, "First draft.")

    for text in ("Second draft.", "Third draft."):
        await community.world.advance(timedelta(seconds=5))
        said = await community.ana.edit(said, text)

    assert await community.record.texts(said.id) == [
        "First draft.",
        "Second draft.",
        "Third draft.",
    ]


async def test_a_deletion_leaves_a_tombstone_and_keeps_the_text(community):
    await community.publish()
    said = await community.ana.say(community.thread, "I take this back.")

    await community.ana.delete(said)

    assert (await community.record.tombstone(said.id)).absence is Absence.LIVE
    assert await community.record.texts(said.id) == ["I take this back."]
    assert await community.record.count() == 0


async def test_a_deletion_by_a_moderator_names_them_when_discord_says_so(community):
    await community.publish()
    said = await community.ana.say(community.thread, "Buy my boat.")

    await community.moderator.delete(said)

    assert (await community.record.tombstone(said.id)).deleted_by == community.moderator.id


async def test_an_own_deletion_names_nobody(community):
    await community.publish()
    said = await community.ana.say(community.thread, "Never mind.")

    await community.ana.delete(said)

    assert (await community.record.tombstone(said.id)).deleted_by is None


async def test_many_messages_deleted_at_once_leave_as_many_tombstones(community):
    await community.publish()
    said = [await community.ana.say(community.thread, f"Spam {n}") for n in range(5)]

    await community.moderator.delete_many(*said)

    ends = [await community.record.tombstone(message.id) for message in said]
    assert all(ends)


async def test_attachments_are_recorded_by_name_size_and_address(community):
    await community.publish()

    await community.ana.say(community.thread, "See:", attachments=[("bridge.txt", b"steel")])

    [comment] = community.record.recorded()
    [file] = comment.revisions[0].attachments
    assert (file.name, file.size) == ("bridge.txt", 5)
    assert file.url.startswith("https://")


async def test_other_bots_and_webhooks_are_recorded_and_not_counted(community):
    await community.publish()
    helper = community.server.bot("Helper")

    await helper.say(community.thread, "beep")
    await community.ana.say(community.thread, "Hello.")

    voices = [comment.voice for comment in await community.record.comments()]
    assert voices == [Voice.BOT, Voice.PERSON]
    assert await community.record.count() == 1


async def test_what_is_no_comment_is_not_recorded(community):
    await community.publish()
    said = await community.ana.say(community.thread, "Hello.")

    await community.moderator.pin(said)
    await community.ana.say(community.news, "A word in the channel.")

    assert len(await community.record.comments()) == 1


async def test_the_card_counts_the_comments_that_stand(community):
    await community.publish()
    said = [await community.ana.say(community.thread, f"Thought {n}") for n in range(3)]
    await community.ana.delete(said[0])

    await community.world.advance(timedelta(minutes=2))

    assert "2 thoughts · open until" in community.card()


async def test_what_happened_while_the_bot_was_away_is_found_as_far_as_discord_shows_it(community):
    await community.publish()
    kept = await community.ana.say(community.thread, "Before.")
    lost = await community.ana.say(community.thread, "Also before.")
    await community.stop()
    await community.ana.edit(kept, "Before, but better.")
    await community.ana.delete(lost)
    new = await community.ben.say(community.thread, "Meanwhile.", reply_to=kept)

    await community.start()

    assert await community.record.texts(kept.id) == ["Before.", "Before, but better."]
    assert (await community.record.tombstone(lost.id)).absence is Absence.AWAY
    assert await community.record.texts(new.id) == ["Meanwhile."]
    assert (await community.record.comments())[-1].answers_message_id == kept.id


async def test_more_than_two_pages_are_read_after_an_absence(community):
    await community.allow_floods()
    await community.publish()
    await community.stop()
    async with community.world.burst():
        for number in range(250):
            await community.ana.say(community.thread, f"Thought {number}")

    await community.start()

    assert await community.record.count() == 250


async def test_a_lost_connection_without_resume_is_made_up_for(community):
    await community.publish()

    async with community.world.gap():
        said = await community.ana.say(community.thread, "Can anybody hear me?")

    assert await community.record.texts(said.id) == ["Can anybody hear me?"]


async def test_what_changes_in_a_discussion_that_is_shut_without_a_connection_is_recorded(
    community,
):
    await community.publish()
    said = await community.ana.say(community.thread, "Before.")
    async with community.world.gap():
        pass  # so that all this was read when the discussion is shut

    async with community.world.gap():
        await community.ana.edit(said, "Before, but better.")
        await community.world.advance(timedelta(days=14))

    assert "Comments are closed" in community.card()
    assert await community.record.texts(said.id) == ["Before.", "Before, but better."]


async def test_what_is_said_during_a_catch_up_is_recorded_too(community):
    await community.allow_floods()
    await community.publish()
    await community.stop()
    async with community.world.burst():
        for number in range(120):
            await community.ana.say(community.thread, f"Thought {number}")

    async with community.world.burst():
        await community.start()
        await community.ben.say(community.thread, "And I say this now.")

    assert await community.record.count() == 121


async def test_a_thread_that_is_gone_is_told_once_and_not_at_every_start(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await community.moderator.remove(community.thread)

    for _ in range(3):
        await community.stop()
        await community.start()
        await community.world.advance(timedelta(seconds=5))

    notices = [m for m in community.admin.sees(community.staff) if "could not be" in m.text]
    assert len(notices) == 1
    assert await community.record.count() == 1


async def test_what_is_written_before_the_bot_knows_its_thread_is_recorded_with_every_text(
    community,
):
    """Discord has made the thread, and its answer is still on its way."""
    said = []

    def write(request: Request, phase: str) -> None:
        if phase == "after" and request.path.endswith("/threads") and not said:
            path = f"/channels/{community.thread.id}/messages"
            for text in ("At last!", "Never mind."):
                said.append(community.ana._request("POST", path, {"content": text})["id"])
            edited = {"content": "At last. And blue."}
            community.ana._request("PATCH", f"{path}/{said[0]}", edited)
            community.ana._request("DELETE", f"{path}/{said[1]}")

    community.world.on_request = write
    await community.publish()

    thought, gone = map(int, said)
    assert await community.record.texts(thought) == ["At last!", "At last. And blue."]
    assert await community.record.texts(gone) == ["Never mind."]
    assert await community.record.tombstone(gone) is not None
    assert await community.record.count() == 1
