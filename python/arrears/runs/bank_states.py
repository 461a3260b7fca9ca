"""What becomes of the lines of a bank statement."""

OPEN, MATCHED, NO_RECEIPT, RETURNED = "open", "matched", "not a receipt", "returned"
STATES = (OPEN, MATCHED, NO_RECEIPT, RETURNED)
"""Still to be matched; made into a receipt; no customer's payment; a payment that came and went back."""
