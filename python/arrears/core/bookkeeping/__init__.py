"""What the general ledger must hear: journal lines, bills, foreign-currency valuation, credit balances."""
