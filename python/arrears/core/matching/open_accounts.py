"""What is still to be paid while receipts are matched one after the other: each proposal takes from it."""

from collections.abc import Iterable, Sequence

from arrears.core.matching.incoming import Line, Payable


class OpenAccounts:
    """The items by customer and currency, and what earlier proposals leave of each; minor units."""

    def __init__(self, items: Sequence[Payable]) -> None:
        """Take the items; their balances are what is to be paid."""
        self.items = items
        self.left = [item.balance for item in items]
        self.certain = list(self.left)
        """What is left by the sure proposals alone: an unsure one must not make another item look like the only one."""
        self._of: dict[tuple[str, str], list[int]] = {}
        self._of_amount: dict[tuple[str, int], list[int]] = {}
        for n, item in enumerate(items):
            if item.balance:
                self._of.setdefault((item.customer, item.currency), []).append(n)
            if item.balance > 0:
                self._of_amount.setdefault((item.currency, item.balance), []).append(n)
        self._ordered: set[tuple[str, str]] = set()
        self._touched: set[int] = set()

    def debits(self, customers: Iterable[str], currency: str) -> list[int]:
        """Give the items that customers still owe, oldest due first, what unsure proposals took among them."""
        return [n for who in customers for n in self._account(who, currency) if self.certain[n] > 0]

    def free(self, items: Iterable[int]) -> bool:
        """Tell whether unsure proposals left items alone."""
        return all(self.left[n] == self.certain[n] for n in items)

    def credits(self, customers: Iterable[str], currency: str) -> list[int]:
        """Give the credits that customers still have."""
        return [n for who in customers for n in self._account(who, currency) if self.left[n] < 0]

    def _account(self, customer: str, currency: str) -> Sequence[int]:
        """Give the items of an account, oldest due first."""
        account, items = (customer, currency), self.items
        if account not in self._ordered:
            self._ordered.add(account)
            self._of.get(account, []).sort(key=lambda n: (items[n].due_day, items[n].document_day, items[n].key))
        return self._of.get(account, ())

    def only_of_amount(self, currency: str, amount: int) -> int | None:
        """Give the one item of an amount, of all customers', that nothing was surely taken from."""
        found = (n for n in self._of_amount.get((currency, amount), ()) if self.certain[n] == amount)
        first = next(found, None)
        return first if first is None or next(found, None) is None else None

    def total(self, items: Iterable[int]) -> int:
        """Add up what is left of items."""
        return sum(self.left[n] for n in items)

    def touched(self, item: int) -> bool:
        """Tell whether an earlier proposal took from an item."""
        return item in self._touched

    def take(self, lines: Iterable[Line], *, sure: bool) -> None:
        """Take what a proposal gives to items."""
        for line in lines:
            self.left[line.item] -= line.paid + line.deducted
            if sure:
                self.certain[line.item] -= line.paid + line.deducted
            self._touched.add(line.item)
