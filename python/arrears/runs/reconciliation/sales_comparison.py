"""The list of sales against the documents that finance has in the period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.dates import as_day
from arrears.core.ledger import ITEM_KINDS
from arrears.core.money import to_minor
from arrears.core.problems import Problem
from arrears.core.reconciliation.list_comparison import Compared, Line, compare_lists
from arrears.runs.figures import Figures
from arrears.runs.ports import Listing
from arrears.runs.reading import fits
from arrears.runs.reconciliation.tied import TiedOut

DOCUMENTS = ("invoice", "debit note", "credit note", "red invoice", "retention", "unbilled")
"""Kinds that sales knows of."""


@dataclass(frozen=True, slots=True)
class SalesComparison:
    """What the comparison found, document by document, and how the list was read."""

    listing: Listing
    compared: Sequence[Compared]
    problems: Sequence[Problem]

    def totals(self) -> Mapping[str, tuple[int, int]]:
        """Add up sales and finance per currency, in minor units."""
        sums: dict[str, tuple[int, int]] = {}
        for one in self.compared:
            sales, finance = sums.get(one.currency, (0, 0))
            sums[one.currency] = sales + one.sales_amount, finance + one.finance_amount
        return dict(sorted(sums.items()))


def compare_sales(figures: Figures, tied: TiedOut, listing: Listing) -> SalesComparison:
    """Compare a list of sales with the invoices and credit notes posted in the period of a tie-out."""
    compared = compare_lists(list(_sales(figures, listing)), list(_finance(figures, tied)))
    return SalesComparison(listing, compared, listing.problems)


def _sales(figures: Figures, listing: Listing) -> Iterator[Line]:
    known = {str(name).casefold(): str(key) for key, name in _customers(figures)}
    amounts, numbers, days = (listing.column(key) for key in ("amount", "document_no", "document_date"))
    customers, names, currencies = (listing.column(key) for key in ("customer", "name", "currency"))
    kinds = listing.column("kind")
    for n, row in enumerate(listing.source_rows):
        amount, currency, day = amounts[n], str(currencies[n] or "").upper(), days[n]
        if not isinstance(amount, Decimal) or not fits(amount, currency) or kinds[n] in ("receipt", "on-account"):
            continue
        customer = str(customers[n] or "")
        customer = known.get(customer.casefold(), customer) or known.get(str(names[n] or "").casefold(), "")
        dated = day if isinstance(day, date) else None
        yield Line(str(numbers[n] or ""), customer, currency, to_minor(amount, currency), dated, row)


def _customers(figures: Figures) -> Iterator[tuple[object, object]]:
    for name in ("Invoices", "Customers"):
        table = figures.tables[name]
        yield from (pair for pair in zip(table.column("customer"), table.column("name"), strict=True) if all(pair))


def _finance(figures: Figures, tied: TiedOut) -> Iterator[Line]:
    items, ledger, rows = figures.sub_ledger.ledger.items, figures.sub_ledger.ledger, figures.sub_ledger.item_rows
    numbers = figures.tables["Invoices"].column("document_no")
    within = (items.posting_date > as_day(tied.roll.opened)) & (items.posting_date <= as_day(tied.as_of))
    chosen = {ITEM_KINDS.index(kind) for kind in DOCUMENTS}
    for n, kind in enumerate(items.kind.tolist()):
        if kind in chosen:
            day = items.document_date[n].item()
            yield Line(
                str(numbers[rows[n]] or ""), ledger.customers[items.customer[n]],
                ledger.currencies[items.currency[n]], int(items.gross[n]), day, rows[n], bool(within[n]),
            )  # fmt: skip
