"""The rows of open items, receipts, allocations and discounts."""
