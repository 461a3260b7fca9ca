"""What each item's sheet row and its customer's say about interest, and whom a statute does not reach."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.dates import as_dates
from arrears.core.interest.agreed_interest import Agreed, Clause, agreed_interest
from arrears.core.interest.interest import Interest
from arrears.core.policy import Policy
from arrears.core.problems import Place, Problem
from arrears.runs.ports import Table
from arrears.runs.sub_ledger import SubLedger

_SHOWN = 5
"""Customers or documents that one problem names."""


@dataclass(slots=True)
class _Withheld:
    """The items of one regime that it does not reach, for one cause: where it shows first, and who or what they are."""

    agreed: Agreed
    place: Place
    names: dict[str, None] = field(default_factory=dict)

    @property
    def found(self) -> str:
        """The first few of the names."""
        return ", ".join([*list(self.names)[:_SHOWN], *["..."] * (len(self.names) > _SHOWN)])


def agreed_of_items(
    sub_ledger: SubLedger, tables: Mapping[str, Table], policy: Policy
) -> tuple[list[Agreed | None], list[Problem]]:
    """Give what is agreed on each item of the ledger; one that its statute does not reach bears none, said once."""
    customers, invoices = tables["Customers"], tables["Invoices"]
    row_of = {str(key): row for row, key in enumerate(customers.column("customer"))}
    of_customer = _clauses(customers)
    nothing = Clause()
    names = sub_ledger.ledger.customers
    by_code = [of_customer[row_of[name]] if name in row_of else nothing for name in names]
    of_item, codes = _clauses(invoices), sub_ledger.ledger.items.customer.tolist()
    pairs = ((of_item[row], by_code[code]) for row, code in zip(sub_ledger.item_rows, codes, strict=True))
    agreed = agreed_interest(policy, pairs)
    consumers = [name in row_of and customers.column("consumer")[row_of[name]] is True for name in names]
    due, documents = as_dates(sub_ledger.ledger.items.due_date), invoices.column("document_no")
    private: dict[Agreed, _Withheld] = {}
    early: dict[Agreed, _Withheld] = {}
    for n, one in enumerate(agreed):
        if one is None or one.statute is None:
            continue
        name, row = names[codes[n]], sub_ledger.item_rows[n]
        if one.statute.business_only and consumers[codes[n]]:
            place = customers.place(row_of[name], "consumer")
            private.setdefault(one, _Withheld(one, place)).names.setdefault(name)
        elif not one.statute.reaches(due[n] or date.max, one.terms):
            early.setdefault(one, _Withheld(one, invoices.place(row, "due_date"))).names.setdefault(str(documents[row]))
        else:
            continue
        agreed[n] = None
    problems = [*_unreached(private.values(), early.values()), *_without_rate(customers, policy, of_customer)]
    return agreed, problems


def _unreached(private: Iterable[_Withheld], early: Iterable[_Withheld]) -> Iterator[Problem]:
    for case in private:
        yield Problem("regime-business-only", case.place, case.found, values={"regime": case.agreed.name})
    for case in early:
        since = str(case.agreed.statute.since) if case.agreed.statute else ""
        yield Problem("regime-not-yet", case.place, case.found, values={"regime": case.agreed.name, "since": since})


def _clauses(table: Table) -> Sequence[Clause]:
    pairs = zip(table.column("interest_regime"), table.column("interest_rate"), strict=True)
    known: dict[tuple[object, object], Clause] = {}
    clauses = []
    for regime, rate in pairs:
        if (regime, rate) not in known:
            known[regime, rate] = Clause(str(regime or ""), rate if isinstance(rate, Decimal) else None)
        clauses.append(known[regime, rate])
    return clauses


def _without_rate(table: Table, policy: Policy, of_customer: Sequence[Clause]) -> list[Problem]:
    """Report each customer with a contract chosen and no rate anywhere."""
    if policy.interest_rate is not None:
        return []
    return [
        Problem("contract-rate-missing", table.place(row, "interest_regime"), str(table.column("customer")[row]))
        for row, clause in enumerate(of_customer)
        if clause.regime == "contract" and clause.rate is None
    ]


def without_net(
    sub_ledger: SubLedger, invoices: Table, agreed: Sequence[Agreed | None], interest: Interest
) -> list[Problem]:
    """Say which items bear interest on their gross although it is to be on the net amount, since they name no VAT."""
    net, vat = invoices.column("net"), invoices.column("vat")
    rows = [
        row
        for row, one, amount in zip(sub_ledger.item_rows, agreed, interest.amount.tolist(), strict=True)
        if amount and one is not None and one.terms.base == "net" and net[row] is None and vat[row] is None
    ]
    if not rows:
        return []
    first = invoices.column("document_no")[rows[0]]
    return [Problem("net-missing", invoices.place(rows[0], "net"), str(first or ""), values={"items": str(len(rows))})]
