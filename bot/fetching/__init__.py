"""The one door to the web: address checks, limits and politeness in one place.

`Fetcher.get` is all that others need; what it raises is a `FetchError`.
"""

from bot.fetching.answers import Fetched
from bot.fetching.errors import FetchError
from bot.fetching.fetcher import Fetcher

__all__ = ["FetchError", "Fetched", "Fetcher"]
