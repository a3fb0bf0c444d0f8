"""The embedded Discord in a browser: a page on which a visitor is any person of the community.

`looking` is what one person sees of a world, as JSON; `rights` what they may do and why not;
`asking` carries out what they want; `behind` follows what the bot does, `kept` shows the record of
it. `serving` puts all of it and the page (`static/`) on an aiohttp application, and `stream` tells
the open pages that something changed; they look again, so that two windows cannot drift apart.

Whatever leaves is in Discord's own words where Discord has some: embeds, components and commands
are those of its API. Ids are strings, as JavaScript's numbers are too short for them; times are ISO
8601 in UTC; what is absent is null.
"""
