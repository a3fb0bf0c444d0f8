"""Everything the bot says, in English and Spanish.

Messages lie in `locales/en.po` and `locales/es.po` under a key that says where they are shown
(`discussion.closed`). To add one:

1. Write it in both files, in the alphabetical place of its key, with a comment (`#.`) that says
   where it is shown. Values are named placeholders in braces: `{count}`.
2. Say it with a literal key: `words("discussion.closed")`, or `words.plural("thoughts", count)`
   where the number decides the form. `{count}` is then the number as the language writes it.
3. What stands in a value is shown as Markdown: escape what comes from outside
   (`bot.articles.layout.escape`) before it goes in.

Names and descriptions of commands are found by Discord's translator through `command_text`, under
`command.<qualified name>.name|description` and `option.<qualified name>.<option>.name|description`.

Nothing here knows the rest of the program, and nothing is read after `Catalogue.load()`.
"""

from bot.wording.catalogue import DEFAULT, Catalogue, MissingMessageError, MissingValueError, Words
from bot.wording.civility import exemption_name, family_name, surface_name, verdict_effect
from bot.wording.languages import language_name, listed, names_of
from bot.wording.notices import (
    Reason,
    about_feed,
    feed_failure,
    parked_notice,
    reason,
    rereading_failure,
)
from bot.wording.sentences import (
    closing_words,
    continued_at,
    feed_carries_this,
    heading,
    invitation,
    moment,
    part_taken_out,
    person,
    reopened_words,
    rest_at_source,
    state_line,
    updated_line,
    what_changed,
)

__all__ = [
    "DEFAULT",
    "Catalogue",
    "MissingMessageError",
    "MissingValueError",
    "Reason",
    "Words",
    "about_feed",
    "closing_words",
    "continued_at",
    "exemption_name",
    "family_name",
    "feed_carries_this",
    "feed_failure",
    "heading",
    "invitation",
    "language_name",
    "listed",
    "moment",
    "names_of",
    "parked_notice",
    "part_taken_out",
    "person",
    "reason",
    "reopened_words",
    "rereading_failure",
    "rest_at_source",
    "state_line",
    "surface_name",
    "updated_line",
    "verdict_effect",
    "what_changed",
]
