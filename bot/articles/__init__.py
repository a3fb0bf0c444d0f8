"""What an article is; reading feeds, pages and saved text; laying it out as Discord messages.

Pure: no Discord, no database, no network, no clock of its own.
"""
