"""What posting accepted matches writes: receipts, allocations, the lines of the bank, what was learnt of payers.

An allocation takes effect on the value date of its receipt; it is posted on the day the bank booked it, at the earliest
on the first day of the month that the book stands in. Everything is *to post* until a list of the ledger shows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.matching.payer_names import SAME, PayerNames
from arrears.core.matching.refunds import says_refund
from arrears.core.money import to_major
from arrears.runs.bank_states import MATCHED, RETURNED
from arrears.runs.matching.accepted_rows import Accepted, AcceptedLine
from arrears.runs.matching.changed_rows import Cells, added, changed
from arrears.runs.matching.left_on_account import COLUMN as LEFT_ON_ACCOUNT
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.matching_rows import AUTOMATIC
from arrears.runs.matching.matching_states import POSTED
from arrears.runs.matching.reversal import Reversal, reversed_allocations
from arrears.runs.matching.sources import BANK, Source
from arrears.runs.ports import Rows
from arrears.texts import headings


@dataclass(slots=True)
class Posted:
    """What was posted of the accepted rows."""

    receipts: list[Cells] = field(default_factory=list)
    allocations: list[Cells] = field(default_factory=list)
    aliases: list[Cells] = field(default_factory=list)
    bank: dict[int, Cells] = field(default_factory=dict)
    """By row of the Bank sheet."""
    matching: dict[int, Cells] = field(default_factory=dict)
    """By row of the Matching sheet."""
    on_account: dict[int, Cells] = field(default_factory=dict)
    """What is noted of receipts that the book has, by row of Receipts."""


def receipt_number(source: Source) -> str:
    """Give the number of a receipt made of a line of the bank: people type it, and customers read it on statements.

    It is its day and the end of the line's key, so that two months made of one book come to the same.
    """
    *_, end = source.named.split("/")
    told, *nth = end.split("-")
    number = "-".join([f"{source.posting_date:%Y%m%d}", told[:6].upper(), *nth])
    return number if end != source.named else source.named


class Posting:
    """Turns accepted rows into rows of the other sheets."""

    def __init__(self, book: MatchingBook, today: date, by: str, language: str) -> None:
        """Take the book, the day of entry, who enters, and the book's language."""
        self._book = book
        self._words = headings(language)["choices"]
        self._today = today
        self._by = by
        self._unseen: set[str] = set()
        self._taken = {str(key) for key in book.tables["Receipts"].column("receipt_key") if key}
        self.posted = Posted()

    def post(self, one: Accepted) -> None:
        """Post the accepted rows of one source."""
        key = self._receipt(one)
        if one.cells("returns"):
            self._return(one, key)
        elif not one.cells("receipt"):
            self._allocate(one, key)
        if one.automatic:
            self._unseen.add(key)
        for line in one.lines:
            by = AUTOMATIC if one.automatic else self._by
            self.posted.matching[line.row.number] = {"state": POSTED, "receipt": key, "accepted_by": by}

    def rows(self, payers: PayerNames) -> Iterator[Rows]:
        """Give everything that is to be written, but for the Matching sheet's blocks."""
        tables, noted = self._book.tables, {n: cells for n, cells in self.posted.on_account.items() if cells}
        if self.posted.receipts or noted:
            yield added(tables["Receipts"], self.posted.receipts, noted)
        if self.posted.allocations:
            yield added(tables["Allocations"], self.posted.allocations)
        self._learn(payers)
        if self.posted.aliases:
            yield added(tables["PayerAliases"], self.posted.aliases)
        if self.posted.bank:
            yield changed(tables["Bank"], self.posted.bank)
        yield changed(tables["Matching"], self.posted.matching)

    def _receipt(self, one: Accepted) -> str:
        """Give the receipt of a source: the one it is, or a new one made of the line of the bank."""
        source = one.source
        if source.kind != BANK:
            self.posted.on_account[source.row.number] = self._left(one)
            return source.named
        known = one.cells("receipt")
        key = known or self._free_key(receipt_number(source))
        if not known and not self._came_and_went(one):
            self.posted.receipts.append(self._receipt_cells(one, key))
        self.posted.bank[source.row.number] = {"state": MATCHED, "receipt": key}
        return key

    def _free_key(self, named: str) -> str:
        key, times = named, 1
        while key in self._taken:
            times += 1
            key = f"{named}/{times}"
        self._taken.add(key)
        return key

    def _receipt_cells(self, one: Accepted, key: str) -> Cells:
        source, incoming = one.source, one.source.incoming
        return {
            "receipt_key": key,
            "customer": one.customer or None,
            "name": self._book.names.get(one.customer),
            "value_date": incoming.day,
            "posting_date": self._posting_day(source),
            "instrument": self._instrument(one) or None,
            "bank_account": source.row.text("account") or None,
            "payer": incoming.payer or None,
            "reference": source.row.text("reference") or None,
            "currency": incoming.currency,
            "amount": to_major(source.sign * incoming.amount, incoming.currency),
            "state": "to post",
            "reverses": one.cells("returns") or one.cells("refund_of") or None,
        } | self._left(one)

    def _instrument(self, one: Accepted) -> str:
        """Give what the bank calls the line; a refund is called one, and nothing else is."""
        said = one.source.row.text("kind")
        if one.is_refund:
            return said if says_refund(said) else self._words["refund"]
        return self._words["returned payment"] if one.cells("returns") and says_refund(said) else said

    def _left(self, one: Accepted) -> Cells:
        """Note the day as of which a person left on account what the accepted rows do not take."""
        rest = one.source.incoming.amount - one.paid
        by_a_person = one.source.sign > 0 and not one.automatic and rest > 0
        known = LEFT_ON_ACCOUNT in self._book.tables["Receipts"].columns
        return {LEFT_ON_ACCOUNT: self._book.as_of} if by_a_person and known else {}

    def _posting_day(self, source: Source) -> date:
        return max(source.posting_date, self._book.first_posting_day)

    def _allocate(self, one: Accepted, key: str) -> None:
        """Allocate what is paid: out of credits that are used first, then out of the receipt; deductions beside it.

        What is left of credits is given back by a refund.
        """
        credits_ = [line for line in one.lines if line.paid < 0]
        left = [-line.paid for line in credits_]
        for line in (line for line in one.lines if line.paid > 0):
            rest = line.paid
            for n, held in enumerate(credits_):
                used = min(left[n], rest)
                if used:
                    credit = self._book.sub_ledger.ledger.items.key[held.item]
                    self._add(one, line, "credit", used, {"credit": credit, "reference": key})
                    left[n] -= used
                    rest -= used
            if rest:
                self._add(one, line, "cash", rest, {"receipt": key})
        for line, given_back in zip(credits_, left, strict=True):
            if given_back:
                self._add(one, line, "cash", -given_back, {"receipt": key})
        for line in (line for line in one.lines if line.deducted):
            self._add(one, line, line.deducted_as, line.deducted, {"receipt": key})

    def _add(self, one: Accepted, line: AcceptedLine, kind: str, minor: int, more: Cells) -> None:
        incoming = one.source.incoming
        self.posted.allocations.append({
            "item": self._book.sub_ledger.ledger.items.key[line.item],
            "kind": kind,
            "currency": incoming.currency,
            "amount": to_major(minor, incoming.currency),
            "effective_date": incoming.day,
            "posting_date": self._posting_day(one.source),
            "entered_on": self._today,
            "entered_by": AUTOMATIC if one.automatic else self._by,
            "approved_by": one.approved_by or None,
            "state": "to post",
            **more,
        })  # fmt: skip

    def _return(self, one: Accepted, key: str) -> None:
        """Take back what a receipt paid, on the day of the return; a line never posted and its return are a pair."""
        returns, source = one.cells("returns"), one.source
        if self._came_and_went(one):
            line = returns.removeprefix(f"{BANK}:")
            keys = [str(cell) for cell in self._book.tables["Bank"].column("line_key")]
            for number in (source.row.number, keys.index(line)):
                self.posted.bank[number] = {"state": RETURNED}
            return
        reversal = Reversal(
            returns, key, source.incoming.day, self._posting_day(source), self._today, self._by, one.approved_by
        )
        self.posted.allocations += reversed_allocations(self._book, reversal)

    def _came_and_went(self, one: Accepted) -> bool:
        return one.cells("returns").startswith(f"{BANK}:")

    def _learn(self, payers: PayerNames) -> None:
        """Learn whose a payer is where a person said so and the name alone did not."""
        for cells in self.posted.receipts:
            customer, payer = cells["customer"], str(cells["payer"] or "")
            account = self._account_of(str(cells["receipt_key"]))
            found = payers.of(payer, account)
            known = found.how == SAME or (found.certain and found.customers == (customer,))
            unseen = cells["receipt_key"] in self._unseen
            if unseen or not customer or cells["reverses"] or not (payer or account) or known or _goes_out(cells):
                continue
            self.posted.aliases.append({
                "payer": payer or None, "payer_account": account or None, "customer": customer,
                "learnt_on": self._today, "learnt_from": cells["receipt_key"],
            })  # fmt: skip

    def _account_of(self, receipt: str) -> str:
        bank = self._book.tables.get("Bank")
        number = next((n for n, cells in self.posted.bank.items() if cells.get("receipt") == receipt), None)
        return "" if bank is None or number is None else str(bank.column("payer_account")[number] or "")


def _goes_out(receipt: Cells) -> bool:
    amount = receipt["amount"]
    return isinstance(amount, Decimal) and amount < 0
