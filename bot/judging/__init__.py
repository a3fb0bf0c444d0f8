"""`judge`: the civility rules over a stream of comments, without Discord.

`command` reads the comments and tells the verdicts, `rules_file` reads a community's own rules.
"""
