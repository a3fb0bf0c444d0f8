"""discord.py cogs: listeners, commands, buttons. Thin: translate, check rights, call a service."""
