"""Comments on pages, as each system prints them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.articles.markdown import plain_text
from bot.articles.model import ArticlePage
from bot.articles.reading.page import read_page
from tests.articles.reading.pages import SAMPLES, page_with

NOON = datetime(2020, 6, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def wordpress() -> ArticlePage:
    return read_page((SAMPLES / "wordpress.html").read_bytes())


def test_wordpress_comments_have_author_time_text_and_parent(wordpress: ArticlePage) -> None:
    first, reply, third, _ = wordpress.comments

    assert first.author == "Sam Reyes"
    assert first.published == datetime(2020, 6, 2, 10, 15, tzinfo=UTC)
    assert first.text_markdown == "Adopt two, get one free?\n\nI would, for *limes*."
    assert (reply.author, reply.in_reply_to) == ("Leila", 0)
    assert (third.author, third.in_reply_to) == ("river_rat", None)


def test_the_heading_counts_a_pingback_and_so_do_we(wordpress: ArticlePage) -> None:
    assert wordpress.comment_count == len(wordpress.comments) == 4
    assert wordpress.comments[3].text_markdown.startswith("Pingback: [What Other Towns Plant]")


def test_wordpress_says_that_comments_are_closed(wordpress: ArticlePage) -> None:
    assert wordpress.comments_closed
    assert wordpress.comments_elsewhere is None


def test_no_comment_leaks_into_the_body(wordpress: ArticlePage) -> None:
    body = plain_text(wordpress.article.body)

    assert len(wordpress.article.body) == 3
    assert "block my view" not in body
    assert "Pingback" not in body


def test_a_heading_that_does_not_count_pingbacks_is_believed() -> None:
    page = page_with(
        "<h3>1 Comment</h3><ol><li class='comment depth-1' id='comment-1'>"
        "<cite class='fn'>Ana</cite><div class='comment-text'><p>Cold enough.</p></div></li>"
        "<li class='pingback depth-1' id='comment-2'><p>Pingback: <a "
        "href='/x'>Elsewhere</a></p></li></ol>"
    )

    assert [comment.author for comment in page.comments] == ["Ana"]


SYSTEMS = {
    "block theme": (
        "<ol class='wp-block-comment-template'><li id='comment-5' class='comment depth-1'>"
        "<div class='wp-block-comment-author-name'>Ana</div>"
        "<div class='wp-block-comment-date'><time datetime='2020-06-02T12:00:00+00:00'>June "
        "2</time></div>"
        "<div class='wp-block-comment-content'><p>Cold enough.</p></div></li></ol>"
    ),
    "old theme": (
        "<ol class='commentlist'><li class='alt' id='comment-5'><cite>Ana</cite> Says: <br>"
        "<small class='commentmetadata'><a href='#comment-5'>June 2, 2020 at 12:00 pm</a></small>"
        "<p>Cold enough.</p></li></ol>"
    ),
    "definition list": (
        "<dl id='comment_list'><dt class='comment depth-1' id='comment-5'>"
        "<span class='comment_author'>Ana</span> <span class='comment_time'>June 2, 2020 at "
        "12:00 pm</span></dt>"
        "<dd class='comment depth-1'><div class='format_text'><p>Cold enough.</p></div></dd></dl>"
    ),
    "wpDiscuz": (
        "<div class='wpd-thread-list'><div class='wpd-comment' id='wpd-comm-5_0'>"
        "<div class='wpd-comment-header'><div class='wpd-comment-author'>Ana</div>"
        "<div class='wpd-comment-date' title='June 2, 2020 12:00 pm'>2 years ago</div></div>"
        "<div class='wpd-comment-text'><p>Cold enough.</p></div></div></div>"
    ),
    "schema.org": (
        "<div itemprop='comment' itemscope itemtype='https://schema.org/Comment'>"
        "<span itemprop='author' itemscope><span itemprop='name'>Ana</span></span>"
        "<meta itemprop='dateCreated' content='2020-06-02T12:00:00Z'>"
        "<div itemprop='text'>Cold enough.</div></div>"
    ),
    "h-cite": (
        "<div class='u-comment h-cite'><a class='p-author h-card'>Ana</a> "
        "<time class='dt-published' datetime='2020-06-02T12:00:00Z'>June</time>"
        "<p class='p-content'>Cold enough.</p></div>"
    ),
    "Blogger": (
        "<ol><li class='comment' id='c81234567890'><div class='comment-block'>"
        "<div class='comment-header'><cite class='user'><a href='/p'>Ana</a></cite>"
        "<span class='datetime secondary-text'><a href='#c8'>June 2, 2020 at 12:00 "
        "PM</a></span></div>"
        "<p class='comment-content'>Cold enough.</p>"
        "<span class='comment-actions'><a>Reply</a></span></div></li></ol>"
    ),
    "Drupal": (
        "<article class='comment' id='comment-5'><footer class='comment__meta'>"
        "<p class='comment__author'><span class='username'>Ana</span></p>"
        "<p class='comment__time'>Tue, 06/02/2020 - 12:00 on 2 June 2020 12:00</p></footer>"
        "<div class='comment__content'><p>Cold enough.</p></div></article>"
    ),
    "TypePad": (
        "<div class='comments-content'><div class='comment comment-odd' id='comment-6a00d83451f2'>"
        "<div class='comment-avatar'><img alt='A portrait'></div>"
        "<div class='comment-content' id='comment-6a00d83451f2-content'><p>Cold enough.</p></div>"
        "<p class='comment-footer'>Posted by: <a rel='nofollow' href='/p'>Ana</a> | "
        "<a href='#c'>June 02, 2020 at 12:00 PM</a></p></div></div>"
    ),
    "Movable Type": (
        "<h2 id='comments'>Comments</h2><div class='commentbody'><a name='c9716'></a><div "
        "id='c9716'><p>Cold enough.</p></div><p class='posted'>Posted by: Ana at <a "
        "href='#c9716'>June 2, 2020 12:00 PM</a></p></div>"
    ),
    "anchors in a row": (
        "<h2>Comments</h2><a id='c655818'></a><p>Cold enough.</p>"
        "<p class='posted'>Posted by: <a href='/p'>Ana</a> | Jun 2, 2020 12:00:00 PM</p>"
    ),
    "a list without numbers": (
        "<ul class='comments'><li><header><span class='author'>Posted by Ana</span>"
        "<time>June 2, 2020 at 12:00 pm</time></header><div class='comment'><p>Cold enough.</p>"
        "</div></li></ul>"
    ),
    "a line over the text": (
        "<ol class='commentlist'><li class='alt' id='comment-5'>Ana on June 2nd, 2020 12:00 pm"
        "<div class='commenttext'><p>Cold enough.</p></div></li></ol>"
    ),
    "a number over the name": (
        "<ol class='commentlist'><li id='comment-5'><div>1</div><em>Ana</em> Says: <small "
        "class='commentmetadata'><a href='#comment-5'>June 2, 2020 at 12:00 pm</a></small>"
        "<p>Cold enough.</p></li></ol>"
    ),
    "Squarespace": (
        "<div class='comment' id='comment19105644'><div id='item19105644' class='body'>Cold "
        "enough.</div><div class='signature'>June 2, 2020 12:00 | <a><img alt='Unregistered "
        "Commenter'></a> Ana</div></div>"
    ),
    "a static Disqus thread": (
        "<ul id='dsq-comments'><li id='dsq-comment-57909'><cite><span>Ana</span></cite>"
        "<small>June 2, 2020 12:00 pm</small><div class='dsq-comment-message'><p>Cold enough.</p>"
        "</div></li></ul>"
    ),
    "Hacker News": (
        "<table><tr class='athing comtr' id='38'><td><table><tr><td class='ind' indent='0'></td>"
        "<td class='default'><a class='hnuser'>Ana</a> <span class='age' "
        "title='2020-06-02T12:00:00 1591099200'>now</span><div class='comment'><div "
        "class='commtext c00'>Cold enough.</div><div class='reply'><a>reply</a></div></div></td>"
        "</tr></table></td></tr></table>"
    ),
    "names of its own": (
        "<ul><li id='comment-5'><span class='w-comments-item-author'>Ana</span>"
        "<a class='w-comments-item-date' href='#comment-5'>June 2, 2020 12:00 pm</a>"
        "<p>Cold enough.</p></li></ul>"
    ),
    "Drupal 6": (
        "<a id='comment-5'></a><div class='comment comment-published'><h3>Re: Ice</h3><div "
        "class='submitted'>Submitted by <a href='/u'>Ana</a> on Tue, 06/02/2020 - 12:00.</div>"
        "<div class='content'><p>Cold enough.</p></div></div>"
    ),
    "Substack": (
        "<div class='comment'><table class='comment-content'><tr><td class='comment-rest'><div "
        "class='comment-meta'><span class='commenter-name'><div><a href='/p'><div>Ana</div></a>"
        "</div></span> <a title='Jun 2, 2020, 12:00 PM'>Jun 2</a></div><div class='comment-body'>"
        "<p>Cold enough.</p><div role='button'>Expand full comment</div></div><div "
        "class='comment-actions'><a>Reply</a></div></td></tr></table></div>"
    ),
    "a list of lines": (
        "<h3>1 Response</h3><ul class='comments'><li><div class='date'>Ana Posted: June 2, 2020 "
        "12:00 pm</div>Cold enough.</li></ul>"
    ),
    "a name and a date that only the look parts": (
        "<ol><li id='comment-5'><cite>Ana<a href='#comment-5'>2.06.2020, 12:00</a></cite>"
        "<p>Cold enough.</p></li></ol>"
    ),
    "a year of two digits": (
        "<ol><li id='comment-5'><b class='fn'>\n Comment by\n Ana:</b><span class='date'>2 Jun 20 "
        "12:00</span><p>Cold enough.</p></li></ol>"
    ),
    "signed below, the date twice": (
        "<ol><li id='comment-5'><p>Cold enough.</p><p class='postMeta'>Comment by <a class='url' "
        "href='/a'>Ana</a> on June 2, 2020 @ <a href='#comment-5'>June 2, 2020 12:00</a></p></li>"
        "</ol>"
    ),
    "signed below": (
        "<ol><li id='comment-5'><p>Cold enough.</p><p><cite>Comment by "
        "<a class='url' href='https://a.example'>Ana</a> — June 2, 2020 @ "
        "12:00</cite></p></li></ol>"
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_gives_author_time_and_text(system: str) -> None:
    page = page_with(SYSTEMS[system])

    [comment] = page.comments
    assert comment.author == "Ana"
    assert comment.published == NOON
    assert comment.text_markdown == "Cold enough."


@pytest.mark.parametrize(
    ("marks", "system"),
    [
        ("<div id='disqus_thread'></div>", "Disqus"),
        ("<div data-spotim-module='conversation'></div>", "OpenWeb"),
        ("<div class='fb-comments' data-href='/'></div>", "Facebook"),
        ("<div id='coral_talk_stream'></div>", "Coral"),
        ("<script src='https://giscus.app/client.js'></script>", "Giscus"),
        ("<script>var commentBoxIoOptions = {}</script>", "CommentBox.io"),
        ("<p>No discussion here.</p>", None),
    ],
)
def test_systems_that_load_comments_by_script_are_named(marks: str, system: str | None) -> None:
    assert page_with(marks).comments_elsewhere == system
