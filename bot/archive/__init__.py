"""The record as others read it: what was posted, and what people wrote about it."""
