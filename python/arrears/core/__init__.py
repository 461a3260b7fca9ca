"""The trade: pure rules of receivables on NumPy columns; no file, no clock, no host."""
