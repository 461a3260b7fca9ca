"""The journal lines of the book's decisions, and the sheets around them."""
