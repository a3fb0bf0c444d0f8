"""Articles are read again, and what was posted of them follows.

`schedule` says when, `reading_again` asks the web and gives facts, `rereading` takes them in;
`planning` fits a changed article into the messages that are there, `correcting` owes their edits;
`desk` is the face that cogs see.
"""
