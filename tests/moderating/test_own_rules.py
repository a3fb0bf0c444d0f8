"""A server's own rules: made by admins, tried by moderators, met by members."""

from __future__ import annotations

import pytest

from bot.civility.judge import READING
from bot.civility.model import Fault, Span
from bot.servers.model import StoredPolicy
from bot.servers.own_rules import StoredRule
from bot.services.moderating import faults
from bot.services.moderating.rule_desk import Sample
from tests.commands.handing_out import hand_out
from tests.community import article
from tests.moderating.people import ATTACK, notice, replies

PHRASE = "the butler did it"


@pytest.fixture(autouse=True)
def may_use_rules(community):
    """An admin of these tests has no Manage Messages, which the command asks for by default."""
    hand_out(community.server, "rule", community.admin)


async def test_rules_that_have_no_room_in_a_message_are_listed_in_a_file(community):
    words = "extraordinarily interminable " * 3
    held = tuple(StoredRule(f"rule-{n}", "words", f"{words}{n}", "hold") for n in range(30))
    policy = StoredPolicy(rules=held)
    server = community.server.id
    await community.world.as_bot(
        community.bot.database.write(lambda tx: tx.policies.set(server, policy))
    )

    answer = await community.admin.command("/rule list", community.staff)

    *shown, further = answer.text.splitlines()
    assert further == f"{30 - len(shown)} further rules are in the file alone; the file has all."
    listed = community.world.backend.cdn.get(answer.message.attachments[0].url).decode()
    assert [line.partition(":")[0] for line in listed.splitlines()] == [
        f"- **rule-{n}**" for n in range(30)
    ]


async def test_an_own_rule_is_tried_then_holds_where_and_for_whom_it_should(community):
    role = community.server.create_role("Critics")
    critic = community.server.person("Cleo", roles=[role])
    await community.publish()
    said = await community.ana.say(community.thread, "Who did it?")
    await community.ana.edit(said, "So the Bûtler did it, they say.")
    meant = await community.ben.say(community.thread, "The butler did it.")
    await community.ben.edit(meant, "Nobody knows.")

    rehearsed = await community.moderator.command(
        "/rule rehearse", community.staff, words="butler did it"
    )
    assert rehearsed.text == (
        "It would have met one reply by one person, among the latest 2 that you moderate.\n"
        "- So the ||Bûtler did it||, they say."
    )

    added = await community.admin.command(
        "/rule add",
        community.staff,
        name="no-spoilers",
        verdict="hold",
        words="butler did it",
        channel=community.news,
        exempt=role,
        explanation="No spoilers, please.",
    )
    assert added.text == (
        "It holds from now on.\n- **no-spoilers**: the words “butler did it” · held until a"
        f" moderator decides · only in <#{community.news.id}> · not for <@&{role.id}>\n"
        "Of the latest 2 replies where it holds, it would have met 1."
    )
    tried = await community.moderator.command(
        "/rule test", community.thread, text="Sure, the b u t l e r did it"
    )
    assert "`no-spoilers` · " in tried.text
    assert "||b u t l e r did it|| · disguised\n" in tried.text  # nothing is above hold
    assert "No spoilers, please." in tried.text
    elsewhere = await community.moderator.command("/rule test", community.staff, text=PHRASE)
    assert elsewhere.text == "What would happen: nothing happens."

    await critic.say(community.thread, f"I saw it first: {PHRASE}.")
    await community.ana.say(community.thread, f"Spoiler: {PHRASE}.")
    assert [each for each in community.texts() if PHRASE in each] == [f"I saw it first: {PHRASE}."]
    assert f"No spoilers, please. The words: ||{PHRASE.removeprefix('the ')}||" in (
        notice(community.ana).content
    )
    shown = await community.admin.command("/config show", community.staff)
    assert "Own rule no-spoilers" in shown.message.embeds[0]["description"]

    gone = await community.admin.command("/rule remove", community.staff, name="no-spoilers")
    none = await community.admin.command("/rule list", community.staff)
    await community.ana.say(community.thread, f"Once more: {PHRASE}.")
    assert gone.text == "The rule is removed. Cases that it made stay."
    assert none.text.startswith("This server has no rules of its own")
    assert f"Once more: {PHRASE}." in community.texts()
    await community.admin.command("/config undo", community.staff)


async def test_a_new_text_may_have_in_it_what_its_authors_role_and_the_articles_site_allow(
    community,
):
    role = community.server.create_role("Critics")
    critic = community.server.person("Cleo", roles=[role])
    await community.publish(article(url="https://daily.example/bridge"))
    await community.admin.command(
        "/rule add",
        community.staff,
        name="no-spoilers",
        verdict="hold",
        words="butler did it",
        exempt=role,
    )
    links = " ".join(f"https://daily.example/{number}" for number in range(5))
    for person in (critic, community.ana):
        await person.say(community.thread, ATTACK)

    answers = []
    for person in (critic, community.ana):
        dialog = await person.click(notice(person), "Reword")
        answers.append(await person.submit(dialog, text=f"As I said, {PHRASE}: {links}"))

    allowed, refused = answers
    assert allowed.text == "Your new text is posted."
    assert refused.text.startswith("It is not posted")
    assert refused.text.count("The words:") == 1


def test_a_sample_shows_the_words_among_those_around_them_on_one_line():
    text = f"{'before ' * 9}\nthe butler\ndid it {'after ' * 9}"

    sample = Sample.of(text, Span(text.index("butler"), text.index(" after")))

    assert sample.met == "butler did it"
    assert sample.before == "…before before before before the "
    assert sample.after == " after after after after after after…"


async def test_one_rule_that_ships_is_graded_and_other_settings_keep_it(community):
    await community.publish()

    graded = await community.admin.command(
        "/rule grade", community.staff, rule="en.attack.you-are", verdict="allow"
    )
    chosen = await community.admin.command("/civility set", community.staff, removing=True)
    await community.ana.say(community.thread, ATTACK)
    offered = await community.admin.autocomplete(
        "/rule grade", "rule", "attack.you-a", community.staff
    )
    unknown = await community.admin.command(
        "/rule grade", community.staff, rule="en.non`sense", verdict="hold"
    )

    assert graded.text == "- `en.attack.you-are`: nothing happens"
    assert replies(community) == [ATTACK]
    assert [choice.value for choice in offered] == ["en.attack.you-are"]
    assert unknown.text.startswith("There is no rule `en.non'sense`")
    assert "ships with" not in chosen.text
    assert chosen.text.endswith("a single rule with another verdict, or one of this server's own.")
    kept = await community.record.read(lambda tx: tx.policies.get(community.server.id))
    assert (kept.capped, kept.grades) == (False, {"en.attack.you-are": "allow"})


REFUSED = [
    ({"name": "No Spoilers!", "words": "butler"}, "Nothing was changed: a rule's name is"),
    ({"name": "x"}, "Nothing was done: give either `words` or a `pattern`."),
    ({"name": "x", "words": "a", "pattern": "b"}, "Nothing was done: give either"),
    ({"name": "x", "words": "..."}, "Nothing was changed: give one to 8 words"),
    ({"name": "x", "words": "C++"}, "Nothing was changed: give one to 8 words of letters"),
    ({"name": "x", "pattern": "(a"}, "Nothing was changed: the pattern cannot be read (miss"),
    ({"name": "x", "pattern": "a*"}, "Nothing was changed: the pattern matches an empty text"),
    ({"name": "x", "pattern": r"\pL{900}x{900}"}, "Nothing was changed: what the pattern repeats"),
]


async def test_a_rule_that_cannot_work_is_refused(community):
    idle = {"name": "x", "words": "a"}
    cases = [
        *REFUSED,
        ({**idle, "exempt": community.server.everyone}, "Nothing was changed: everybody has that"),
        ({**idle, "channel": community.staff}, f"<#{community.staff.id}> is no article channel."),
    ]
    answers = [
        await community.admin.command("/rule add", community.staff, verdict="hold", **rule)
        for rule, _ in cases
    ]
    handed_out = await community.moderator.command("/rule list", community.staff)

    for answer, (_, said) in zip(answers, cases, strict=True):
        assert answer.text.startswith(said)
    assert handed_out.text.startswith("This is for admins")
    policy = await community.record.read(lambda tx: tx.policies.get(community.server.id))
    assert policy.rules == ()


async def test_what_one_rule_met_many_times_is_told_once(community):
    rule = {"name": "numbers", "verdict": "advise", "pattern": "[0-9]"}
    await community.admin.command("/rule add", community.staff, **rule)

    again = await community.admin.command("/rule add", community.staff, **rule)

    tried = await community.moderator.command("/rule test", community.staff, text="1, 2, 2, 3, 4.")

    assert again.text.startswith("It holds from now on, in place of the one that had this name.")
    assert tried.text == (
        "What would happen: it stands, with a private word.\n"
        "- `numbers` · it stands, with a private word · ||1|| ||2|| ||3||\n"
        "  This server does not want these words."
    )


async def test_a_rule_of_one_discussion_holds_there_alone_and_names_its_thread(community):
    await community.publish()
    rule = {"name": "no-kites", "verdict": "hold", "words": "kite", "discussion": "bridge"}

    added = await community.admin.command("/rule add", community.staff, **rule)
    listed = await community.admin.command("/rule list", community.staff)
    there = await community.moderator.command("/rule test", community.thread, text="A kite!")
    here = await community.moderator.command("/rule test", community.staff, text="A kite!")

    told = (
        "- **no-kites**: the word “kite” · held until a moderator decides"
        f" · only in the discussion <#{community.thread.id}>"
    )
    assert added.text == f"It holds from now on.\n{told}"
    shown = await community.admin.command("/config show", community.staff)
    history = await community.admin.command("/config history", community.staff)
    undone = await community.admin.command("/config undo", community.staff)
    assert listed.text == told
    for answer in (shown, history, undone):
        assert f"the discussion <#{community.thread.id}>" in answer.message.embeds[0]["description"]
    assert "`no-kites`" in there.text
    assert here.text == "What would happen: nothing happens."


async def test_an_own_rule_that_works_no_more_is_told_once_and_all_others_hold(community):
    policy = StoredPolicy(rules=(StoredRule("broken", "words", "...", "hold"),))
    server = community.server.id
    await community.world.as_bot(
        community.bot.database.write(lambda tx: tx.policies.set(server, policy))
    )
    await community.publish()

    for text in ("I like it.", ATTACK, "You may like it."):
        await community.ana.say(community.thread, text)

    told = [each.content for each in community.admin.sees(community.staff)]
    assert [text.partition(",")[0] for text in told] == [
        "Your rule `broken` cannot be used any more"
    ]
    assert replies(community) == ["I like it.", "You may like it."]
    kept = await community.record.read(lambda tx: tx.faults.newest())
    assert [fault.kind for fault in kept] == [f"rule {server} broken"]
    listed = await community.admin.command("/rule list", community.staff)
    tried = await community.moderator.command("/rule test", community.staff, text=ATTACK)
    assert "\n  It cannot be used any more and meets nothing." in listed.text
    assert "\n- `broken` failed, so it meets nothing here." in tried.text
    assert "`en.attack.you-are`" in tried.text


async def test_a_rule_that_ships_or_the_reading_that_fails_is_told_to_be_reported(community):
    server, at = community.server.id, community.world.now()
    failed = [Fault("en.attack.you-are", "RecursionError"), Fault(READING, "IndexError")]
    for _ in range(2):
        await community.world.as_bot(
            community.bot.database.write(lambda tx: faults.keep(failed, server, 7, tx, at))
        )

    await community.stop()
    await community.start()

    told = [each.content for each in community.admin.sees(community.staff)]
    assert [text.partition(".\n-# ")[0] for text in sorted(told)] == [
        "A reply could not be read for the civility rules, by a fault of the bot (`IndexError`). It"
        " stands, recorded as ever, and no rule looked at what could not be read. Please report it"
        " to whoever runs the bot",
        "The civility rule `en.attack.you-are` failed (`RecursionError`). Comments stand as far as"
        " it goes, and all other rules work. Please report it to whoever runs the bot",
    ]
