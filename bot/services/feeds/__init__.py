"""Watching feeds: what is read, what of it is new, what is posted, and what admins decide.

`polling` asks the web and gives facts; `watching`, `holding` and `arranging` take facts in;
`publishing` makes a feed's article ready to be posted; `desk` is the face that cogs see.
"""
