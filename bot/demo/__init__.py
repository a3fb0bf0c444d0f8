"""The embedded Discord: a community, its servers and its people, without Discord.

It stands on SimCord, which is an optional dependency (`pip install thoughts-on[demo]`) and pinned.
"""

from .pinned import require_pinned_version

require_pinned_version()
