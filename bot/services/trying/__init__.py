"""Trying it out: a sample goes the way of an article, and is taken away with all its traces.

`trial` takes in the facts of `facts`; `progress` says how far it came, `following` whose failures
are no news; `desk` is the face that cogs see. What takes it away is an action like any other, owed
from the beginning: whatever happens to the bot meanwhile, nothing stays.
"""
