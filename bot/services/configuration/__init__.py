"""A server's configuration as a whole: told in words, exported, imported, gone back to.

`describing` words it and its changes; `importing` reads files, `fitting` says what of them cannot
be here; `applying` takes in the facts of `facts`; `desk` is the face that cogs see.
"""
