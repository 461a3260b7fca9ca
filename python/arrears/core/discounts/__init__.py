"""Early-payment discounts: open, taken, unearned."""
