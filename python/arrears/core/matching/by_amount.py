"""Proposals for receipts whose payer is known and that name no document: by what amounts of the customer they meet."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from arrears.core.matching import confidence
from arrears.core.matching.combinations import combination
from arrears.core.matching.confidence import AMBIGUOUS, SURE
from arrears.core.matching.document_numbers import DocumentNumbers
from arrears.core.matching.incoming import Incoming, Line, MatchingRules, Proposed
from arrears.core.matching.open_accounts import OpenAccounts
from arrears.core.matching.payer_names import ACCOUNT, ALIAS, SEVERAL, SIMILAR, Payer
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason

_RARELY, _SELDOM = 1000, 20
"""One time in so many a combination may be chance: for a sure proposal, and for one to look at."""
_UNSURE = 60
_LESS_WHERE_SIMILAR = 8
_AHEAD = re.compile(
    r"\badvance|\bdeposit|\bprepa(?:id|yment)|\bpro ?forma|\ba[ /-]?conto|\bakonto|\bon account|anzahlung|vorkasse|"
    r"vorauszahlung|\bacompte|\banticipo|预付|预收|定金|订金",
    re.IGNORECASE,
)
"""Words of money for what is not billed yet."""
_ALONE: Final = 2


class AmountMatcher:
    """Matches receipts by their amounts, among the items of whoever paid."""

    def __init__(
        self, numbers: DocumentNumbers, accounts: OpenAccounts, rules: MatchingRules, elsewhere: Mapping[str, str]
    ) -> None:
        """Take the index of numbers, for what a reference names beside, what is open, and other currencies' numbers."""
        self._elsewhere = elsewhere
        self._numbers = numbers
        self._accounts = accounts
        self._rules = rules

    def one_item(self, number: int, source: Incoming, payer: Payer) -> Proposed | None:
        """Propose the item of exactly the amount, or of the amount and its earned discount."""
        items = self._of(source, payer)
        for lines, why in ((self._exact(source, items), ()), self._discounted(source, items)):
            if any(self._accounts.free([line.item]) for line in lines):
                return self._one_of(number, source, payer, lines, why)
        return None

    def all_items(self, number: int, source: Incoming, payer: Payer) -> Proposed | None:
        """Propose all the customer owes, its credits used or not, where that is the amount."""
        debits = [] if payer.how == SEVERAL else self._of(source, payer)
        credits_ = self._accounts.credits(payer.customers, source.currency)
        for items in (debits, [*debits, *credits_]) if len(debits) >= _ALONE or (debits and credits_) else ():
            if self._accounts.free(items) and self._accounts.total(items) == source.amount:
                lines = tuple(Line(n, self._accounts.left[n]) for n in items)
                percent = 97 if payer.certain else 97 - _LESS_WHERE_SIMILAR
                return self._proposed(number, source, payer, lines, percent, (reason("match-all", items=len(items)),))
        return None

    def several_items(self, number: int, source: Incoming, payer: Payer) -> Proposed | None:
        """Propose the only combination of the customer's items that comes to the amount, discounts taken or not."""
        items = [] if payer.how == SEVERAL else self._of(source, payer)
        if len(items) < _ALONE:
            return None
        left = self._accounts.left
        earned = [self._accounts.items[n].earned(left[n], source.day) for n in items]
        for taken in ([0] * len(items), earned) if any(earned) else ([0] * len(items),):
            certain = self._accounts.certain
            found = combination([certain[n] - off for n, off in zip(items, taken, strict=True)], source.amount)
            if found is None or not self._accounts.free(items[p] for p in found.positions):
                continue
            lines = tuple(
                Line(items[p], left[items[p]] - taken[p], taken[p], "discount" if taken[p] else "")
                for p in found.positions
            )
            percent = 96 if found.chance_below(_RARELY) else 85 if found.chance_below(_SELDOM) else _UNSURE
            percent -= 0 if payer.certain else _LESS_WHERE_SIMILAR
            why = [reason("match-combination", items=len(lines))]
            why += [reason("match-by-chance")] if percent < AMBIGUOUS else []
            why += (
                [_discount(source, sum(taken[p] for p in found.positions))]
                if any(line.deducted for line in lines)
                else []
            )
            return self._proposed(number, source, payer, lines, percent, tuple(why))
        return None

    def differing(self, number: int, source: Incoming, payer: Payer) -> Proposed | None:
        """Propose the one item that a late discount, a bank charge or a small difference sets apart from the amount."""
        left, found = self._accounts.certain, list[tuple[Line, Reason]]()
        charge, tolerance = (limit.get(source.currency, 0) for limit in (self._rules.charge, self._rules.tolerance))
        for n in self._of(source, payer):
            short = left[n] - source.amount
            late = next((o for o in self._accounts.items[n].late(left[n], source.day) if o.amount == short), None)
            if late is not None:
                why = reason("match-late-discount", discount=to_major(short, source.currency), until=late.until)
                found.append((Line(n, source.amount), why))
            elif 0 < abs(short) <= tolerance:
                why = reason("match-tolerance", difference=to_major(short, source.currency))
                found.append((Line(n, source.amount, short, "rounding"), why))
            elif 0 < short <= charge:
                why = reason("match-charge", charge=to_major(short, source.currency))
                found.append((Line(n, source.amount, short, "bank charge"), why))
        if len(found) != 1 or not self._accounts.free([found[0][0].item]):
            return None
        line, why = found[0]
        percent = 80 if payer.certain else 70
        return self._proposed(number, source, payer, (line,), percent, (why,))

    def anybodys(self, number: int, source: Incoming) -> Proposed | None:
        """Propose the one item of anybody that has the amount, for a payer whom nobody knows."""
        item = self._accounts.only_of_amount(source.currency, source.amount)
        if item is None or not self._accounts.free([item]) or self._accounts.items[item].document_day > source.day:
            return None
        lines = (Line(item, source.amount),)
        why = (reason("match-amount-of-anybody", document=self._name(item)), reason("match-payer-unknown"))
        return Proposed(number, self._accounts.items[item].customer, lines, _UNSURE, why)

    def oldest_first(self, number: int, source: Incoming, payer: Payer) -> Proposed | None:
        """Propose the oldest items until the receipt is used up; what is left of it stays on account."""
        lines, rest = [], source.amount
        for n in self._of(source, payer) if payer.certain else ():
            paid = min(max(self._accounts.left[n], 0), rest)
            if paid:
                lines.append(Line(n, paid))
                rest -= paid
        if not lines:
            return None
        return self._proposed(number, source, payer, tuple(lines), 90, (reason("match-oldest-first"),))

    def _of(self, source: Incoming, payer: Payer) -> list[int]:
        """Give what the payer owes and could have known of on the day."""
        debits = self._accounts.debits(payer.customers, source.currency)
        return [n for n in debits if self._accounts.items[n].document_day <= source.day]

    def _exact(self, source: Incoming, items: list[int]) -> list[Line]:
        return [Line(n, source.amount) for n in items if self._accounts.certain[n] == source.amount]

    def _discounted(self, source: Incoming, items: list[int]) -> tuple[list[Line], tuple[Reason, ...]]:
        """Find the items of which the amount is the discounted one; one whose discount is late makes them ambiguous."""
        lines, late = [], []
        for n in items:
            short = self._accounts.certain[n] - source.amount
            if short > 0 and self._accounts.items[n].earned(self._accounts.certain[n], source.day) == short:
                lines.append(Line(n, source.amount, short, "discount"))
            elif short > 0 and any(
                o.amount == short for o in self._accounts.items[n].late(short + source.amount, source.day)
            ):
                late.append(Line(n, source.amount))
        return [*lines, *late] if lines else [], (_discount(source, lines[0].deducted),) if lines else ()

    def _one_of(
        self, number: int, source: Incoming, payer: Payer, lines: list[Line], why: tuple[Reason, ...]
    ) -> Proposed:
        """Take the one item of the amount; of several, one whose number's end the reference holds, else the oldest."""
        told = [line for line in lines if self._numbers.ends_with(line.item, source.reference)]
        chosen = told if len(told) == 1 and self._accounts.free([told[0].item]) else lines
        line = next(line for line in chosen if self._accounts.free([line.item]))
        alone = self._accounts.only_of_amount(source.currency, source.amount) is not None
        percent = confidence.by_amount(payer, only_here=alone)
        reasons = [reason("match-amount-of-one", document=self._name(line.item)), *why]
        if len(told) == 1:
            reasons.append(reason("match-number-end", document=self._name(line.item)))
        if len(chosen) > 1:
            percent = min(percent, AMBIGUOUS - 10)
            reasons.append(reason("match-equal-amounts", count=len(chosen)))
        return self._proposed(number, source, payer, (line,), percent, tuple(reasons))

    def _proposed(
        self, number: int, source: Incoming, payer: Payer, lines: Sequence[Line], percent: int, why: Sequence[Reason]
    ) -> Proposed:
        reasons = [*why, *who(payer)]
        strange = self._numbers.strange(source.reference)
        if source.key in self._elsewhere:
            percent = min(percent, AMBIGUOUS)
            reasons.append(reason("match-other-currency", said=self._elsewhere[source.key]))
        elif strange and not any(self._numbers.ends_with(line.item, strange) for line in lines):
            percent = min(percent, AMBIGUOUS)
            reasons.append(reason("match-number-strange", said=strange))
        ahead = _AHEAD.search(source.reference)
        if ahead:
            percent = min(percent, AMBIGUOUS)
            reasons.append(reason("match-ahead", said=ahead[0]))
        customer = self._accounts.items[lines[0].item].customer
        owed = self._accounts.debits((customer,), source.currency) if len(lines) > 1 else ()
        if any(self._accounts.left[n] == source.amount for n in owed):
            percent = min(percent, _UNSURE)  # one item of the amount is dated later, or was taken: a sum may be chance
        return Proposed(number, customer, tuple(lines), min(percent, SURE + 4), tuple(reasons))

    def _name(self, item: int) -> str:
        return (*self._accounts.items[item].numbers, self._accounts.items[item].key)[0]


def who(payer: Payer) -> tuple[Reason, ...]:
    """Say how a payer was found."""
    if payer.how == ACCOUNT:
        return (reason("match-payer-account"),)
    if payer.how == ALIAS:
        return (reason("match-payer-alias"),)
    if payer.how == SIMILAR:
        return (reason("match-payer-similar", percent=payer.percent),)
    if payer.how == SEVERAL:
        return (reason("match-payer-several", count=len(payer.customers)),)
    return (reason("match-payer-named"),) if payer.customers else (reason("match-payer-unknown"),)


def _discount(source: Incoming, amount: int) -> Reason:
    return reason("match-discount-taken", discount=to_major(amount, source.currency))
