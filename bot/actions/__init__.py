"""What the bot is to do, as values: kinds, lanes, priorities and outcomes. No I/O."""
