"""A comment's text made readable for rules, without losing where each character stood.

Every view has the length of the text as written: what falls out is replaced by a character that
counts for nothing (`folding.NOTHING`). So an index into a view is an index into the text, and a
span needs no map back.

1. `folding.folded`: lower case, without accents (ñ and ç stay), typographic marks made plain.
2. `unveiling.unveiled`: what markup, entities, invisible and fancy characters hid.

`tokens` cuts a view into words, most texts without making one; `deciphering` reads the odd ones.
"""
