"""Reading the lists that people export from their ledgers."""
