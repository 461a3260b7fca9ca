"""What letters say, before any Word."""
