"""Articles whose shown text and marks are known, for properties."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from bot.articles.layout import escape
from bot.articles.model import Block, Code, Heading, ListItem, Paragraph, Picture, Quote, Rule

unhurried = settings(deadline=None, max_examples=40)
"""A busy machine is no failure."""

WORDS = [
    "council", "votes", "on", "the", "harbour", "a", "Zoë", "naïve", "漢字。", "العربية", "👍🏽",
    "e\u0301", "2024.", "1.", "-", "#", "*", "_", "~~", "||", "`", "<@1>", "@here", "[x](y)",
    "https://example.org/a_b", "snake_case", ":smile:", "\\", "no\xa0break", "End.", "“Why?”",
]  # fmt: skip
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
tame = st.lists(st.sampled_from(["calm", "water", "Zoë", "漢字", "1", "x."]), min_size=1).map(
    " ".join
)
urls = st.sampled_from(["https://example.org/p", "https://example.org/q_(1)", "http://x.test/"])


def _marked(sign: str) -> st.SearchStrategy[str]:
    # A letter at the end: Discord itself misreads `~~\\~~~`.
    return words.map(lambda text: f"{sign}{escape(text)}x{sign}")


_links = st.tuples(tame, urls).map(lambda each: f"[{escape(each[0])}]({each[1]})")
_code = tame.map(lambda text: f"`{text}`")
_pieces = words.map(escape) | _marked("**") | _marked("*") | _marked("~~") | _links | _code
inlines = st.lists(_pieces, min_size=1, max_size=5).map(" ".join)
"""Well-formed inline Markdown, as a reader of pages writes it."""

anything = st.text(alphabet="ab *_~|`[]()<>#-\\\n.1漢👍", max_size=80) | st.text(max_size=80)
"""Any text at all, taken for Markdown."""

blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, inlines),
    st.builds(Heading, st.integers(1, 3), inlines),
    st.builds(ListItem, st.integers(0, 3), st.none(), inlines),
    st.builds(Quote, st.lists(inlines, min_size=1, max_size=2).map("\n\n".join)),
    st.builds(Code, words, st.none() | st.just("py")),
    st.builds(Picture, st.none() | st.just("https://example.org/p.jpg"), st.none() | words),
    st.builds(Rule),
)
