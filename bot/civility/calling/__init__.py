"""The gate: which patterns can match a text at all, by where its words stand.

A pattern needs words of some sets, each so far from the rarest one at most (`needing`). `calls`
knows the patterns of some packs, `caller` looks for what calls them up. Most comments call nothing
up, and that is all that is asked of them.
"""
