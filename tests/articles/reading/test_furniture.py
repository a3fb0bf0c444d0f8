"""What stands in and around a text and is not part of it, in many languages, and what is."""

from __future__ import annotations

import pytest

from bot.articles.reading.blocks import pieces_of, text_of_block
from bot.articles.reading.dom import parse
from bot.articles.reading.furniture import Known, without_furniture

PROSE = (
    "The harbour froze on Monday for the first time in sixty years, and by noon the children had "
    "found their skates, their sledges and, in one case, a door. Nobody was hurt."
)
KNOWN = Known.of("The Harbour Freezes", None, "Ana Pérez, Luis Gil")


def kept(html: str) -> list[str]:
    """The texts that are left of `html`."""
    pieces = pieces_of(parse(f"<html><body>{html}</body></html>"), "https://post.example/")
    return [text_of_block(piece.block) for piece in without_furniture(pieces, KNOWN)]


@pytest.mark.parametrize(
    "line",
    [
        *("Share this article", "Síguenos en Telegram, Instagram y Facebook", "Lesezeit: 5 Min."),
        *("PUEDES VER: ¿Cómo se mide el hielo?", "Ten tekst przeczytasz w mniej niż minutę"),
        *("Beitragsbild: Hafen, Ausriss.", "Crédits photos : Ana Roe", "(Credit: Ana Roe / Post)"),
        *("© AFP / ANA ROE", "Lees ook: Hoe meet je ijs?", "Tempo de leitura: 2 minutos"),
        *("This post contains references to our advertisers.", "責任編輯：王小明"),
        *("Ana Roe, at home. © AFP / LUIS GIL", "The ferry (Photo: Ana Roe)", "3:59 PM"),
        *("January 13, 2020 | Ice | 3 min", "Keine Nachricht mehr verpassen: der Newsletter"),
        "If you enjoyed reading this post, would you consider supporting our work?",
        "Lust auf mehr? Melde dich hier für unseren Newsletter an.",
    ],
)
def test_a_line_that_speaks_for_the_site_is_left_out(line: str) -> None:
    assert kept(f"<p>{PROSE}</p><p>{line}</p><p>{PROSE}</p>") == [PROSE, PROSE]


@pytest.mark.parametrize(
    "line",
    [
        *("Related to me by marriage, he was.", "Share prices fell.", "Mehr zu Fuß gehen hilft."),
        *("Weitere Themen wurden vertagt.", "Zurück zur Natur", "Get out of here."),
        *("Comparte con su hermana la pasión por el hielo.", "Foto um Foto wurde geprüft."),
        *("Seguir adelante era lo único: nadie quería volver.", "Registrati nuovi casi ieri."),
        *("At 3:59 PM it froze.", "She said: photo or not, it froze."),
        "Follow the money, the prosecutor said, and the rest would become clear in the end.",
    ],
)
def test_prose_that_resembles_such_a_line_stays(line: str) -> None:
    assert line in kept(f"<p>{PROSE}</p><p>{line}</p><p>{PROSE}</p>")


def test_a_label_with_a_link_leads_elsewhere() -> None:
    link = "<a href='/ice'>How is ice measured?</a>"

    texts = kept(f"<p>{PROSE}</p><p>Bonvolu legi: {link}</p><p>{PROSE}</p>")

    assert texts == [PROSE, PROSE]


@pytest.mark.parametrize(
    "heading", ["Weitere Themen", "Contenido relacionado", "Schon gelesen?", "関連記事", "See also"]
)
def test_a_list_of_other_stories_goes_with_its_heading(heading: str) -> None:
    stories = "<ul><li>Why it froze</li><li><a href='/2'>How it will melt</a></li></ul>"

    texts = kept(f"<p>{PROSE}</p><h3>{heading}</h3>{stories}<p>{PROSE}</p>")

    assert texts == [PROSE, PROSE]


@pytest.mark.parametrize(
    "ending",
    [
        "<p>Ana Pérez is a writer who lives near the harbour and swims there in summer.</p>",
        *("<p>(dpa/fme)</p>", "<p>RIRM</p>", "<p>More at <a href='/p'>our special page.</a></p>"),
    ],
)
def test_what_follows_the_text_is_left_out(ending: str) -> None:
    assert kept(f"<p>{PROSE}</p><p>{PROSE}</p>{ending}") == [PROSE, PROSE]


def test_a_list_with_links_at_the_end_is_the_articles() -> None:
    shops = "".join(f"<p>{n}) A sledge, <a href='/{n}'>at the shop</a></p>" for n in range(6))

    assert len(kept(f"<p>{PROSE}</p>{shops}")) == 7


def test_a_list_of_links_that_a_sentence_announces_is_the_articles() -> None:
    links = "<ul><li><a href='/1'>The first survey</a></li><li><a href='/2'>A second</a></li></ul>"

    announced = kept(f"<p>{PROSE}</p><p>These are the surveys that I found useful:</p>{links}")
    loose = kept(f"<p>{PROSE}</p>{links}<p>{PROSE}</p>")

    assert announced[2:] == ["The first survey", "A second"]
    assert loose == [PROSE, PROSE]


@pytest.mark.parametrize(
    ("above", "stays"),
    [
        *(("<p>Ice News</p>", False), ("<h3>Harbour Freezes</h3>", False)),
        *(("<p>Dear readers,</p>", True), ("<h2>How it began</h2>", True)),
    ],
)
def test_a_sections_name_and_the_title_are_not_told_above_the_text(above: str, stays: bool) -> None:
    texts = kept(f"{above}<p>{PROSE}</p><p>Ice News</p><p>{PROSE}</p>")

    assert (texts[0] != PROSE) is stays
    assert texts[-3:] == [PROSE, "Ice News", PROSE]


def test_a_card_that_leads_to_another_story_is_left_out() -> None:
    card = (
        "<a href='/2'><div><h3>The bridge opens</h3><p>It took nine years to build.</p></div></a>"
    )

    assert kept(f"<p>{PROSE}</p>{card}{card}<p>{PROSE}</p>") == [PROSE, PROSE]


def test_the_title_with_the_sites_name_is_not_told_above_the_text() -> None:
    assert kept(f"<h2>The Harbour Freezes | The Post</h2><p>{PROSE}</p>") == [PROSE]
