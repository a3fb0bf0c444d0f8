"""What changed at the source changes in the messages that are there, and says so."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.commands.handing_out import hand_out
from tests.community import article
from tests.corrections.desk import LATER, TITLE, TOLD, URL, long_page, page

QUARTER = timedelta(minutes=15, seconds=5)


async def test_a_corrected_page_is_corrected_in_place_and_says_what_changed(posted):
    community = posted.community
    before = [message.id for message in community.thread.messages]
    posted.write(page((TOLD[0].replace("thirty-one", "thirty-two"), TOLD[1], TOLD[2], LATER)))

    await community.world.advance(QUARTER)

    assert posted.parts()[0].startswith("For thirty-two years")
    assert posted.parts()[0].endswith("remembers them.")
    assert [message.id for message in community.thread.messages] == before
    updated = r"Updated <t:\d+:t> · one paragraph changed, one paragraph added"
    assert re.search(updated, community.card())
    assert [text for text in community.texts() if re.search(updated, text)] != []
    assert not community.thread.locked


async def test_the_difference_is_one_click_away_before_and_after(posted):
    community = posted.community
    posted.write(page((TOLD[0], TOLD[2], LATER), title=f"{TITLE} at last"))
    await community.world.advance(QUARTER)

    answer = await community.ben.click(community.cards()[0], "What changed")

    assert answer.ephemeral
    shown = answer.text
    assert f"**Before**\n> {TITLE}\n**Now**\n> {TITLE} at last" in shown
    assert "**Removed**\n> The lamp has been switched on" in shown
    assert "**Added**\n> The archive added on Saturday" in shown


async def test_a_new_title_is_on_the_card_the_thread_and_the_list(posted):
    community = posted.community
    posted.write(page(title="The lighthouse keeper stays"))

    answer = await posted.refresh()

    assert "title changed" in answer
    assert community.cards()[0].embeds[0]["title"] == "The lighthouse keeper stays"
    assert community.thread.name == "The lighthouse keeper stays"
    assert (await community.record.discussion()).title == "The lighthouse keeper stays"


async def test_only_the_parts_that_changed_are_edited(newspaper):
    newspaper.write(long_page("abcdef"))
    await newspaper.post()
    newspaper.write(long_page("abxdef"))

    await newspaper.community.world.advance(QUARTER)

    assert newspaper.edited() == [False, True, False]
    assert " x It was" in newspaper.parts()[1]


async def test_what_outgrows_the_room_is_one_silent_message_that_the_last_part_links_to(newspaper):
    community = newspaper.community
    newspaper.write(long_page("abcdef"))
    await newspaper.post()
    await community.ana.say(community.thread, "A thought.")
    newspaper.write(long_page("abcdefg"))

    await community.world.advance(QUARTER)

    *_, before, further = newspaper.parts()
    added = community.thread.messages[-1]
    assert " g It was" in further
    assert added.flags.suppress_notifications
    assert (
        f"[The article goes on here](https://discord.com/channels/{community.server.id}/" in before
    )
    assert before.endswith(f"/{added.id})")
    assert newspaper.edited() == [False, False, True, False]

    newspaper.write(long_page("ab"))  # and it shrinks again
    await community.world.advance(timedelta(hours=1))

    first, *emptied = newspaper.parts()
    assert " b It was" in first
    assert [text.count("This part was taken out.") for text in emptied] == [1, 1, 1]


async def test_what_means_nothing_to_a_reader_changes_nothing(posted):
    community = posted.community
    posted.write(
        page((TOLD[0].replace("thirty-one", "thirty\u2011one"), f"  {TOLD[1]}\u00a0", TOLD[2]))
        + b"<!-- served in 3 ms -->"
    )

    answer = await posted.refresh()

    assert answer == f"Nothing changed in “{TITLE}”."
    assert posted.edited() == [False]
    assert "Updated" not in community.card()
    assert await community.record.read(lambda tx: tx.articles.last_version(1)) == 1


async def test_a_closed_discussion_is_corrected_and_closed_again_without_a_message(posted):
    community = posted.community
    await community.moderator.command("/discussion close", community.news, discussion=TITLE)
    before = [message.id for message in community.thread.messages]
    states = []

    def watch(request, phase):
        if phase == "before" and request.method == "PATCH" and "/messages/" in request.path:
            states.append((community.thread.locked, community.thread.archived))

    community.world.on_request = watch
    posted.write(page((TOLD[0], TOLD[1], LATER)))

    await posted.refresh()

    assert "The archive added on Saturday" in posted.parts()[0]
    assert (community.thread.locked, community.thread.archived) == (True, True)
    assert [message.id for message in community.thread.messages] == before
    assert (True, False) in states
    assert await community.record.count() == 1


async def test_the_same_file_given_again_with_corrections_corrects_what_was_posted(community):
    await community.publish(article("The bridge opens", "It took nine years.", "It is blue."))

    again = await community.publish(
        article("The bridge opens", "It took ten years.", "It is blue.")
    )

    assert again.again
    assert community.texts()[0] == "It took ten years.\n\nIt is blue."
    assert "one paragraph changed" in community.card()


async def test_a_file_cannot_be_read_again_and_the_answer_says_what_to_do(community):
    await community.publish()

    answer = await community.moderator.command(
        "/article refresh", community.news, article="The bridge"
    )

    assert "came from a file" in answer.text
    assert "/article post" in answer.text


async def test_who_does_not_moderate_has_nothing_read_again(posted):
    asked, community = len(posted.press.asked), posted.community
    hand_out(community.server, "article", community.ben)

    answer = await community.ben.command("/article refresh", community.news, article=TITLE)

    assert answer.text == community.bot.catalogue.words("en")("refused.moderators_only")
    assert len(posted.press.asked) == asked


async def test_an_article_is_read_again_seldomer_and_seldomer_and_not_for_ever(posted):
    world = posted.community.world
    counts = []
    for days in (1, 13, 60):
        before = len(posted.press.asked)
        await world.advance(timedelta(days=days))
        counts.append(posted.press.asked[before:].count(URL))

    assert counts == [5, 3, 0]
    assert posted.press.unchanged == 7  # the first answer brings what tells an unchanged page
