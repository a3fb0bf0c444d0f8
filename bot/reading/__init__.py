"""`read`: what the bot would make of pages and feeds, without Discord.

`sources` gets the bytes, `command` has them read one after the other, and the result is written
for machines (`as_json`) or for people (`for_people`).
"""
