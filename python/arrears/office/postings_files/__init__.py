"""Files of journal lines that ledger systems take in, one module a format."""
