"""The demo, played to its end."""
