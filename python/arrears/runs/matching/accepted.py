"""What a person accepted on the Matching sheet, checked against the book as it is now; refused by name if it is not."""

from collections.abc import Mapping, Sequence
from datetime import date

from arrears.core.approvals import Fault, fault
from arrears.core.matching.given_back import Refunded
from arrears.core.matching.incoming import DEDUCTED_AS
from arrears.core.money import to_major, to_minor
from arrears.errors import ProposalRefused
from arrears.runs.matching.accepted_rows import Accepted, AcceptedLine
from arrears.runs.matching.approvals_table import Approvals, approver_of, contents_of
from arrears.runs.matching.given_refunds import Account
from arrears.runs.matching.matching_book import MatchingBook, minor_of
from arrears.runs.matching.matching_rows import AUTOMATIC, EDITED
from arrears.runs.matching.matching_states import PROPOSED
from arrears.runs.matching.named_item import meant_item
from arrears.runs.matching.sources import (
    BANK,
    RECEIPT,
    Source,
    bank_lines,
    held_after,
    matched_lines,
    open_receipts,
    whole_receipts,
)
from arrears.runs.reading import Row


def accepted(book: MatchingBook, approvals: Approvals, preparer: str) -> list[Accepted]:
    """Read what was accepted and not posted yet; all is checked before anything is done.

    Raises ProposalRefused, naming the row: ``match-stale`` where a receipt or an item has changed since it was
    proposed, ``match-beyond-receipt`` and ``match-beyond-item`` where more is given than there is, and others.
    """
    table = book.tables["Matching"]
    if table.problems:
        first = table.problems[0]
        raise ProposalRefused("match-unreadable", first.where, first.found, count=len(table.problems))
    sources = {one.incoming.key: one for one in (*bank_lines(book), *open_receipts(book))}
    blocks: dict[str, list[Row]] = {}
    for number in range(len(table)):
        row = Row(table, number)
        if row.text("state") in ("", PROPOSED) and row.cell("accept") is True:
            blocks.setdefault(row.text("source"), []).append(row)
    found = [_accepted(book, sources.get(key), rows) for key, rows in blocks.items()]
    _refuse_other_receipts(book, found)
    _refuse_beyond_items(book, found)
    _refuse_given_back(book, found)
    _refuse_gone_returns(book, found, sources)
    return [_approved(book, one, approvals, preparer) for one in found]


def _accepted(book: MatchingBook, source: Source | None, rows: Sequence[Row]) -> Accepted:
    row = rows[0]
    if source is None:
        raise ProposalRefused("match-stale", row.place("source"), row.text("payer") or row.text("source"))
    currency = source.incoming.currency
    if minor_of(row, "received", currency) != source.sign * source.incoming.amount:
        raise ProposalRefused("match-stale", row.place("received"), row.text("received"))
    lines = [_line(book, one, currency) for one in rows]
    paid = sum(line.paid for line in lines)
    least, most = sorted((0, source.sign * source.incoming.amount))
    if paid > most or (source.sign < 0 and paid < least):
        _refuse_beyond(row, paid, source.sign * source.incoming.amount, currency)
    _refuse_customer(book, row)
    cells = [{name: one.cell(name) for name in EDITED} for one in rows]
    automatic = all(one.text("accepted_by") == AUTOMATIC for one in rows)
    return Accepted(source, lines, approver_of(cells), contents_of(cells, row.cell("received")), automatic)


def _refuse_customer(book: MatchingBook, row: Row) -> None:
    """Refuse a receipt of nobody, and one of a customer whom the book does not know: a slip of the pen."""
    customer = row.text("customer")
    if not customer and not row.text("receipt") and not row.text("returns"):
        raise ProposalRefused("match-customer-missing", row.place("customer"), row.text("payer"))
    if customer and customer not in book.customers:
        raise ProposalRefused("match-customer-unknown", row.place("customer"), customer)


def _refuse_other_receipts(book: MatchingBook, found: Sequence[Accepted]) -> None:
    """Refuse to join or take back what is not the same money, and to make a receipt that there is already.

    There is one where a program stopped between the receipts and the bank, or where somebody changed the line's state.
    """
    standing, joined = {one.named: one for one in whole_receipts(book)}, matched_lines(book)
    held = {one.named: one.incoming for one in open_receipts(book)}
    for one in found:
        _refuse_other_receipt(one.source, one.first, standing, joined)
        refunded = one.cells("refund_of")
        account = one.customer, one.source.incoming.currency
        if refunded and (refunded not in held or account != (held[refunded].customer, held[refunded].currency)):
            raise ProposalRefused("match-stale", one.first.place("refund_of"), refunded)


def _refuse_other_receipt(
    source: Source, row: Row, standing: Mapping[str, Source], joined: Mapping[str, Source]
) -> None:
    other = standing.get(row.text("receipt") or row.text("returns"))
    for name in ("receipt", "returns"):
        key = row.text(name)
        if key.startswith(f"{BANK}:") or not key:
            continue
        if other is None or _money(other) != _money(source) or (name == "receipt" and key in joined):
            raise ProposalRefused("match-stale", row.place(name), key)
    if row.text("returns") and other is not None and other.incoming.customer != row.text("customer"):
        raise ProposalRefused("match-stale", row.place("customer"), row.text("customer"))
    if source.kind == BANK and not row.text("receipt") and source.named in standing:
        raise ProposalRefused("match-stale", row.place("source"), row.text("payer") or source.named)


def _money(source: Source) -> tuple[str, int]:
    return source.incoming.currency, source.incoming.amount


def _line(book: MatchingBook, row: Row, currency: str) -> AcceptedLine:
    item = meant_item(book, row)
    paid, deducted = minor_of(row, "paid", currency), minor_of(row, "deducted", currency)
    kind = row.text("deducted_as")
    if item is None:
        if paid or deducted:
            raise ProposalRefused("match-item-missing", row.place("document_no"), row.text("paid"))
        return AcceptedLine(row, -1, 0, 0, "")
    if deducted and kind not in DEDUCTED_AS:
        raise ProposalRefused("match-kind-missing", row.place("deducted_as"), row.text("deducted"))
    balance, shown = int(book.balances[item]), row.amount("open")
    proposed = row.text("item_key") == book.sub_ledger.ledger.items.key[item]
    if proposed and shown is not None and to_minor(shown, currency) != balance:
        raise ProposalRefused("match-stale", row.place("open"), row.text("document_no"))
    return AcceptedLine(row, item, paid, deducted, kind if deducted else "")


def _refuse_beyond_items(book: MatchingBook, found: Sequence[Accepted]) -> None:
    """Refuse rows that together give an item more than is open, or take more of a credit than it holds."""
    given: dict[int, int] = {}
    for one in found:
        for line in one.lines:
            if line.item < 0:
                continue
            given[line.item] = given.get(line.item, 0) + line.paid + line.deducted
            balance, total = int(book.balances[line.item]), given[line.item]
            beyond = total > balance or line.paid < 0 if balance >= 0 else total < balance or line.paid > 0
            if beyond:
                currency = book.currency(line.item)
                raise ProposalRefused(
                    "match-beyond-item", line.row.place("paid"), line.row.text("document_no"),
                    open=str(to_major(balance, currency)), given=str(to_major(total, currency)),
                )  # fmt: skip
        debits = sum(line.paid for line in one.lines if line.paid > 0)
        used = -sum(line.paid for line in one.lines if line.paid < 0)
        if used > debits and not one.is_refund:
            raise ProposalRefused("match-credit-unused", one.first.place("paid"), one.cells("document_no"))


def _refuse_given_back(book: MatchingBook, found: Sequence[Accepted]) -> None:
    """Refuse to pay items out of a receipt what refunds of the same go give back of it."""
    refunds: dict[Account, list[Refunded]] = {}
    for one in (one for one in found if one.cells("refund_of")):
        rest = one.source.incoming.amount + one.paid
        refunds.setdefault((one.customer, one.source.incoming.currency), []).append(
            Refunded(one.cells("refund_of"), rest)
        )
    left = held_after(open_receipts(book), refunds)
    for one in found:
        if one.source.kind == RECEIPT and one.paid > left[one.source.named]:
            _refuse_beyond(one.first, one.paid, left[one.source.named], one.source.incoming.currency)


def _refuse_beyond(row: Row, paid: int, held: int, currency: str) -> None:
    raise ProposalRefused(
        "match-beyond-receipt", row.place("paid"), str(to_major(paid, currency)), received=str(to_major(held, currency))
    )


def _refuse_gone_returns(book: MatchingBook, found: Sequence[Accepted], sources: Mapping[str, Source]) -> None:
    """Refuse to take back a payment that was taken back already, or that is accepted as a receipt in the same go."""
    standing = {one.named for one in whole_receipts(book)} | sources.keys()
    standing -= {one.source.incoming.key for one in found}
    for one in found:
        if one.cells("returns") and one.cells("returns") not in standing:
            raise ProposalRefused("match-stale", one.first.place("returns"), one.cells("returns"))


def _approved(book: MatchingBook, one: Accepted, approvals: Approvals, preparer: str) -> Accepted:
    """Refuse what needs an approval and has none that stands."""
    if not needs_approval(book, one):
        return one
    where, key = one.first.place("approved_by"), one.source.incoming.key
    why = fault(approvals.of(key), one.approved_by, preparer, one.contents)
    if why is Fault.MISSING:
        raise ProposalRefused("match-unapproved", where, one.cells("payer") or key)
    if why is Fault.OWN:
        raise ProposalRefused("approval-own", where, one.approved_by)
    if why is Fault.VOID:
        raise ProposalRefused("approval-void", where, one.approved_by)
    return one


def needs_approval(book: MatchingBook, one: Accepted) -> bool:
    """Tell whether a person other than the preparer must approve: a large amount, a write-off, any difference."""
    if one.cells("receipt"):
        return False
    most, incoming = book.policy.approval_amount, one.source.incoming
    large = bool(most) and to_major(incoming.amount, incoming.currency) >= most
    return large or any(_is_difference(book, line, incoming.day) for line in one.lines)


def _is_difference(book: MatchingBook, line: AcceptedLine, day: date) -> bool:
    """Tell whether a deduction is more than the terms grant."""
    if not line.deducted:
        return False
    if line.deducted_as != "discount":
        return True
    item = book.payables[line.item]
    return line.deducted > item.earned(item.balance, day)
