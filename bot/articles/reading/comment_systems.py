"""Systems that load a page's comments by script: the page then holds none, though there may be."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from bot.articles.reading.dom import find

# By what their own installation instructions put into the page.
_SYSTEMS = (
    ("Disqus", r"disqus\.com/embed|disqus_thread|disqus_shortname|disqus_config|disqus\.com/count"),
    (
        "Coral",
        r"coral[_-]?talk|coral_thread|coral\.createstreamembed|/assets/js/embed\.js.{0,80}coral|coralproject",
    ),
    ("OpenWeb", r"spot\.im|spotim|openweb\.(?:com|io)|data-spot-id"),
    (
        "Facebook",
        r"fb-comments|fb:comments|comments_plugin|plugins/comments\.php|plugins/feedback\.php",
    ),
    ("Viafoura", r"viafoura"),
    ("Hyvor Talk", r"talk\.hyvor|hyvor-talk"),
    ("Vuukle", r"vuukle"),
    ("Commento", r"commento\.(?:io|js)|id=.?commento\b|cdn\.commento"),
    ("Giscus", r"giscus\.app|class=.?giscus"),
    ("Utterances", r"utteranc\.es"),
    ("Remark42", r"remark42|remark_config"),
    ("Isso", r"isso-thread|data-isso"),
    ("IntenseDebate", r"intensedebate|idcomments"),
    ("Livefyre", r"livefyre"),
    ("Cusdis", r"cusdis"),
    ("Insticator", r"insticator"),
    ("GraphComment", r"graphcomment"),
    ("HyperComments", r"hypercomments"),
    ("Cackle", r"cackle\.me"),
    ("Waline", r"waline"),
    ("Twikoo", r"twikoo"),
    ("Discourse", r"discourse-comments|discourseembed"),
    ("Muut", r"muut\.com|data-muut"),
    ("Fastcomments", r"fastcomments"),
    ("Cove", r"usecove|cove-comments"),
    ("Civil Comments", r"civilcomments"),
    ("Talkyard", r"talkyard"),
    ("Gigya", r"gigya.{0,40}comments|comments\.gigya"),
    ("Ecomments", r"e-?comments-(?:container|widget)"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _SYSTEMS)
_SCRIPT_LENGTH = 20_000


def system_of(root: HtmlElement) -> str | None:
    """The name of the system whose comments the page's scripts would load; None without one."""
    marks = "\n".join(_marks(root))
    return next((name for name, pattern in _PATTERNS if pattern.search(marks)), None)


def _marks(root: HtmlElement) -> list[str]:
    """Where such systems show: addresses and text of scripts and frames, ids and classes."""
    scripts = [part for part in root.iter("script") if "json" not in (part.get("type") or "")]
    marks = [f"{part.get('src') or ''} {(part.text or '')[:_SCRIPT_LENGTH]}" for part in scripts]
    marks += [part.get("src") or part.get("data-src") or "" for part in root.iter("iframe")]
    named = find(
        root,
        "//body//*[self::div or self::section or self::aside or self::a or self::span][@id or @class]",
    )
    marks += [
        f"id={part.get('id') or ''} class={part.get('class') or ''} {' '.join(name for name in map(str, part.keys()) if name.startswith('data-'))}"
        for part in named
    ]
    return marks
