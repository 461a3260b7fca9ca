"""Refunds: money that went out to a customer who has credit, and which credit note or receipt on account it gives back.

In this order: documents that the reference names, one credit of the very amount, all the credit the customer has, what
is left of it after what the customer owes. Part of a credit is proposed only where the customer was paid and the credit
note named, or where the payment itself speaks of a refund; so is money that no credit stands behind. Nothing that went
out is ever sure: a company may pay a customer for something else.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from arrears.core.matching.confidence import AMBIGUOUS, SURE
from arrears.core.matching.document_numbers import DIGITS, DocumentNumbers
from arrears.core.matching.incoming import Incoming, Line, Payable, Proposed
from arrears.core.matching.payer_names import SIMILAR, Payer, PayerNames
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason

REFUND_WORDS = ("refund", "退款", "erstattung", "rückzahlung", "remboursement")
_NAMED, _NAMED_BY_NOBODY, _NAMED_BY_OTHER = SURE - 1, 85, 60
_ONE, _ALL, _NET, _PART, _UNFOUNDED = 90, 88, 84, 75, 50
_SAYS_SO = 4
"""How much surer an amount is where the payment speaks of a refund."""
_SIMILAR = 15
"""How much less where the payee's name is only alike."""


class Refund(NamedTuple):
    """What a refund gives back: credits that it uses up (lines), and the rest out of a receipt on account, if any."""

    proposed: Proposed
    receipt: int = -1
    """Position among the receipts on account; -1: none."""


class _Fit(NamedTuple):
    percent: int
    lines: tuple[Line, ...]
    why: Reason
    receipts: tuple[int, ...] = ()
    doubts: tuple[Reason, ...] = ()


def says_refund(text: str) -> bool:
    """Tell whether an instrument or a reference speaks of a refund.

    >>> says_refund("Refund"), says_refund("微信退款"), says_refund("transfer")
    (True, True, False)
    """
    folded = text.casefold()
    return any(word in folded for word in REFUND_WORDS)


def refunds(
    debits: Sequence[Incoming], items: Sequence[Payable], on_account: Sequence[Incoming], payers: PayerNames
) -> dict[int, Refund]:
    """Find for each debit of the bank (positive amounts) the credit of its payee that it gives back.

    ``on_account``: what receipts still hold, each with its customer. No credit is given back twice.
    """
    if not debits:
        return {}
    search = _Search(items, on_account)
    found = {}
    for n, debit in sorted(enumerate(debits), key=lambda pair: (pair[1].day, pair[1].key)):
        one = search.refund(n, debit, payers.of(debit.payer, debit.account))
        if one is not None:
            found[n] = one
    return found


class _Search:
    """The credit that is still there while debits are looked at one after the other."""

    def __init__(self, items: Sequence[Payable], on_account: Sequence[Incoming]) -> None:
        self._items = items
        self._receipts = on_account
        self._left = [item.balance for item in items]
        self._held = [receipt.amount for receipt in on_account]
        in_credit = {item.customer for item in items if item.balance < 0}
        numbers = [item.numbers if item.balance and item.customer in in_credit else () for item in items]
        self._numbers = DocumentNumbers(numbers)
        self._of: dict[tuple[str, str], list[int]] = {}
        for n, item in enumerate(items):
            if item.balance:
                self._of.setdefault((item.customer, item.currency), []).append(n)
        self._received_of: dict[tuple[str, str], list[int]] = {}
        for n in sorted(range(len(on_account)), key=lambda n: on_account[n].day):
            self._received_of.setdefault((on_account[n].customer, on_account[n].currency), []).append(n)

    def refund(self, number: int, debit: Incoming, payer: Payer) -> Refund | None:
        """Give what a debit gives back, and take it."""
        known = len(payer.customers) == 1
        fit = self._by_number(debit, payer) or (self._by_amount(debit, payer.customers[0]) if known else None)
        if fit is None:
            return None
        percent = fit.percent - (_SIMILAR if known and payer.how == SIMILAR else 0)
        customer = self._items[fit.lines[0].item].customer if fit.lines else payer.customers[0]
        for line in fit.lines:
            self._left[line.item] -= line.paid
        rest = debit.amount + sum(line.paid for line in fit.lines)
        for n in fit.receipts:
            taken = min(rest, self._held[n])
            self._held[n] -= taken
            rest -= taken
        proposed = Proposed(number, customer, fit.lines, percent, (fit.why, *_payee(payer, customer), *fit.doubts))
        return Refund(proposed, fit.receipts[0] if fit.receipts else -1)

    def _by_number(self, debit: Incoming, payer: Payer) -> _Fit | None:
        """Fit a debit to the documents that its reference names: they come to it, or one credit is more than it."""
        strengths = {
            n: one.strength for one in self._numbers.found(debit.reference) for n in one.items
            if self._left[n] and self._items[n].currency == debit.currency
        }  # fmt: skip
        named = list(strengths)
        credits_ = [n for n in named if self._left[n] < 0]
        customers = {self._items[n].customer for n in named}
        if not credits_ or len(customers) != 1:
            return None
        agrees = customers.issubset(payer.customers)
        percent = _NAMED if agrees else _NAMED_BY_OTHER if payer.customers else _NAMED_BY_NOBODY
        if not agrees and all(strength == DIGITS for strength in strengths.values()):
            percent = min(percent, AMBIGUOUS)  # digits may be a tax number, a month, a supplier's own document
        document = _number(self._items[credits_[0]])
        if sum(self._left[n] for n in named) == -debit.amount:
            lines = tuple(Line(n, self._left[n]) for n in named)
            return _Fit(percent, lines, reason("match-refund-number", document=document))
        meant = agrees or says_refund(debit.reference)
        if meant and len(named) == 1 and -self._left[named[0]] > debit.amount:
            return _Fit(min(percent, _PART), (Line(named[0], -debit.amount),), self._part(document, debit, named[0]))
        return None

    def _part(self, document: str, debit: Incoming, item: int) -> Reason:
        left = to_major(-self._left[item] - debit.amount, debit.currency)
        return reason("match-refund-part", document=document, left=left)

    def _by_amount(self, debit: Incoming, customer: str) -> _Fit | None:
        items = self._of.get((customer, debit.currency), [])
        credits_ = sorted((n for n in items if self._left[n] < 0), key=lambda n: self._items[n].document_day)
        held = [n for n in self._received_of.get((customer, debit.currency), []) if self._held[n] > 0]
        owed = [n for n in items if self._left[n] > 0]
        says_so = says_refund(debit.reference)
        fit = (
            self._one(debit, credits_, held)
            or self._all(debit, credits_, held)
            or self._net(debit, credits_, held, owed)
        )
        if fit is None:
            return self._unmet(debit, credits_, held) if says_so else None
        return fit._replace(percent=min(fit.percent + _SAYS_SO, SURE - 1)) if says_so else self._doubted(fit, debit)

    def _doubted(self, fit: _Fit, debit: Incoming) -> _Fit:
        """Doubt an amount whose reference names a document that is none here: the customer may be a supplier, too."""
        strange = self._every_number.strange(debit.reference)
        if not strange:
            return fit
        doubts = (reason("match-number-strange", said=strange),)
        return fit._replace(percent=min(fit.percent, AMBIGUOUS), doubts=doubts)

    @cached_property
    def _every_number(self) -> DocumentNumbers:
        return DocumentNumbers([item.numbers for item in self._items])

    def _one(self, debit: Incoming, credits_: Sequence[int], held: Sequence[int]) -> _Fit | None:
        """Find the one credit of the very amount; of several the oldest, which is never more than likely."""
        exact = [n for n in credits_ if -self._left[n] == debit.amount]
        receipts = [n for n in held if self._held[n] == debit.amount]
        percent = _ONE if len(exact) + len(receipts) == 1 else AMBIGUOUS - _SAYS_SO
        if exact:
            document = _number(self._items[exact[0]])
            return _Fit(percent, (Line(exact[0], -debit.amount),), reason("match-refund-credit", document=document))
        if receipts:
            return _Fit(percent, (), self._received(receipts[0]), (receipts[0],))
        return None

    def _all(self, debit: Incoming, credits_: Sequence[int], held: Sequence[int]) -> _Fit | None:
        """Tell whether a debit is all the credit that the customer has."""
        total = sum(self._held[n] for n in held) - sum(self._left[n] for n in credits_)
        if total != debit.amount:
            return None
        lines = tuple(Line(n, self._left[n]) for n in credits_)
        return _Fit(_ALL, lines, reason("match-refund-all", credits=len(credits_) + len(held)), tuple(held))

    def _net(
        self, debit: Incoming, credits_: Sequence[int], held: Sequence[int], owed: Sequence[int]
    ) -> _Fit | None:  # fmt: skip
        """Tell whether a debit is what credit notes leave after all that the customer owes."""
        balance = sum(self._left[n] for n in (*credits_, *owed))
        if held or not owed or balance != -debit.amount:
            return None
        lines = tuple(Line(n, self._left[n]) for n in (*credits_, *owed))
        return _Fit(_NET, lines, reason("match-refund-net", items=len(owed)))

    def _unmet(self, debit: Incoming, credits_: Sequence[int], held: Sequence[int]) -> _Fit | None:
        """Fit a debit that says it is a refund to the only credit there is, in part, or to none."""
        if len(credits_) == 1 and not held and -self._left[credits_[0]] > debit.amount:
            item = credits_[0]
            why = self._part(_number(self._items[item]), debit, item)
            return _Fit(_PART, (Line(item, -debit.amount),), why)
        if len(held) == 1 and not credits_ and self._held[held[0]] > debit.amount:
            return _Fit(_PART, (), self._received(held[0]), (held[0],))
        return _Fit(_UNFOUNDED, (), reason("match-refund-unfounded"))

    def _received(self, receipt: int) -> Reason:
        return reason("match-refund-received", receipt=self._receipts[receipt].key.partition(":")[2])


def _payee(payer: Payer, customer: str) -> tuple[Reason, ...]:
    if customer not in payer.customers:
        return (reason("match-payer-other", customer=payer.customers[0]) if payer.customers
                else reason("match-payee-unknown"),)  # fmt: skip
    if payer.how == SIMILAR:
        return (reason("match-payee-similar", percent=payer.percent),)
    return (reason("match-payee"),)


def _number(item: Payable) -> str:
    return (*item.numbers, item.key)[0]
