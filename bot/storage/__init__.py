"""The one door to the database.

`Database` runs synchronous work on threads of its own: one that writes, a few that read. A piece of
work gets a `Transaction`, whose repositories (one per aggregate) return frozen dataclasses.
"""
