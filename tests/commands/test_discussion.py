"""`/discussion status|open|close|extend|list`: by title, by id, or where one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.community import article

DAY = timedelta(days=1)
NOT_FOUND = "No such discussion was found"
HOSTILE = [
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999999999999999",
    "9" * 5000,
    "٣",
    "1; DROP TABLE discussions",
    "%",
    "_",
    "\\",
    "@everyone",
    "\u202e\x00",
    "💥" * 500,
]


async def test_status_in_the_thread_needs_no_name(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")

    answer = await community.ben.command("/discussion status", community.thread)

    assert answer.ephemeral
    assert answer.text.startswith("One thought on “The bridge opens” · open until <t:")
    assert community.thread.mention in answer.text


async def test_status_in_the_channel_asks_for_a_title(community):
    await community.publish()

    answer = await community.ben.command("/discussion status", community.news)

    assert answer.ephemeral
    assert answer.text.startswith(NOT_FOUND)
    assert "Pick one from the list" in answer.text


async def test_a_member_who_uses_discord_in_spanish_is_answered_in_spanish(community):
    await community.publish()
    community.ben.set_locale("es-ES")

    status = await community.ben.command("/discussion status", community.thread)
    lost = await community.ben.command("/discussion status", community.news)

    spanish = community.bot.catalogue.words("es")
    assert status.text.startswith(spanish("heading.none", title="The bridge opens"))
    assert lost.text == spanish("refused.no_discussion")


async def test_titles_are_offered_newest_first_by_what_was_typed(community):
    for title in ("The bridge opens", "The tram returns", "The bridge closes"):
        await community.publish(article(title))

    everything = await community.ana.autocomplete(
        "/discussion status", "discussion", "", community.news
    )
    bridges = await community.ana.autocomplete(
        "/discussion status", "discussion", "BRIDGE", community.news
    )

    assert [choice.name for choice in everything] == [
        "The bridge closes",
        "The tram returns",
        "The bridge opens",
    ]
    assert [choice.name for choice in bridges] == ["The bridge closes", "The bridge opens"]


@pytest.mark.parametrize("command", ["close", "open", "extend"])
async def test_titles_are_offered_to_moderators_and_the_choice_is_understood(community, command):
    for title in ("The bridge opens", "The tram returns"):
        await community.publish(article(title))
    given = {"days": 1} if command == "extend" else {}

    [choice] = await community.moderator.autocomplete(
        f"/discussion {command}", "discussion", "tram", community.news, **given
    )
    answer = await community.moderator.command(
        f"/discussion {command}", community.news, discussion=choice.value, **given
    )

    assert answer.ephemeral
    assert "“The tram returns”" in answer.text


async def test_a_title_that_is_a_number_can_be_typed(community):
    await community.publish(article("1984"))

    answer = await community.ben.command("/discussion status", community.news, discussion="1984")

    assert "“1984”" in answer.text


async def test_whatever_is_typed_gets_an_answer_and_changes_nothing(community):
    await community.publish(article("A title without any of that"))

    answers = {}
    for typed in HOSTILE:
        await community.ana.autocomplete("/discussion status", "discussion", typed, community.news)
        answers[typed] = await community.ben.command(
            "/discussion status", community.news, discussion=typed
        )

    assert all(answer.ephemeral for answer in answers.values())
    found = {typed for typed, answer in answers.items() if not answer.text.startswith(NOT_FOUND)}
    assert found == {"", " "}  # in every title
    assert not community.thread.locked


async def test_a_hostile_title_pings_nobody_and_stays_text(community):
    await community.publish(article("**@everyone** [click](https://evil.example) <@&1> `x` ||y||"))

    answer = await community.ben.command("/discussion status", community.thread)
    listed = await community.moderator.command("/discussion list", community.news)

    for text in (answer.text, listed.text):
        assert "\\*\\*" in text
        assert "<@&1>" not in text
        assert "[click](https" not in text


async def test_an_endless_title_is_shortened_wherever_it_is_quoted(community):
    await community.publish(article("Endless *words* " * 250))
    await community.ana.say(community.thread, "Long.")

    status = await community.ben.command("/discussion status", community.thread)
    listed = await community.moderator.command("/discussion list", community.news)
    closed = await community.moderator.command("/discussion close", community.thread)

    for answer in (status, listed, closed):
        assert "Endless" in answer.text
        assert len(answer.text) < 2000
    assert community.thread.locked
    assert community.texts()[-1].startswith("**One thought on “Endless")
    assert await community.record.parked() == []


async def test_a_list_of_many_discussions_fits_into_one_answer(community):
    for number in range(20):
        await community.publish(article(f"Article {number} " + "and more of it " * 10))

    answer = await community.moderator.command("/discussion list", community.news)

    lines = answer.text.split("\n")
    assert len(answer.text) <= 2000
    assert lines[0].startswith("- No thoughts yet on “Article 19")
    assert all(line.startswith("- ") for line in lines)


async def test_a_list_of_nothing_says_how_to_begin(community):
    answer = await community.moderator.command("/discussion list", community.news)

    assert answer.text == "There are no discussions yet. Post an article with `/article post`."


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("tomorrow", "That is no time"),
        ("2027-02-30 10:00", "That is no time"),
        ("2027-03-02", "That is no time"),
        ("2027-03-02T10:00Z", "That is no time"),
        ("99999-01-01 10:00", "That is no time"),
        ("2027-03-01 08:59", "That time is past"),
        ("2027-03-01 09:00", "That time is past"),
        ("0001-01-01 00:00", "That time is past"),
    ],
)
async def test_a_time_that_is_none_or_past_is_refused_and_nothing_changes(community, at, reason):
    await community.publish()

    answer = await community.moderator.command("/discussion close", community.thread, at=at)

    assert answer.text.startswith(reason)
    assert not community.thread.locked
    assert (await community.record.discussion()).closes_at is None


async def test_a_time_is_in_utc_and_shown_in_everybodys_own(community):
    await community.publish()

    answer = await community.moderator.command(
        "/discussion close", community.thread, at=" 2027-03-05 18:30 "
    )

    at = datetime(2027, 3, 5, 18, 30, tzinfo=UTC)
    assert (await community.record.discussion()).closes_at == at
    assert f"<t:{int(at.timestamp())}:F>" in answer.text


async def test_the_last_day_of_the_calendar_cannot_be_extended(community):
    await community.publish()
    await community.moderator.command("/discussion close", community.thread, at="9999-12-31 23:59")

    answer = await community.moderator.command("/discussion extend", community.thread, days=3650)

    assert answer.text.startswith("That is no time")
    assert not community.thread.locked


async def test_closing_twice_closes_once(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")

    for _ in range(2):
        answer = await community.moderator.command(
            "/discussion close", community.news, discussion="bridge"
        )

    assert answer.text == "Commenting on “The bridge opens” is closed."
    assert sum("Comments are closed." in text for text in community.texts()) == 1


async def test_two_moderators_who_close_at_once_close_once(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")

    async with community.world.burst():
        for person in (community.moderator, community.admin):
            await person.command("/discussion close", community.news, discussion="bridge")

    assert community.thread.locked
    assert community.thread.archived
    assert sum("Comments are closed." in text for text in community.texts()) == 1
    assert await community.record.parked() == []


async def test_of_two_moderators_who_disagree_the_one_heard_last_is_followed(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")

    async with community.world.burst():
        await community.moderator.command("/discussion close", community.news, discussion="bridge")
        await community.admin.command("/discussion open", community.news, discussion="bridge")
    await community.world.advance(timedelta(minutes=1))

    # Whose command comes first is the network's choice; the thread is as the record says.
    decided = (await community.record.discussion()).override
    assert decided is not None
    assert community.thread.locked == community.thread.archived == decided.closed
    assert (community.texts()[-1].count("Comments are closed.") == 1) == decided.closed


async def test_who_decided_and_when_is_in_the_record(community):
    await community.publish()

    await community.moderator.command("/discussion close", community.thread)

    override = (await community.record.discussion()).override
    assert (override.closed, override.made_by) == (True, community.moderator.id)
    assert override.made_at == community.world.now()


async def test_the_button_on_the_card_answers_a_member_after_a_restart(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await community.crash()
    await community.start()
    community.ben.set_locale("es-419")

    answer = await community.ben.click(community.cards()[0], "How it stands")

    assert answer.ephemeral
    assert community.bot.catalogue.words("es")("heading.none", title="") not in answer.text
    assert answer.text.startswith("Un pensamiento ")


async def test_the_button_answers_where_the_discussion_is_closed(community):
    await community.publish()
    await community.moderator.command("/discussion close", community.thread)

    answer = await community.ana.click(community.cards()[0], "How it stands")

    assert "closed by a moderator on <t:" in answer.text
