"""A comment's text made readable for rules, without losing where each character stood.

Every view has the length of the text as written: what falls out is replaced by a character that
counts for nothing (`folding.NOTHING`). So an index into a view is an index into the text, and a
span needs no map back.

1. `folding.words`: the gate's view, plain words only, for the great majority of comments.
2. `folding.folded`: lower case, without accents (ñ and ç stay), typographic marks made plain.
3. `unveiling.unveiled`: what markup, entities, invisible and fancy characters hid.

`tokens` cuts the second or third view into words; `deciphering` reads the odd ones among them.
"""
