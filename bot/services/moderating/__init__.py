"""Civility at work: judging what is recorded, cases, and what authors and moderators decide.

`court` judges each comment as it is recorded; `cases` makes cases of what was met and owes what
follows; `deciding` takes in what people decide; `notices` words it for authors, `cards` for
moderators. What cogs see of it is `desk`.
"""
