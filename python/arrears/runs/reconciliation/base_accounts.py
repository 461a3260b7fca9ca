"""Control accounts kept in base currency alone: what they hold of other currencies, and its revaluation."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from arrears.core.bookkeeping.postings import RECEIVABLES
from arrears.core.money import exact_sum, to_major
from arrears.runs.figures import Figures
from arrears.runs.reading import Row
from arrears.runs.reconciliation.control_balances import ControlBalance
from arrears.runs.reconciliation.listed import Listed
from arrears.runs.reconciliation.placing import Placed


def in_base_accounts(figures: Figures, where: Placed, balances: Sequence[ControlBalance]) -> list[Listed]:
    """Give what accounts of all currencies hold beside the base currency: at booked amounts, and as revalued."""
    base, listed = figures.sub_ledger.ledger.base_currency, []
    for one in balances:
        if not one.all_currencies:
            continue
        place = one.row.place("all_currencies")
        where_found = f"{place.sheet}!{place.cell}"
        for currency in other_currencies(figures):
            amount = booked_base(figures, where, one.account, currency)
            if amount:
                listed.append(Listed(
                    "other currencies", base, -amount, figures.as_of, one.account, document=currency, place=where_found,
                ))  # fmt: skip
        listed += _revalued(figures, one, base)
    return listed


def other_currencies(figures: Figures) -> list[str]:
    """Name the currencies of the ledger but its base."""
    ledger = figures.sub_ledger.ledger
    return [code for code in ledger.currencies if code != ledger.base_currency]


def booked_base(figures: Figures, where: Placed, account: str, currency: str) -> Decimal:
    """Add up what is open on an account in a currency at its booked base amounts, in base currency."""
    ledger, name = figures.sub_ledger.ledger, where.tied_as(currency, account)
    if name not in where.accounts.names:
        return Decimal(0)
    number, code = where.accounts.names.index(name), ledger.currencies.index(currency)
    items = (where.accounts.of_item == number) & (ledger.items.currency == code)
    receipts = (where.accounts.of_receipt == number) & (ledger.receipts.currency == code)
    total = exact_sum(figures.ageing.base[items]) - exact_sum(figures.ageing.unapplied_base[receipts])
    return to_major(total, ledger.base_currency)


def held_within(figures: Figures, where: Placed, balances: Sequence[ControlBalance]) -> dict[tuple[str, str], str]:
    """Say which accounts of other currencies (name, currency) stand within which account of the base currency."""
    return {
        (where.tied_as(currency, one.account), currency): one.account
        for one in balances
        if one.all_currencies
        for currency in other_currencies(figures)
    }


def _revalued(figures: Figures, balance: ControlBalance, base: str) -> Iterator[Listed]:
    """Give the revaluations that the account holds: those that are posted and not reversed by the day."""
    table = figures.tables.get("Postings")
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        day = row.day("posting_date")
        booked = isinstance(day, date) and day <= figures.as_of and row.text("state") == "posted"
        if booked and row.text("kind").startswith("revaluation") and row.text("use") in RECEIVABLES:
            amount = (row.amount("base_debit") or Decimal(0)) - (row.amount("base_credit") or Decimal(0))
            if row.text("account") in ("", balance.account) and amount:
                place = row.place("base_debit")
                yield Listed(
                    "revaluation", base, -amount, day, balance.account, document=row.text("document_no"),
                    place=f"{place.sheet}!{place.cell}",
                )  # fmt: skip
