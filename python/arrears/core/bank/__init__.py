"""Bank statements: what they say, and whether what they say adds up."""
