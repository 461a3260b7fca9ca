"""Who a customer's letters go to: the customer, or the head office that pays for it (the dunning recipient)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from arrears.core.ledger import Codes
from arrears.core.problems import Problem
from arrears.runs.ports import Table

FOR_GOOD = date.max
"""Until when the items of a branch are held that itself gets no letters: its head office is not asked for them."""


class Recipients:
    """The dunning recipient of each customer, as the Customers sheet says."""

    def __init__(self, customers: Table) -> None:
        """Read the sheet; of customers that stand there twice the first row counts."""
        self._table = customers
        names = customers.column("customer")
        self._rows = {str(names[row]).strip(): row for row in reversed(range(len(customers))) if names[row]}

    def of(self, customer: str) -> str:
        """Give whom letters about a customer's items go to; the customer where nobody usable is named."""
        return self._recipients.get(customer, customer)

    def branches(self, recipient: str) -> Sequence[str]:
        """Give whose items the letters to a recipient may list, its own first; blank for a customer without branches.

        A branch stays one while it is settled: which customers a letter is about does not hang on their balances.
        """
        return self._branches.get(recipient, ())

    def codes(self, customers: Sequence[str]) -> Codes:
        """Give the recipient of each customer as a code; recipients must be among the customers (``also``)."""
        numbers = {customer: code for code, customer in enumerate(customers)}
        return np.array([numbers[self.of(customer)] for customer in customers], dtype=np.int32)

    def also(self, customers: Iterable[str]) -> list[str]:
        """Give the recipients of customers, who may have no items of their own."""
        return [self.of(customer) for customer in customers]

    def held_until(self, branch: str) -> date | None:
        """Give until when a branch's items are kept out of its head office's letters: by its own hold, or its stop."""
        row = self._rows.get(branch)
        if row is None or self.of(branch) == branch:
            return None
        hold = self._table.column("hold_until")[row]
        return FOR_GOOD if self._table.column("stop")[row] else hold if isinstance(hold, date) else None

    def problems(self) -> list[Problem]:
        """Report recipients that are not on the sheet, or lead back to their branch; such a customer is written to."""
        found = []
        for customer, head in self._named.items():
            name = "dunning-recipient-circle" if head in self._rows else "dunning-recipient-unknown"
            if customer not in self._recipients and head != customer:
                found.append(Problem(name, self._table.place(self._rows[customer], "dunning_recipient"), head))
        return found

    @cached_property
    def _named(self) -> Mapping[str, str]:
        column = self._table.column("dunning_recipient")
        return {customer: str(column[row]).strip() for customer, row in self._rows.items() if column[row]}

    @cached_property
    def _branches(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for branch, head in self._recipients.items():
            found.setdefault(head, [head]).append(branch)
        return found

    @cached_property
    def _recipients(self) -> Mapping[str, str]:
        """Follow each name to one that names nobody further."""
        found = {}
        for customer in self._named:
            passed, head = {customer}, self._named[customer]
            while head in self._named and head not in passed:
                passed.add(head)
                head = self._named[head]
            if head in self._rows and head not in passed:
                found[customer] = head
        return found
