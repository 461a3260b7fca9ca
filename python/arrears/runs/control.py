"""The control: sum of buckets = sum of open items = control account + listed differences, per currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from arrears.core.ageing import check_total
from arrears.core.money import to_major
from arrears.core.problems import Place, Problem, Severity
from arrears.core.reconciliation.tie_out import CAUSES, TieOut
from arrears.runs.carried import in_place
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value
from arrears.runs.reconciliation.tied import TiedOut

MOST_DOCUMENTS = 3
"""Documents to post that a problem names; the sheet Reconciliation has them all."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One currency's control, in major units: the tie-outs of its accounts added up.

    ``account`` is None where the book holds no control account balance.
    """

    currency: str
    open_items: Decimal
    buckets: Decimal
    account: Decimal | None
    listed: Mapping[str, Decimal]
    """Differences with a known cause, ``CAUSES``."""
    misplaced: Decimal = Decimal(0)
    """Of what is unknown the part above zero, account by account: not 0 also where accounts differ in two directions.
    """

    @property
    def unknown(self) -> Decimal | None:
        """What the open items and the account differ by beyond the listed causes; None without an account."""
        if self.account is None:
            return None
        return self.open_items - self.account - sum(self.listed.values(), Decimal(0))

    @property
    def alarm(self) -> Decimal | None:
        """What Home shows: the unknown difference, or where it comes to nothing what stands on a wrong account."""
        return self.unknown or (None if self.account is None else self.misplaced)


def ties_of(figures: Figures, tied: TiedOut) -> list[Tie]:
    """Compare, per currency, the ledger's open items, the buckets and the control accounts."""
    ties = []
    for control in check_total(figures.sub_ledger.ledger, figures.viewed, figures.by_currency):
        code = control.currency
        own = [one for one in tied.ties if one.currency == code]
        balances = [one.control for one in own if one.control is not None]
        listed = {cause: sum((one.causes.get(cause, Decimal(0)) for one in own), Decimal(0)) for cause in CAUSES}
        ties.append(Tie(
            code, to_major(control.items, code), to_major(control.buckets, code),
            sum(balances, Decimal(0)) if balances else None,
            {cause: amount for cause, amount in listed.items() if amount},
            sum((one.unknown for one in own if one.unknown and one.unknown > 0), Decimal(0)),
        ))  # fmt: skip
    return ties


def control_problems(figures: Figures, tied: TiedOut) -> list[Problem]:
    """Report a control account that open items differ from beyond the tolerance, by more than its causes explain."""
    places: dict[tuple[str, str], Place] = {}
    for one in tied.balances:
        places.setdefault((tied.placed.tied_as(one.currency, one.account), one.currency), one.row.place("balance"))
    problems = []
    for tie in tied.ties:
        if tie.unknown is None or abs(tie.unknown) <= figures.policy.control_tolerance:
            continue
        where, found = places[tie.account, tie.currency], str(tie.control)
        open_items, difference = str(tie.open_items), str(tie.unknown)
        causes = "; ".join(f"{cause} = {amount}{_named(tied, tie, cause)}" for cause, amount in tie.causes.items())
        plain = Problem(
            "control-differs", where, found, Severity.WARNING,
            {"currency": tie.currency, "open": open_items, "difference": difference},
        )  # fmt: skip
        beyond = Problem(
            "control-differs-beyond", where, found, Severity.WARNING,
            {"currency": tie.currency, "open": open_items, "difference": difference, "causes": causes},
        )  # fmt: skip
        problems.append(beyond if causes else plain)
    return problems


def _named(tied: TiedOut, tie: TieOut, cause: str) -> str:
    """Name the first documents that a cause consists of with their customers, in brackets; blank if none."""
    account = tie.account, tie.currency
    documents = [
        f"{one.customer} {one.document}".strip() for one in tied.listed
        if one.cause == cause and one.counts and one.document
        and (tied.placed.tied_as(one.currency, one.account, one.customer), one.currency) == account
    ]  # fmt: skip
    more = ["..."] if len(documents) > MOST_DOCUMENTS else []
    return f" ({', '.join([*documents[:MOST_DOCUMENTS], *more])})" if documents else ""


def control_rows(figures: Figures, tied: TiedOut) -> Rows | None:
    """Give open items, difference and what explains it for every control account of the as-of date.

    Accounts that are tied out together show no figures of their own; the reconciliation shows them as one.
    """
    table = figures.tables.get("ControlAccounts")
    if table is None:
        return None
    keys = ("open_items", "difference", "explained", "unknown", "tied_as")
    columns: dict[str, list[Value]] = {key: [None] * len(table) for key in keys}
    for one in tied.balances:
        name = tied.placed.tied_as(one.currency, one.account)
        columns["tied_as"][one.row.number] = name
        tie = tied.tie(name, one.currency)
        if tie is None or name != one.account:
            continue
        difference = tie.open_items - one.balance
        told = (tie.open_items, difference, tie.explained, difference - tie.explained)
        for key, amount in zip(keys, told, strict=False):
            columns[key][one.row.number] = amount
    checked = {"difference_check": columns["difference"], "unknown_check": columns["unknown"]}
    return in_place(table, {**columns, **checked})
