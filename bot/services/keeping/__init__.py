"""What is kept about people, and for how long: showing it, erasing it, letting go of it."""
