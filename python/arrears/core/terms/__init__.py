"""Payment terms: notations, deadlines, instalments."""
