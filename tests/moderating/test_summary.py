"""What moderators see of what they need not decide: one message a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.community import Community
from tests.moderating.people import ATTACK, HATE, cards, notice

QUARTER = timedelta(minutes=16)
STRETCHED = "Nooooooooooo, not again"


def summaries(community: Community) -> list[Any]:
    seen = community.moderator.sees(community.staff)
    return [message for message in seen if "nothing for you to decide" in message.content]


async def test_what_needs_no_decision_is_one_message_a_day_edited_as_it_comes(community):
    await community.publish()
    robot = community.server.bot("Robot")
    await community.ana.say(community.thread, STRETCHED)
    await community.ben.say(community.thread, ATTACK)
    await robot.say(community.thread, HATE)

    await community.world.advance(timedelta(minutes=1))

    (shown,) = summaries(community)
    assert shown.silent
    heading, *lines = shown.content.splitlines()
    assert heading == "**<t:1803902400:D>: what rules met, with nothing for you to decide**"
    assert [line.split(" · ")[0] for line in lines] == [
        "- 1 × a private word to the author",
        "- 1 × back with its author",
        "- 1 × by staff or a bot, nothing done",
    ]
    assert all(line.endswith("“The bridge opens”") for line in lines)
    assert str(community.ben.id) not in shown.content

    dialog = await community.ben.click(notice(community.ben), "Reword")
    await community.ben.submit(dialog, text="I think it was unsafe.")
    await community.ana.say(community.thread, ATTACK)
    await community.ana.click(notice(community.ana), "Post as it was")
    await community.world.advance(QUARTER)

    (shown,) = summaries(community)
    _, *lines = shown.content.splitlines()
    assert [line.split(" · ")[0] for line in lines] == [
        "- 1 × reworded and posted",
        "- 1 × by staff or a bot, nothing done",
    ]
    assert len(cards(community)) == 1

    await community.world.advance(timedelta(days=1))
    await community.ben.say(community.thread, STRETCHED)
    await community.world.advance(timedelta(minutes=1))

    *_, shown = summaries(community)
    assert len(summaries(community)) == 2
    assert "a private word to the author" in shown.content

    await community.ben.say(community.thread, HATE)
    await community.world.advance(QUARTER)

    *_, shown = summaries(community)
    assert "a private word to the author" not in shown.content
    assert len(cards(community)) == 2
