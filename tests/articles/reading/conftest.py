"""The sample that several tests read."""

from __future__ import annotations

import pytest

from bot.articles.model import ArticlePage
from bot.articles.reading.page import read_page
from tests.articles.reading.pages import SAMPLES, URL


@pytest.fixture(scope="session")
def news() -> ArticlePage:
    """A page as news sites make them."""
    return read_page((SAMPLES / "news.html").read_bytes(), url=URL)
