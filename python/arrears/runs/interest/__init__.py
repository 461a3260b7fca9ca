"""Interest and interest notes in the book."""
