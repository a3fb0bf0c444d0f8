"""What anybody may know: the rules of the server, and how they stand themselves."""

from __future__ import annotations

from datetime import timedelta

from tests.commands.handing_out import hand_out
from tests.moderating.people import ATTACK, HATE, cards, labels, replies


async def test_the_rules_are_told_as_the_server_has_them_in_the_persons_language(community):
    await community.admin.command(
        "/civility set", community.staff, family="attack", verdict="allow", removing=True
    )
    hand_out(community.server, "rule", community.admin)
    await community.admin.command(
        "/rule add", community.staff, name="spoilers", words="spoiler", verdict="nudge"
    )

    told = await community.ana.command("/rules", community.news)
    community.ben.set_locale("es-ES")
    dicho = await community.ben.command("/rules", community.news)

    assert told.ephemeral
    assert "Attacks on somebody" not in told.text
    assert "- Slurs: held until a moderator decides" in told.text
    assert "- Urging self-harm: removed, with a strike" in told.text
    assert "- Floods and repeats: depending on the rule, it stands, with a private word; held" in (
        told.text
    )
    assert "- One rule of this server's own" in told.text
    assert dicho.text.startswith("**Habla del argumento, no de la persona.**")


async def test_everybody_sees_their_own_cases_and_strikes_and_what_waits_for_them(community):
    await community.publish()
    await community.admin.command("/civility set", community.staff, removing=True)
    clear = await community.ana.command("/standing", community.news)
    await community.ana.say(community.thread, HATE)
    await community.moderator.click(cards(community)[0], "Uphold")
    await community.world.advance(timedelta(minutes=11))
    await community.ben.say(community.thread, ATTACK)

    struck = await community.ana.command("/standing", community.news)
    waits = await community.ben.command("/standing", community.news)

    assert clear.text == "Nothing is on your record here: no strike, and no case within 90 days."
    assert struck.ephemeral
    strikes, case = struck.message.text.splitlines()
    assert strikes.startswith("One strike is on your record here; it expires on <t:")
    assert "A moderator decided that it stays out. A strike is on your record until" in case
    assert struck.followups == ()
    assert waits.message.text.startswith("No strike is on your record here.")
    (notice,) = waits.followups
    assert labels(notice) == ["Reword", "Post as it was"]
    await community.ben.click(notice, "Post as it was")
    assert replies(community) == [ATTACK]

    community.news.deny(community.ana, "view_channel")
    blind = await community.ana.command("/standing", community.staff)

    assert blind.text.splitlines()[1:] == ["One further case is not shown."]
