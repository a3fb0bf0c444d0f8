"""An article is posted: a card, and a thread with the whole of it."""

from datetime import timedelta

import pytest

from tests.community import article


async def test_an_article_gets_a_card_and_a_thread_that_mirrors_it(community):
    await community.publish(article("The bridge opens", "It took nine years.", "It is blue."))

    assert [message.embeds[0]["title"] for message in community.cards()] == ["The bridge opens"]
    assert community.thread.name == "The bridge opens"
    assert community.texts() == [
        "It took nine years.\n\nIt is blue.",
        "What do you think? Talk about the argument, not the person. Replies here are recorded,"
        " with edits and deletions. `/mydata` shows what is kept about you.",
    ]
    assert not community.thread.locked


async def test_an_article_is_posted_once_however_often_it_is_asked_for(community):
    first = await community.publish()

    again = await community.publish()

    assert (first.again, again.again) == (False, True)
    assert again.posting_id == first.posting_id
    assert len(community.cards()) == len(community.news.threads) == 1


async def test_members_cannot_get_in_between_the_parts(community):
    locked = []

    def watch(request, phase):
        if phase == "before" and request.method == "POST" and request.path.endswith("/messages"):
            locked.extend(thread.locked for thread in community.news.threads)

    community.world.on_request = watch
    await community.publish(
        article("Long", *[f"Paragraph {n}. " + "word " * 300 for n in range(9)])
    )

    assert len(locked) > 3
    assert all(locked)


async def test_everything_in_the_thread_is_silent_and_pings_nobody(community):
    await community.publish(article("Loud", "@everyone look at <@1> and https://example.org/"))

    messages = [m for m in community.ana.sees(community.thread) if m.type == 0]
    assert all(message.flags.suppress_notifications for message in messages)
    assert "@everyone" not in community.texts()[0]


async def test_the_card_links_to_the_invitation_and_says_until_when_it_is_open(community):
    await community.publish()

    card = community.cards()[0]
    invitation = community.ana.sees(community.thread)[-1]
    assert card.controls[0].url.endswith(f"/{community.thread.id}/{invitation.id}")
    assert "Open until <t:" in card.text


async def test_the_button_on_the_card_says_how_the_discussion_stands(community):
    await community.publish()
    await community.ben.say(community.thread, "At last.")

    answer = await community.ana.click(community.cards()[0], "How it stands")

    assert answer.ephemeral
    assert "One thought on “The bridge opens”" in answer.text


@pytest.mark.parametrize(("mirror", "shown"), [("full", 3), ("opening", 1), ("off", 0)], ids=str)
async def test_a_channel_decides_how_much_is_mirrored(newsroom, mirror, shown):
    await newsroom.start()
    await newsroom.set_up(mirror=mirror)

    await newsroom.publish(article("Long", *[f"{n}. " + "word " * 300 for n in range(6)]))

    parts = [m for m in newsroom.ana.sees(newsroom.thread) if m.flags.components_v2]
    assert len(parts) == shown


async def test_a_limit_ends_at_a_paragraph_and_says_where_the_rest_is(newsroom):
    await newsroom.start()
    await newsroom.set_up(part_limit=2)
    long = [f"Paragraph {n}. " + "word " * 300 for n in range(9)]

    await newsroom.publish(article("Long", *long, url="https://example.org/long"))

    parts = [m for m in newsroom.ana.sees(newsroom.thread) if m.flags.components_v2]
    assert len(parts) == 2
    assert "The rest is at the source." in parts[-1].text


async def test_a_thread_that_a_member_started_first_is_shut_and_the_card_posted_again(community):
    community.world.fail("POST", "*/threads", status=500)
    await community.publish()
    mine = await community.ana.start_thread(community.cards()[0], "Mine!")

    await community.world.advance(timedelta(minutes=1))

    assert mine.locked
    assert mine.archived
    assert [card.embeds[0]["title"] for card in community.cards()] == ["The bridge opens"]
    assert community.thread.id == community.cards()[0].id
    assert "It took nine years." in community.texts()[0]
    told = [message.text for message in community.admin.sees(community.staff)]
    assert sum("A member started a thread" in text for text in told) == 1
