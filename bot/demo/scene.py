"""The scene: an article arrives, people argue about it, and commenting closes.

Each act is what people do, in order. Nothing that they say is about one article only, so that it
can be played with any page.
"""

from __future__ import annotations

from .pages import DemoError, SavedPage
from .people import Refused
from .seen import Seen
from .stage import Stage


async def perform(stage: Stage, page: SavedPage) -> None:
    """Play it to its end, the bot being connected; `DemoError` where it cannot post the page."""
    await set_up(stage)
    await post(stage, page)
    await come_round(stage, await argue(stage, await begin(stage)))
    await joke(stage)
    await think_better_of_it(stage)
    await give_it_time(stage)
    await close(stage)


async def set_up(stage: Stage) -> None:
    """An admin says where articles go, and where the bot tells what it could not do."""
    staff, news = stage.staff, stage.news
    await stage.ask(stage.admin, "/channel set", staff, use="notices")
    await stage.ask(stage.admin, "/channel set", news, days=14)
    await stage.wait(minutes=10)


async def post(stage: Stage, page: SavedPage) -> None:
    """An editor attaches the page to a command."""
    given, before = (page.name, page.data), len(stage.news.threads)
    answer = await stage.ask(stage.editor, "/article post", stage.news, page=given)
    if len(stage.news.threads) == before:
        stage.world.take_errors()  # they were told in the answer
        why = answer.text or "The bot did not say why."
        raise DemoError(f"{page.name} was not posted. {why}")


async def follow_feed(stage: Stage, url: str) -> None:
    """An admin adds a feed; `DemoError` where the bot finds none there."""
    answer = await stage.ask(stage.admin, "/feed add", stage.news, url=url)
    if errors := stage.world.take_errors():
        raise DemoError(f"The feed was not added. {answer.text}") from errors[0]


async def carry_on(stage: Stage, page: SavedPage) -> None:
    """The next article, with a discussion that has just begun: the visitor's to join.

    One reply in it is held, and waits for whoever plays the moderator.
    """
    await stage.wait(hours=9)
    await post(stage, page)
    first = await stage.say(
        "Chidi",
        "Three hundred a night is a lot of users for something that nobody may walk on.",
        after=21,
    )
    await stage.say(
        "Ana",
        "> nobody may walk on\nThat is rather its point. What I would like to know is who decides"
        " that money *came with the road*.",
        after=6,
        reply_to=first,
    )
    liked = await stage.say(
        "Dolores", "Whoever orders the lamp, I hope. It has been dark there since autumn.", after=4
    )
    await stage.members["Ben"].react(liked, "👍")
    await stage.say(
        "Emil",
        "Dolores, if you switch that lamp off again I will kill you. I have only just stopped"
        " walking into the post.",
        after=5,
        reply_to=liked,
    )
    await stage.wait(minutes=2)


async def begin(stage: Stage) -> Seen:
    """Somebody wonders, somebody answers with a quotation, and somebody advertises."""
    first = await stage.say(
        "Ana",
        "I read it twice, and the second time I was less sure than the first. Did that happen to"
        " anybody else?",
        after=14,
    )
    second = await stage.say(
        "Ben",
        "> the second time I was less sure than the first\nSame here, and I count it in the"
        " article's favour. The easy version would have been half as long.",
        after=7,
        reply_to=first,
    )
    await advertise(stage)
    return second


async def advertise(stage: Stage) -> None:
    """What does not belong there is deleted by the moderator."""
    text = "Tired of reading? Cheap watches, today only: https://watches.example/today"
    advert = await stage.say("Rex", text, after=2)
    await stage.wait(minutes=4)
    await stage.moderator.delete(advert)


async def argue(stage: Stage, before: Seen) -> Seen:
    """It gets heated, and once personal: that comes back to its author, who rewords it."""
    blunt = await stage.say(
        "Chidi",
        "I count it against. It lets one side talk and calls the other one noise.",
        after=9,
        reply_to=before,
    )
    attack = "Oh, come on! You are an idiot, and you stopped at the headline."
    await stage.say("Dolores", attack, after=5, reply_to=blunt)
    sharp = await stage.reword(
        "Dolores", "Oh, come on! I think you stopped at the headline.", after=2
    )
    question = await stage.say(
        "Chidi",
        "I did not, and I would rather talk about the text than about my reading habits. *Which*"
        " paragraph did I miss?",
        after=3,
        reply_to=sharp,
    )
    await stage.wait(minutes=2)
    word = "That is the right question. The text, please, and not each other."
    await stage.moderator.say(stage.thread, word)
    return question


async def come_round(stage: Stage, question: Seen) -> None:
    """It is answered on its merits, in two drafts."""
    answer = await stage.say("Dolores", "All of them, it seems.", after=4, reply_to=question)
    await stage.wait(minutes=1)
    fair = await stage.members["Dolores"].edit(
        answer,
        "Fair. Not the headline, then: I think both sides are in there, and the second one gets"
        " the better lines.",
    )
    await stage.say(
        "Chidi",
        "> the second one gets the better lines\nNow *that* I can argue with. The better lines,"
        " yes. The last word, **no**.",
        after=3,
        reply_to=fair,
    )
    await stage.members["Ana"].react(fair, "👍")


async def joke(stage: Stage) -> None:
    """What only sounds like a threat is held, and the moderator puts it back."""
    await stage.say("Ben", "Tell me how it ends before I get there, and I will kill you.", after=5)
    joke = await stage.decide("Put back", after=6)
    await stage.members["Chidi"].react(joke, "😄")


async def think_better_of_it(stage: Stage) -> None:
    """Somebody takes back what they said."""
    idle = await stage.say("Ben", "Somebody fetch the popcorn.", after=6)
    await stage.wait(minutes=1)
    await stage.members["Ben"].delete(idle)


async def give_it_time(stage: Stage) -> None:
    """The moderator keeps it open for longer, and somebody comes late."""
    await stage.wait(hours=8)
    await stage.ask(stage.moderator, "/discussion extend", stage.thread, days=7)
    await stage.wait(days=15)
    late = await stage.say(
        "Emil",
        "I come to this late. What changed my mind is not in the article at all: it is how far the"
        " two of you got in six replies.",
        after=0,
    )
    text = "For the record: I have now read the headline *and* the rest. Twice."
    await stage.say("Dolores", text, after=26, reply_to=late)


async def close(stage: Stage) -> None:
    """The moderator closes commenting, and one more thought comes too late."""
    await stage.wait(hours=3)
    await stage.ask(stage.moderator, "/discussion close", stage.thread)
    text = "One more thing …"
    try:
        await stage.say("Ben", text, after=2)
    except Refused as refused:
        stage.note(stage.members["Ben"], stage.thread, f"“{text}”", f"Discord refuses: {refused}")
