"""Which row means which item, and which receipt paid it."""
