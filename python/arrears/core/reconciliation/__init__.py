"""Proving the sub-ledger: roll-forward, tie-out by cause, lists compared, cut-off, duplicates."""
