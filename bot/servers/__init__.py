"""A server, its article channels and its settings. Pure."""
