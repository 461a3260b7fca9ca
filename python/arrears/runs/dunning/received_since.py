"""What came in between the as-of date and the date of the letters: known, and not yet in any balance."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from arrears.core.dates import Days, as_day
from arrears.core.dunning.escalation import AccountCode
from arrears.core.ledger import Ledger


def received_since(ledger: Ledger, as_of: date, letter_date: date) -> Mapping[AccountCode, int]:
    """Add up, by account, receipts, credit notes and settlements posted after one day up to another, minor units.

    What uses up a receipt or a credit is not counted twice. Returned payments count against it; never less than 0.
    """
    sums: dict[AccountCode, int] = {}
    if letter_date <= as_of:
        return sums

    def within(days: Days) -> np.ndarray:
        return np.asarray((days > as_day(as_of)) & (days <= as_day(letter_date)), dtype=np.bool_)

    items, receipts, paid = ledger.items, ledger.receipts, ledger.allocations
    plain = within(ledger.counted_from()) & (paid.receipt < 0) & (paid.credit < 0)
    parts = (
        (receipts.customer, receipts.currency, receipts.amount, within(receipts.posting_date)),
        (items.customer, items.currency, -items.gross, within(items.posting_date) & (items.gross < 0)),
        (items.customer[paid.item], items.currency[paid.item], paid.amount, plain),
    )
    for customer, currency, amount, chosen in parts:
        rows = zip(customer[chosen].tolist(), currency[chosen].tolist(), amount[chosen].tolist(), strict=True)
        for who, code, minor in rows:
            sums[who, code] = sums.get((who, code), 0) + minor
    return {account: amount for account, amount in sums.items() if amount > 0}
