"""The deeds: each performs one kind of action, and knows how to find out whether it was done."""
