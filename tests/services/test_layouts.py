"""An article is laid out once for all of its messages."""

from bot.articles.model import Article, Mirror, Paragraph
from bot.services.layouts import KEPT, Layouts
from bot.wording import Catalogue

WORDS = Catalogue.load().words("en")


async def test_the_same_article_is_laid_out_once():
    layouts = Layouts()
    piece = Article("The bridge opens", (Paragraph("It took nine years."),))

    first = await layouts.parts(piece, Mirror.FULL, 20, WORDS)

    assert await layouts.parts(piece, Mirror.FULL, 20, WORDS) is first
    assert await layouts.parts(piece, Mirror.OFF, 20, WORDS) == []


async def test_only_the_last_few_are_remembered():
    layouts = Layouts()
    pieces = [Article(f"Number {n}", (Paragraph("Text."),)) for n in range(KEPT + 1)]

    laid_out = [await layouts.parts(piece, Mirror.FULL, 20, WORDS) for piece in pieces]

    again = await layouts.parts(pieces[0], Mirror.FULL, 20, WORDS)
    assert again is not laid_out[0]
    assert again == laid_out[0]
