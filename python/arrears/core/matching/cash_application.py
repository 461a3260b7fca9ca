"""Cash application: which receipt pays which item, how sure that is, and why. Nothing is posted by it.

    propose(receipts, items, payers, rules) -> [Proposed(source, customer, lines, confidence, reasons), ...]

In this order, each rule over all receipts before the next, so that weak evidence never takes what strong evidence
needs: document numbers that the amount meets to the cent, document numbers that it does not meet, the exact amount of
one item, all the customer owes, the only combination of its items, several receipts that come to one item, a
difference that a charge, a tolerance or a late discount explains, and, only where the policy says so, the oldest items
first. What is left stays on account.
"""

from collections.abc import Callable, Sequence
from itertools import combinations as chosen

from arrears.core.matching import confidence
from arrears.core.matching.by_amount import AmountMatcher, who
from arrears.core.matching.by_number import NumberMatcher
from arrears.core.matching.document_numbers import DocumentNumbers
from arrears.core.matching.incoming import Incoming, Line, MatchingRules, Payable, Proposed
from arrears.core.matching.open_accounts import OpenAccounts
from arrears.core.matching.payer_names import SAME, Payer, PayerNames
from arrears.core.reasons import reason

_MOST_TOGETHER = 12
"""Receipts of one customer among which two or three are tried together."""
_TOGETHER = 88


def propose(
    receipts: Sequence[Incoming], items: Sequence[Payable], payers: PayerNames, rules: MatchingRules
) -> list[Proposed]:
    """Propose what each receipt pays, in the order of the receipts.

    The lines of all proposals never take more of an item than its balance, nor of a receipt than its amount.
    """
    return _Application(receipts, items, payers, rules).proposed()


class _Application:
    """One run: the receipts still to be matched and what is still open."""

    def __init__(
        self, receipts: Sequence[Incoming], items: Sequence[Payable], payers: PayerNames, rules: MatchingRules
    ) -> None:
        numbers = DocumentNumbers([item.numbers for item in items])
        self._receipts = receipts
        self._rules = rules
        self._accounts = OpenAccounts(items)
        self._by_number = NumberMatcher(numbers, self._accounts, rules)
        self._by_amount = AmountMatcher(numbers, self._accounts, rules, self._by_number.elsewhere)
        self._payers = [
            Payer((one.customer,), SAME, 100) if one.customer else payers.of(one.payer, one.account) for one in receipts
        ]
        self._named = [
            self._by_number.named(one, payer) for one, payer in zip(receipts, self._payers, strict=True)
        ]  # fmt: skip
        self._done: dict[int, Proposed] = {}

    def proposed(self) -> list[Proposed]:
        order = sorted(range(len(self._receipts)), key=lambda n: (self._receipts[n].day, self._receipts[n].key))
        naming = [n for n in order if self._named[n]]
        self._each(naming, lambda n: self._by_number.exact(n, *self._of(n), self._named[n]))
        self._each(naming, lambda n: self._by_number.otherwise(n, *self._of(n), self._named[n]))
        known = [n for n in order if self._payers[n].customers]
        for rule in (self._by_amount.one_item, self._by_amount.all_items, self._by_amount.several_items):
            self._each(known, lambda n, rule=rule: rule(n, *self._of(n)))  # type: ignore[misc]
        self._together(known)
        self._each(known, lambda n: self._by_amount.differing(n, *self._of(n)))
        unknown = [n for n in order if not self._payers[n].customers]
        self._each(unknown, lambda n: self._by_amount.anybodys(n, self._receipts[n]))
        if self._rules.oldest_first:
            self._each(known, lambda n: self._by_amount.oldest_first(n, *self._of(n)))
        return [self._done.get(n) or self._on_account(n) for n in range(len(self._receipts))]

    def _of(self, number: int) -> tuple[Incoming, Payer]:
        return self._receipts[number], self._payers[number]

    def _each(self, numbers: Sequence[int], rule: Callable[[int], Proposed | None]) -> None:
        """Try a rule on every receipt that has no proposal yet."""
        for number in numbers:
            if number in self._done:
                continue
            found = rule(number)
            if found is None:
                continue
            self._accounts.take(found.lines, sure=found.confidence >= confidence.SURE)
            self._done[number] = found

    def _together(self, numbers: Sequence[int]) -> None:
        """Find two or three receipts of one customer that come to one of its items."""
        waiting: dict[tuple[str, str], list[int]] = {}
        for number in numbers:
            if number not in self._done and self._payers[number].certain:
                account = self._payers[number].customers[0], self._receipts[number].currency
                waiting.setdefault(account, []).append(number)
        for (customer, currency), group in waiting.items():
            if not 2 <= len(group) <= _MOST_TOGETHER:
                continue
            items: dict[int, list[int]] = {}
            for item in self._accounts.debits((customer,), currency):
                items.setdefault(self._accounts.left[item], []).append(item)
            for count in (2, 3):
                for some in chosen(group, count):
                    self._paid_together(some, items)

    def _paid_together(self, numbers: Sequence[int], items: dict[int, list[int]]) -> None:
        total = sum(self._receipts[n].amount for n in numbers)
        found = [n for n in items.get(total, ()) if self._accounts.left[n] == total]
        if len(found) != 1 or any(n in self._done for n in numbers):
            return
        document = (*self._accounts.items[found[0]].numbers, self._accounts.items[found[0]].key)[0]
        why = reason("match-together", receipts=len(numbers), document=document)
        for number in numbers:
            line = Line(found[0], self._receipts[number].amount)
            customer = self._accounts.items[found[0]].customer
            self._accounts.take((line,), sure=False)
            self._done[number] = Proposed(number, customer, (line,), _TOGETHER, (why, *who(self._payers[number])))

    def _on_account(self, number: int) -> Proposed:
        payer = self._payers[number]
        customer = payer.customers[0] if len(payer.customers) == 1 else ""
        reasons = who(payer)
        if customer:
            reasons = (reason("match-on-account"), *reasons)
        return Proposed(number, customer, (), confidence.by_customer(payer) if customer else 0, reasons)
