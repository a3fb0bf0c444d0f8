"""Reading what sites serve: pages, saved text and feeds, each with the comments it shows.

`source.read_source` is the way in. Everything here is a pure function of its arguments, raises
only `errors.ReadingError`, and can be pickled, so that callers run it in a worker with a deadline.
"""
