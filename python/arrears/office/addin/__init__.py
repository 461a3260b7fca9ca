"""The Excel add-in, built from text with the standard library alone."""
