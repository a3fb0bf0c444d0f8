"""Videos, posts and the like that a page embeds: what stays of them is a link."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from bot.articles.markdown import link_target
from bot.articles.reading.dom import absolute, has_class

# Frames from elsewhere are advertisements, forms and counters.
_HOSTS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitter\.com|x\.com|"
    r"facebook\.com|instagram\.com|tiktok\.com|spotify\.com|soundcloud\.com|datawrapper\.de|dwcdn\.net|"
    r"infogram\.com|flourish\.studio|documentcloud\.org|bsky\.app|reddit\.com|redditmedia\.com|ted\.com|"
    r"streamable\.com|twitch\.tv|bandcamp\.com|apple\.com|acast\.com|megaphone\.fm|art19\.com|"
    r"archive\.org|scribd\.com|issuu\.com|jwplayer\.com|brightcove\.net|rumble\.com|odysee\.com|"
    r"mixcloud\.com|deezer\.com|libsyn\.com|buzzsprout\.com|podbean\.com|codepen\.io|observablehq\.com)$"
)
_ID = re.compile(r"[\w-]{5,30}")
# Streams cannot be opened by a click.
_FILE = re.compile(r"\.(?:mp3|m4a|og[agv]|opus|wav|flac|mp4|m4v|webm|mov)$", re.IGNORECASE)
_MEDIA = ("audio", "video", "amp-audio", "amp-video")
# What AMP's elements name, and where people open it.
_AMP = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
}
_NO_CONTENT = re.compile(
    r"/(?:plugins/(?:like|share|page|comments)|widgets?/(?:follow|tweet_button))"
)


def embedded_link(element: HtmlElement, tag: str, base: str | None) -> str | None:
    """The address of what an element embeds, as people open it; None for other elements."""
    url = _frame(element, base) if tag in ("iframe", "amp-iframe") else None
    url = url or (_media(element, base) if tag in _MEDIA else None)
    url = url or (_by_id(element, tag) if "-" in tag or tag == "div" else None)
    url = url or (_post(element, base) if tag == "blockquote" else None)
    return link_target(url) if url else None


def _media(element: HtmlElement, base: str | None) -> str | None:
    """The file that a player of the browser's own plays."""
    players = (element, *element.iter("source"))
    files = (absolute(part.get("src"), base) for part in players)
    return next((url for url in files if url and _FILE.search(urlsplit(url).path)), None)


def _frame(element: HtmlElement, base: str | None) -> str | None:
    sources = (element.get(name) for name in ("src", "data-src", "data-lazy-src", "data-url"))
    url = next((found for source in sources if (found := absolute(source, base))), None)
    if url is None or not _HOSTS.search(urlsplit(url).hostname or "") or _NO_CONTENT.search(url):
        return None
    return _for_people(url)


def _for_people(url: str) -> str:
    """A player's address as the one of the page that shows the same."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host.startswith("youtube") and (match := re.match(r"/embed/([\w-]{6,})", parts.path)):
        return f"https://www.youtube.com/watch?v={match[1]}"
    if host == "player.vimeo.com" and (match := re.match(r"/video/(\d+)", parts.path)):
        return f"https://vimeo.com/{match[1]}"
    if host == "platform.twitter.com" and (post := parse_qs(parts.query).get("id")):
        return f"https://twitter.com/i/status/{post[0]}"
    if host == "facebook.com" and (shown := parse_qs(parts.query).get("href")):
        return shown[0]
    if host == "w.soundcloud.com" and (shown := parse_qs(parts.query).get("url")):
        return shown[0]
    return url


def _by_id(element: HtmlElement, tag: str) -> str | None:
    """Players that scripts build from an id: AMP's elements and light stand-ins for YouTube."""
    if tag in ("amp-facebook", "amp-tiktok"):
        return absolute(element.get("data-href") or element.get("data-src"), None)
    attribute, address = _AMP.get(tag, ("", ""))
    if tag == "lite-youtube" or has_class(element, "youtube-player", "lite-youtube"):
        attribute, address = _AMP["amp-youtube"]
    shown = element.get(attribute) if attribute else None
    shown = shown or element.get("videoid") or element.get("data-youtube-id")
    return address.format(shown) if address and shown and _ID.fullmatch(shown) else None


def _post(element: HtmlElement, base: str | None) -> str | None:
    """A post that only a script would fill: its text, where there is any, is quoted instead."""
    permalink = element.get("data-instgrm-permalink") or element.get("cite")
    if not has_class(
        element, "instagram-media", "tiktok-embed", "twitter-tweet", "reddit-embed-bq"
    ):
        return None
    links = [anchor.get("href") for anchor in element.iter("a")]
    said = "".join(element.itertext()).strip()
    if has_class(element, "twitter-tweet", "reddit-embed-bq") and len(said) > 60:
        return None
    return absolute(permalink, base) or next(
        (url for href in reversed(links) if (url := absolute(href, base))), None
    )
