"""Proposals for receipts that name documents: by the whole reference, or by numbers inside it."""

from collections.abc import Sequence
from itertools import product
from typing import Final

from arrears.core.matching import confidence
from arrears.core.matching.combinations import WHOLE_SEARCH, combination
from arrears.core.matching.confidence import AMBIGUOUS, Outcome, Payee
from arrears.core.matching.document_numbers import DIGITS, MISREAD, DocumentNumbers, Named
from arrears.core.matching.fitting import Fit, beyond, fit, in_part
from arrears.core.matching.incoming import Incoming, Line, MatchingRules, Proposed
from arrears.core.matching.open_accounts import OpenAccounts
from arrears.core.matching.payer_names import Payer
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason

EXACTLY: Final = frozenset({Outcome.EXACT, Outcome.DISCOUNT})
_SEVERAL = 2
_RARELY = 1000
"""One time in so many may some of the items of an order come to a sum by chance."""
_MOST_READINGS = 64
"""Ways to read numbers that several items bear; beyond them only all items together are tried."""


class NumberMatcher:
    """Matches receipts by the document numbers in their references."""

    def __init__(self, numbers: DocumentNumbers, accounts: OpenAccounts, rules: MatchingRules) -> None:
        """Take the index of numbers and what is open."""
        self._numbers = numbers
        self._accounts = accounts
        self._rules = rules
        self.elsewhere: dict[str, str] = {}
        """By receipt, the number in its reference that means an item of its payer in another currency."""

    def named(self, source: Incoming, payer: Payer) -> list[Named]:
        """Give the numbers in a receipt's reference that mean items in its currency.

        Digits that name an item of somebody else than the certain payer are another number, a telephone or a contract,
        unless all that is named comes to the amount.
        """
        found = []
        every = []
        for one in self._numbers.found(source.reference):
            items = tuple(n for n in one.items if self._accounts.items[n].currency == source.currency)
            if not items and any(self._is_payers(n, payer) for n in one.items):
                self.elsewhere[source.key] = one.said
            items = tuple(sorted(items, key=lambda n: self._accounts.items[n].due_day))
            own = tuple(n for n in items if self._is_payers(n, payer))
            met = any(self._accounts.items[n].balance == source.amount for n in items)
            if items:
                every.append(one._replace(items=own or items))
            if own or (items and (one.strength != DIGITS or met or not payer.certain)):
                found.append(every[-1])
        meant = {n for one in every for n in one.items}
        return every if sum(self._accounts.items[n].balance for n in meant) == source.amount else found

    def exact(self, number: int, source: Incoming, payer: Payer, named: Sequence[Named]) -> Proposed | None:
        """Propose what the named items take to the cent, whole or with earned discounts; None where they do not."""
        fits = []
        for items in self._readings(named):
            found = fit(source, items, self._accounts, self._rules)
            if found is not None and found.outcome in EXACTLY:
                fits.append(found)
        if not fits:
            return None
        return self._proposed(number, source, payer, named, fits[0], several=len(fits))

    def otherwise(self, number: int, source: Incoming, payer: Payer, named: Sequence[Named]) -> Proposed | None:
        """Propose for named items that the amount does not meet: the rest, a late discount, a charge, a part, more."""
        readings = list(self._readings(named))
        for items in readings:
            found = fit(source, items, self._accounts, self._rules)
            if found is not None:
                return self._proposed(number, source, payer, named, found, several=1)
        items = readings[-1] if readings else ()
        open_ = tuple(n for n in items if self._accounts.left[n])
        if not open_ or self._accounts.total(open_) <= 0:
            return self._settled(number, named)
        found = self._some_of(source, named) or self._net(source, open_) or self._completed(source, open_)
        if found is None and self._payee(open_, payer) is Payee.OTHER and named[0].strength == DIGITS:
            return None
        if found is None:
            short = self._accounts.total(open_) > source.amount
            found = (in_part if short else beyond)(source, open_, self._accounts)
        return self._proposed(number, source, payer, named, found, several=1)

    def _readings(self, named: Sequence[Named]) -> list[tuple[int, ...]]:
        """Give the sets of items that the numbers may mean: each number one of its items; last, all of all numbers."""
        whole = tuple(dict.fromkeys(n for one in named for n in one.items))
        ways = 1
        for one in named:
            ways *= len(one.items)
        readings: list[tuple[int, ...]] = []
        if 1 < ways <= _MOST_READINGS:
            readings = [tuple(dict.fromkeys(way)) for way in product(*(one.items for one in named))]
        readings.append(whole)
        left = self._accounts.left
        found = (tuple(n for n in items if left[n]) for items in readings)
        return [items for items in dict.fromkeys(found) if items and self._accounts.total(items) > 0] or [whole]

    def _some_of(self, source: Incoming, named: Sequence[Named]) -> Fit | None:
        """Find the only combination of the items that one number stands for: some invoices of an order."""
        items = [n for n in named[0].items if self._accounts.left[n] > 0]
        if len(named) != 1 or not _SEVERAL <= len(items) <= WHOLE_SEARCH:
            return None
        found = combination([self._accounts.left[n] for n in items], source.amount)
        if found is None:
            return None
        lines = tuple(Line(items[p], self._accounts.left[items[p]]) for p in found.positions)
        outcome = Outcome.EXACT if found.chance_below(_RARELY) else Outcome.COMPLETED
        return Fit(outcome, lines, (reason("match-combination", items=len(lines)),))

    def _net(self, source: Incoming, items: Sequence[int]) -> Fit | None:
        """Find the credit, or all credits of the customer, that the payer took off without naming them."""
        short = self._accounts.total(items) - source.amount
        customers = tuple(dict.fromkeys(self._accounts.items[n].customer for n in items))
        if short <= 0 or len(customers) != 1:
            return None
        credits_ = [n for n in self._accounts.credits(customers, source.currency) if n not in items]
        used = [n for n in credits_ if self._accounts.left[n] == -short]
        used = used or (credits_ if self._accounts.total(credits_) == -short else [])
        if not used or (len(used) > 1 and self._accounts.total(used) != -short):
            return None
        lines = tuple(Line(n, self._accounts.left[n]) for n in (*items, *used))
        why = reason("match-credit-used", credit=to_major(short, source.currency))
        return Fit(Outcome.COMPLETED, lines, (why,))

    def _completed(self, source: Incoming, items: Sequence[int]) -> Fit | None:
        """Find further items of the customer that make up the amount: one, or the only combination."""
        rest = source.amount - self._accounts.total(items)
        customers = tuple(dict.fromkeys(self._accounts.items[n].customer for n in items))
        if rest <= 0 or len(customers) != 1:
            return None
        others = [n for n in self._accounts.debits(customers, source.currency) if n not in items]
        told = [n for n in others if self._numbers.ends_with(n, source.reference)]
        if told and self._accounts.total(told) == rest:
            lines = tuple(Line(n, self._accounts.left[n]) for n in (*items, *told))
            return Fit(Outcome.EXACT, lines, (reason("match-number-end", document=self._documents(told)),))
        amounts = [self._accounts.left[n] for n in others]
        more = [n for n, amount in zip(others, amounts, strict=True) if amount == rest]
        if not more:
            found = combination(amounts, rest)
            more = [others[p] for p in found.positions] if found is not None and found.chance_below(100) else []
        if len(more) != 1 and self._accounts.total(more) != rest:
            return None
        lines = tuple(Line(n, self._accounts.left[n]) for n in (*items, *more))
        return Fit(Outcome.COMPLETED, lines, (reason("match-completed", items=len(more)),))

    def _proposed(
        self, number: int, source: Incoming, payer: Payer, named: Sequence[Named], found: Fit, *, several: int
    ) -> Proposed:
        items = [line.item for line in found.lines]
        payee = self._payee(items, payer)
        alone = self._numbers.is_number(source.reference)
        alone = alone or all(self._numbers.called(source.reference, one.said) for one in named)
        percent = confidence.by_number(found.outcome, payee, max(one.strength for one in named), alone=alone)
        customers = tuple(dict.fromkeys(self._accounts.items[n].customer for n in items))
        reasons = [*self._why(source, named), *self._amount(found), *found.reasons, *self._who(payer, payee)]
        if several > 1:
            percent = min(percent, AMBIGUOUS)
            reasons.append(reason("match-readings", count=several))
        if found.outcome is Outcome.PART and sum(self._accounts.left[n] > 0 for one in named for n in one.items) > 1:
            percent = min(percent, AMBIGUOUS)
            reasons.append(reason("match-part-of-several"))
        if len(customers) > 1 and not all(self._rules.one_group(customers[0], other) for other in customers[1:]):
            percent = min(percent, AMBIGUOUS)
            reasons.append(reason("match-customers", count=len(customers)))
        owner = payer.customers[0] if payer.certain and payee is not Payee.OTHER else customers[0]
        return Proposed(number, owner, found.lines, percent, tuple(reasons))

    def _settled(self, number: int, named: Sequence[Named]) -> Proposed:
        """Say that what the reference names is paid already: by whom in this run, or before."""
        item = named[0].items[0]
        who = self._accounts.items[item].customer
        why = reason("match-settled", document=named[0].said)
        return Proposed(number, who, (), confidence.AMBIGUOUS - 20, (why,))

    def _why(self, source: Incoming, named: Sequence[Named]) -> list[Reason]:
        said = ", ".join(one.said for one in named[:5]) + (" ..." if len(named) > 5 else "")
        if len(named) == 1 and self._numbers.is_number(source.reference):
            return [reason("match-number", document=said)]
        misread = [self._accounts.items[one.items[0]] for one in named if one.strength == MISREAD]
        documents = ", ".join(item.numbers[0] for item in misread)
        why = [reason("match-number-inside", documents=said)]
        return [*why, reason("match-number-read", documents=documents)] if documents else why

    def _amount(self, found: Fit) -> list[Reason]:
        if found.outcome is Outcome.REST:
            return [reason("match-rest")]
        if found.outcome is not Outcome.EXACT:
            return []
        return [reason("match-amount") if len(found.lines) == 1 else reason("match-sum", items=len(found.lines))]

    def _who(self, payer: Payer, payee: Payee) -> list[Reason]:
        if payee is Payee.AGREES:
            return []
        if payee is Payee.UNKNOWN:
            return [reason("match-payer-unknown")]
        if payee is Payee.GROUP:
            return [reason("match-payer-group", customer=payer.customers[0])]
        return [reason("match-payer-other", customer=payer.customers[0])]

    def _payee(self, items: Sequence[int], payer: Payer) -> Payee:
        owners = {self._accounts.items[n].customer for n in items}
        if not payer.customers:
            return Payee.UNKNOWN
        if owners <= set(payer.customers):
            return Payee.AGREES
        if all(any(self._rules.one_group(who, own) for who in payer.customers) for own in owners):
            return Payee.GROUP
        return Payee.OTHER

    def _documents(self, items: Sequence[int]) -> str:
        return ", ".join(self._accounts.items[n].numbers[0] for n in items)

    def _is_payers(self, item: int, payer: Payer) -> bool:
        owner = self._accounts.items[item].customer
        return any(self._rules.one_group(owner, customer) for customer in payer.customers)
