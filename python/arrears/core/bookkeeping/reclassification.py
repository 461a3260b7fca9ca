"""Credit balances of customers: liabilities, shown as such at the month-end (预收账款, 合同负债) and reversed after.

Debit and credit balances are not set off between customers (IAS 1.32; CAS 30 art. 11); within a customer and currency
the balance is what the account says.
"""

from typing import NamedTuple


class Balance(NamedTuple):
    """What a customer's account in a currency holds: debits positive, credits negative; minor units."""

    debit: int
    credit: int

    @property
    def net(self) -> int:
        """The balance of the account."""
        return self.debit + self.credit

    @property
    def to_reclassify(self) -> int:
        """The credit balance, positive; 0 where the customer owes."""
        return max(0, -self.net)

    def out_of(self, on_account: int) -> int:
        """Give how much of the credit balance receipts on account make up, of which there are so many (positive).

        What they hold beyond it pays what the customer owes; a credit beyond them stands on the receivable.

        >>> Balance(100, -150).out_of(150), Balance(0, -50).out_of(20), Balance(0, -50).out_of(0)
        (50, 20, 0)
        """
        return min(self.to_reclassify, max(on_account, 0))
