"""Rows that cannot become part of the listing: payables, and rows that lack what no row can do without."""

from decimal import Decimal

from arrears.core.money import CURRENCIES, exponent, to_minor
from arrears.core.problems import Problem, Severity
from arrears.office.exports.draft import Draft
from arrears.office.exports.grid import is_blank
from arrears.office.exports.kinds import ITEM_KINDS_OF_LIST
from arrears.office.exports.vocabulary import document_kind, ledger_side

AMOUNTS = ("remaining", "gross", "amount", "local_remaining", "local_amount")
_DIGITS = 15
"""As many significant digits as a cell of Excel keeps."""
DATES = ("document_date", "due_date", "posting_date", "value_date", "effective_date")


def drop_payables(draft: Draft) -> None:
    """Leave out rows that a type or ledger column says belong to vendors."""
    payable = [
        ledger_side(str(side or "")) == "vendor" or document_kind(str(said or "")) == "vendor"
        for side, said in zip(draft.column("side"), draft.column("doc_type"), strict=True)
    ]
    if any(payable) and draft.kind != "balances":
        draft.leave_out(payable, "left-payable", lambda row: draft.first_amount(row, AMOUNTS))


def leave_out_incomplete(draft: Draft) -> None:
    """Leave out each row without a readable amount, customer or date, or with an unknown currency; report its cell."""
    for names, reason in _needed(draft.kind):
        lacking = [all(draft.column(name)[row] is None for name in names) for row in range(len(draft.numbers))]
        for row, lacks in enumerate(lacking):
            if lacks:
                _report(draft, row, next((name for name in names if name in draft.headings), names[0]))
        draft.leave_out(lacking, reason, lambda row: draft.first_amount(row, AMOUNTS))
    unknown = [bool(code) and code not in CURRENCIES for code in draft.column("currency")]
    for row, is_unknown in enumerate(unknown):
        if is_unknown:
            found = str(draft.column("currency")[row])
            amount = draft.first_amount(row, AMOUNTS)
            draft.problems.append(
                Problem("currency-unknown", draft.place(row, "currency"), found, Severity.LEFT_OUT, {}, amount)
            )
    draft.leave_out(unknown, "left-no-currency", lambda row: draft.first_amount(row, AMOUNTS))


def leave_out_too_long(draft: Draft) -> None:
    """Leave out each row with an amount of more digits than a cell of Excel keeps; report its cell."""
    names = ("balance",) if draft.kind == "balances" else AMOUNTS
    leaving = []
    for row, code in enumerate(draft.column("currency")):
        found = next((name for name in names if _too_long(draft.column(name)[row], str(code or ""))), None)
        leaving.append(found is not None)
        if found is not None:
            amount = draft.first_amount(row, names)
            at = _written_as(draft, row, found)
            values = {"column": draft.headings.get(at, at)}
            text = f"{draft.column(found)[row]:f}"
            where = draft.place(row, at)
            draft.problems.append(
                Problem("amount-too-long", where, text, Severity.LEFT_OUT, values, amount, str(code or ""))
            )
    draft.leave_out(leaving, "left-too-long", lambda row: draft.first_amount(row, names))


def _written_as(draft: Draft, row: int, name: str) -> str:
    """Give the field whose cell an amount comes from: debit and credit columns, and Balance, become others."""
    names = (name, "amount", "debit", "credit_amount", "balance")
    return next((n for n in names if n in draft.raw and not is_blank(draft.raw[n][row])), name)


def _too_long(amount: object, currency: str) -> bool:
    """Tell whether an amount, rounded to its currency, has too many digits; zeros at either end do not count."""
    if not isinstance(amount, Decimal) or amount.adjusted() + exponent(currency) < _DIGITS:
        return False
    return amount.adjusted() > 2 * _DIGITS or len(str(abs(to_minor(amount, currency))).rstrip("0")) > _DIGITS


def _report(draft: Draft, row: int, name: str) -> None:
    heading = draft.headings.get(name, name)
    found = draft.raw[name][row] if name in draft.raw else None
    amount = draft.first_amount(row, AMOUNTS)
    code = str(draft.column("currency")[row] or "")
    draft.problems.append(
        Problem(
            "row-incomplete",
            draft.place(row, name),
            "" if found is None else str(found),
            Severity.LEFT_OUT,
            {"column": heading},
            amount,
            code,
            str(draft.column("customer")[row] or ""),
        )
    )


def _needed(kind: str) -> list[tuple[tuple[str, ...], str]]:
    who = (("customer", "name"), "left-no-customer")
    if kind in ITEM_KINDS_OF_LIST:
        return [(AMOUNTS, "left-no-amount"), who, (DATES, "left-no-date")]
    if kind in {"receipts", "allocations"}:
        return [(AMOUNTS, "left-no-amount"), (DATES, "left-no-date")]
    if kind == "balances":
        return [(("account",), "left-no-key"), (("balance", "amount"), "left-no-amount")]
    return [who]
