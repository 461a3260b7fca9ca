"""The tie-out of a book: accounts, differences by cause, checks, and the sheets they are shown on."""
