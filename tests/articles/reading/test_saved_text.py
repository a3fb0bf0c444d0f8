"""Pages saved as plain text: one real one exactly, and the kind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.markdown import plain
from bot.articles.model import ArticlePage, Heading, ListItem, Paragraph, Picture
from bot.articles.reading.errors import NotAnArticle
from bot.articles.reading.saved_text import read_saved_text

SEED = Path(__file__).parents[4] / "shared" / "seed" / "article-page.txt"
SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="module")
def seed() -> ArticlePage:
    if not SEED.exists():
        pytest.skip("the saved page is not part of this repository")
    return read_saved_text(SEED.read_text(encoding="utf-8"))


def sample(name: str) -> ArticlePage:
    return read_saved_text((SAMPLES / name).read_text(encoding="utf-8"))


def paragraphs_of(page: ArticlePage) -> list[int]:
    return [len(comment.text_markdown.split("\n\n")) for comment in page.comments]


def test_the_seed_page_gives_its_title_and_byline(seed: ArticlePage) -> None:
    lines = SEED.read_text(encoding="utf-8").split("\n")

    assert seed.article.title == lines[0]
    assert f"By {seed.article.byline}" == lines[2]


def test_the_seed_page_has_nine_paragraphs_and_keeps_its_dateline(seed: ArticlePage) -> None:
    paragraphs = [block for block in seed.article.body if isinstance(block, Paragraph)]

    assert len(paragraphs) == 9
    assert paragraphs[0].markdown.startswith("HAVANA TIMES – ")
    assert seed.article.source is None


def test_the_seed_pages_captions_come_once_each_at_their_places(seed: ArticlePage) -> None:
    kinds = "".join("c" if isinstance(block, Picture) else "p" for block in seed.article.body)
    captions = [block.caption for block in seed.article.body if isinstance(block, Picture)]
    source = SEED.read_text(encoding="utf-8")

    assert kinds == "cpcppppcpppp"
    assert all(picture.url is None for picture in seed.article.images)
    assert [picture.caption for picture in seed.article.images] == captions
    assert all(caption and f"\n{caption}\n" in source for caption in captions)
    # The prose that contains a caption's words stays.
    assert any(
        (captions[1] or "") in plain(block.markdown)
        for block in seed.article.body
        if isinstance(block, Paragraph)
    )


def test_the_seed_pages_comments_are_eleven_and_anonymous(seed: ArticlePage) -> None:
    assert seed.comment_count == len(seed.comments) == 11
    assert paragraphs_of(seed) == [8, 1, 1, 2, 1, 1, 6, 6, 2, 1, 1]
    assert {
        (comment.author, comment.published, comment.in_reply_to) for comment in seed.comments
    } == {(None, None, None)}


def test_the_seed_page_loses_and_adds_no_word(seed: ArticlePage) -> None:
    source = SEED.read_text(encoding="utf-8")
    shown = [plain(comment.text_markdown) for comment in seed.comments]
    shown += [plain(block.markdown) for block in seed.article.body if isinstance(block, Paragraph)]

    said = " ".join(source.replace("•", " ").split())

    assert all(" ".join(text.split()) in said for text in shown)


def test_the_seed_page_is_closed_and_states_nothing_else(seed: ArticlePage) -> None:
    article = seed.article

    assert seed.comments_closed
    assert seed.comments_elsewhere is None
    assert (article.url, article.language, article.published, article.updated) == (None,) * 4


def test_numbered_comments_with_author_lines_give_authors_dates_and_replies() -> None:
    page = sample("numbered-replies.txt")

    assert page.article.byline == "Marta Quiroga, Jon Bell"
    assert page.article.published == datetime(2021, 5, 3, tzinfo=UTC)
    assert [comment.author for comment in page.comments] == ["Ines", "Tom Okafor", "river_rat"]
    assert [comment.in_reply_to for comment in page.comments] == [None, 0, None]
    assert page.comments[2].published == datetime(2021, 5, 4, 23, 30, tzinfo=UTC)
    assert plain(page.comments[2].text_markdown).startswith("1. Lorries pay. 2. Bikes")


def test_hard_wrapped_paragraphs_headings_and_captions_are_put_together() -> None:
    page = sample("numbered-replies.txt")

    assert [type(block) for block in page.article.body] == [
        Picture,
        Paragraph,
        Paragraph,
        Heading,
        Paragraph,
    ]
    assert page.article.body[3] == Heading(2, "What comes next")


def test_spanish_pages_are_read_like_english_ones() -> None:
    page = sample("spanish-says.txt")

    assert page.article.byline == "Lucía Marín"
    assert [comment.author for comment in page.comments] == ["Pablo", "Nuria G."]
    assert page.comments[0].published == datetime(2019, 5, 14, 10, 22, tzinfo=UTC)
    assert page.comment_count == 2
    assert page.comments_closed


def test_a_name_with_a_date_begins_a_comment_and_a_name_that_is_addressed_does_not() -> None:
    page = sample("name-and-date.txt")

    assert [comment.author for comment in page.comments] == [
        "Sam Reyes",
        "Leila",
        "Sam Reyes",
        "Anonymous Coward",
    ]
    assert page.comments[1].text_markdown.startswith("Sam, that would be")


def test_rules_part_comments_that_have_neither_bullets_nor_names() -> None:
    page = sample("ruled.txt")

    assert page.comment_count == len(page.comments) == 3
    assert all("---" not in comment.text_markdown for comment in page.comments)


def test_a_list_inside_a_comment_is_part_of_it() -> None:
    page = sample("list-in-comment.txt")

    assert len(page.comments) == page.comment_count == 1
    assert "the new one" in page.comments[0].text_markdown


@pytest.mark.parametrize(
    "heading",
    ["3 Comments", "3 responses to “A Title”", "3 pensamientos en «A Title»", "Comments (3)"],
)
@pytest.mark.parametrize("bullet", ["  • ", "* ", "- ", ""])
def test_the_number_in_the_heading_decides_how_comments_are_told_apart(
    heading: str, bullet: str
) -> None:
    texts = ["The first thought.", "The second one.", "And a third."]
    body = "Nobody had expected the market hall to burn, least of all the people who insured it."
    text = f"A Title\n\n{body}\n\n{heading}\n\n" + "\n\n".join(f"{bullet}{said}" for said in texts)

    page = read_saved_text(text)

    assert [comment.text_markdown for comment in page.comments] == texts
    assert page.comment_count == 3


def test_a_count_above_the_body_is_no_heading_of_comments() -> None:
    page = read_saved_text(
        "A Title\nBy Ana Gil\n3 comments\n\n"
        "The harbour froze on Monday, for the first time in sixty years.\n\n"
        "By noon the children had found their skates.\n\n1 comment\n\n• And mine did not fit."
    )

    assert len(page.article.body) == 2
    assert [comment.text_markdown for comment in page.comments] == ["And mine did not fit."]


def test_lists_in_the_body_stay_lists() -> None:
    page = read_saved_text(
        "A Title\n\n"
        "The council decided three things at its last meeting before the summer break.\n\n"
        "- a tram\n- a park\n- a school\n"
    )

    assert page.article.body[1:] == (
        ListItem(0, None, "a tram"),
        ListItem(0, None, "a park"),
        ListItem(0, None, "a school"),
    )


@pytest.mark.parametrize("text", ["", "\n \n", "Only A Title\n"])
def test_a_page_without_text_is_no_article(text: str) -> None:
    with pytest.raises(NotAnArticle):
        read_saved_text(text)


@given(st.text(alphabet=st.sampled_from("ab .,:\n\t•-*1ADé“”") | st.characters(), max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        page = read_saved_text(text)
    except NotAnArticle:
        return

    assert page.article.body
    assert all(comment.text_markdown for comment in page.comments)
    assert all(
        comment.in_reply_to is None or 0 <= comment.in_reply_to < len(page.comments)
        for comment in page.comments
    )


NAMES = ["Ana Pérez", "river_rat", "J. B. Ward", "maría del mar", "李明"]
ATTRIBUTED = {
    "{name} says:\n{date}": "May 4, 2014 at 3:12 pm",
    "{name} on {date}": "4 May 2014 at 15:12",
    "Posted by {name} on {date}": "May 4, 2014 3:12 PM",
    "{name} ({date}):": "2014-05-04 15:12",
    "{date} – {name}": "4. Mai 2014 um 15:12 Uhr",
    "{name}, {date}:": "4 de mayo de 2014 a las 15:12",
    "{name}\n{date}": "le 4 mai 2014 à 15h12",
}


@settings(max_examples=30)
@given(
    line=st.sampled_from(sorted(ATTRIBUTED)),
    bullet=st.sampled_from(["", "• ", "* ", "{n}. "]),
    depths=st.lists(st.integers(0, 2), min_size=2, max_size=5),
    button=st.sampled_from(["", "Reply", "Log in to Reply", "Responder"]),
    end=st.sampled_from(["", "Comments are closed.", "Leave a Reply"]),
    stated=st.booleans(),
)
def test_comments_that_are_written_down_are_read_again(
    line: str, bullet: str, depths: list[int], button: str, end: str, stated: bool
) -> None:
    deep = [min(depth, place) for place, depth in enumerate(depths)]
    deep = [min(depth, before + 1) for depth, before in zip(deep, [-1, *deep], strict=False)]
    names = [NAMES[place % len(NAMES)] for place in range(len(deep))]
    heading = f"{len(deep)} comments" if stated else "Comments"
    entries = "\n\n".join(
        _set_in(
            f"{line.format(name=name, date=ATTRIBUTED[line])}\nSo cold {place}.\n\n{button}",
            "    " * depth,
            bullet.format(n=place + 1),
        )
        for place, (name, depth) in enumerate(zip(names, deep, strict=True))
    )

    page = read_saved_text(
        f"Ice\n\n{'The harbour froze on Monday. ' * 9}\n\n{heading}\n\n{entries}\n\n{end}"
    )

    assert [comment.author for comment in page.comments] == names
    assert {comment.published for comment in page.comments} == {
        datetime(2014, 5, 4, 15, 12, tzinfo=UTC)
    }
    assert [comment.text_markdown for comment in page.comments] == [
        f"So cold {place}." for place in range(len(deep))
    ]
    assert [comment.in_reply_to for comment in page.comments] == [
        next((at for at in range(place - 1, -1, -1) if deep[at] < deep[place]), None)
        for place in range(len(deep))
    ]


def _set_in(text: str, indent: str, bullet: str) -> str:
    first, *others = text.split("\n")
    inner = [f"{indent}{' ' * len(bullet)}{line}" if line else "" for line in others]
    return "\n".join([f"{indent}{bullet}{first}", *inner])


@pytest.mark.parametrize(
    "line",
    ["Posted on May 14, 2014 by Ana Gil", "Publicado el 14 de mayo de 2014 por Ana Gil | Ciudad"],
)
def test_a_byline_may_stand_behind_the_date(line: str) -> None:
    page = read_saved_text(f"A Title\n\n{line}\n\n{'The harbour froze on Monday. ' * 9}")

    assert page.article.byline == "Ana Gil"
    assert page.article.published == datetime(2014, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize("program", ["text-browser", "text-browser-with-pictures", "reading-list"])
def test_what_the_saving_program_put_in_is_left_out(program: str) -> None:
    page = sample(f"{program}.txt")

    assert (page.article.title, page.article.byline) == ("Ice", "Ana Gil")
    assert page.article.published == datetime(2014, 5, 14, tzinfo=UTC)
    assert [type(block) for block in page.article.body] == [Paragraph]
    noted = [(found.author, found.text_markdown, found.in_reply_to) for found in page.comments]
    assert noted == [("Sam", "Cold.", None), ("Leila", "So cold.", 0)]
    assert {found.published for found in page.comments} == {
        datetime(2014, 5, 15, 10, 22, tzinfo=UTC)
    }


def test_what_a_site_offers_under_a_text_and_its_comments_is_no_part_of_them() -> None:
    offers = (
        "Share this:\nTwitter\nFacebook\nLike Loading...\n\nRelated\nBridge toll rises\nIn “News”"
    )

    page = read_saved_text(
        f"The Harbour Freezes\n\nThe harbour froze on Monday, and nobody was hurt.\n\n{offers}\n\n"
        f"1 comment\n\nIda says:\nMarch 7, 2024 at 10:00 am\nBuses never come.\n\n{offers}\n"
    )

    assert page.article.body == (Paragraph("The harbour froze on Monday, and nobody was hurt."),)
    assert [comment.text_markdown for comment in page.comments] == ["Buses never come."]
