"""The asynchronous work: taking facts in, deciding, committing, acting.

A fact goes through the `Writer`, which runs the handler of its kind (`handling.py`) inside the
transaction that keeps it. Handlers decide and enqueue actions; the `Dispatcher` performs those with
the deeds of `deeds/`, and what a deed brings back is a fact again.
"""
