"""Measures of receivables and collection: how long, how much, how late, how well, at what cost."""
