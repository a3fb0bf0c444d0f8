"""Sample pages that ship with the demo."""
