"""Why something could not be read, for people and for catalogues of messages."""

from __future__ import annotations


class ReadingError(Exception):
    """Nothing could be read from this source.

    `reason` says which of the sentences below; `key` is the name of the message in the
    catalogues and `arguments` fill it. `str()` is the English sentence: what happened, why, what
    to do next. None of them holds text of the source, but for the address that a page names.
    """

    def __init__(self, reason: str, **arguments: str | int) -> None:
        super().__init__(_SENTENCES[reason].format(**arguments))
        self.reason = reason
        self.key = f"reading.{reason.replace('-', '_')}"
        self.arguments = arguments

    def __reduce__(self) -> tuple[object, ...]:
        """Exceptions made from keywords need telling how they are made again in a process."""
        return _remade, (type(self), self.reason, self.arguments)


class Unreadable(ReadingError):  # noqa: N818 # says what the source is, as NotAnArticle does
    """The bytes are nothing that holds text we can read."""


class NotAnArticle(ReadingError):  # noqa: N818 # says what the source is
    """It can be read, but it is neither an article nor a feed."""


def _remade(kind: type[ReadingError], reason: str, arguments: dict[str, str | int]) -> ReadingError:
    return kind(reason, **arguments)


_SENTENCES = {
    "empty": (
        "There is nothing to read: this is empty. Check the address, or save the page again."
    ),
    "too-big": (
        "This is too big to be an article: {megabytes} MB, and {limit} MB is the limit. "
        "Give the address of the article's own page."
    ),
    "too-many-tags": (
        "This page has more parts than an article can have: {tags} HTML tags, and {limit} is the "
        "limit. Save the article's text and give that file."
    ),
    "binary": (
        "This is not text but a file of another kind, such as a picture, a PDF or a video. "
        "Give an article's page (HTML or saved plain text) or a feed."
    ),
    "undecodable": (
        "The text cannot be decoded: its bytes fit no known character set. "
        "Save the page again as UTF-8."
    ),
    "no-text": (
        "No article was found on this page: there is no running text in it. "
        "If the page builds itself with scripts, save it from a browser and give that file."
    ),
    "overview": (
        "This page is no article but an overview that links to many. "
        "Give the address of one article, or add the site's feed."
    ),
    "consent": (
        "This page asks about cookies and shows no article. "
        "Save the page from a browser, after answering, and give that file."
    ),
    "sign-in": (
        "This page asks to sign in and shows no article. "
        "Save the page from a browser that is signed in and give that file."
    ),
    "paywall": (
        "This page shows no article text: it is for subscribers. "
        "Save the page from a browser that is signed in and give that file."
    ),
    "not-found": (
        "This page says that there is no such article. Check the address for typing errors."
    ),
    "too-slow": (
        "Reading this page took longer than {seconds} seconds and was given up. "
        "Save the article's text and give that file."
    ),
    "too-heavy": (
        "Reading this page took more than {megabytes} MB of memory and was given up. "
        "Save the article's text and give that file."
    ),
    "crashed": (
        "Reading this page ended the process that read it. "
        "Save the article's text and give that file."
    ),
    "challenge": (
        "The site answered with a check for robots, not with the article. "
        "Save the page from a browser and give that file."
    ),
    "feed": (
        "This is a feed, not an article. Add it with /feed add, or give the address of one article."
    ),
    "broken-feed": (
        "This looks like a feed but cannot be read: it is not well-formed XML. "
        "Ask the site to repair it, or give another of its feeds."
    ),
    "broken-json": (
        "This looks like a feed but cannot be read: it is not valid JSON. "
        "Ask the site to repair it, or give another of its feeds."
    ),
    "endless-feed": (
        "This looks like a feed but cannot be read: its elements have no end. "
        "Ask the site to repair it, or give another of its feeds."
    ),
    "moved": ("This page only sends its readers on to another address. Give that address: {url}"),
}
