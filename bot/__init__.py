"""Thoughts On: a Discord bot that gives every news article a civil, recorded discussion."""
