"""Generated months tied out: compared with their truth, rebuilt later, and with one cent planted in them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.books import a_book, no_rates
from tests.generated_months import Months, Row

from arrears.core.reconciliation.movements import COLUMNS
from arrears.core.reconciliation.tie_out import TieOut
from arrears.runs.reconciliation.evidence import evidence
from arrears.runs.tie_out import TieOutDone, tie_out

CENT = Decimal("0.01")
Tables = dict[str, list[Row]]


def tied(tables: Tables, day: date) -> TieOutDone:
    """Tie a book of these tables out as of a day."""
    return tie_out(a_book(tables, as_of=day), day, no_rates)


def reported(made: Months) -> dict[date, Sequence[TieOut]]:
    """Tie out each month-end with what was known by then."""
    told = {}
    for end in made.ends:
        tables = made.tables(end) | {"ControlAccounts": made.control_accounts(end)}
        told[end] = tied(tables, end).refreshed.tied.ties
    return told


def faults(made: Months, told: Mapping[date, Sequence[TieOut]]) -> list[str]:
    """Say where a month's tie-out and the truth differ: opening, each column, closing, ageing, anything unknown."""
    found = []
    for end, ties in told.items():
        first = end.replace(day=1)
        truth = {
            "opening": made.balance(first - timedelta(days=1)), "closing": made.balance(end),
            "moved": made.moved(first, end),
        }  # fmt: skip
        for tie in ties:
            key = tie.account, tie.currency
            moved = {column: truth["moved"].get((*key, column), Decimal(0)) for column in COLUMNS}
            told_and_true = (
                (tie.opening, truth["opening"].get(key, Decimal(0))), (tie.open_items, truth["closing"][key]),
                (tie.ageing, truth["closing"][key]), (tie.unknown, Decimal(0)),
                *((tie.moved.get(column, Decimal(0)), amount) for column, amount in moved.items()),
            )  # fmt: skip
            found += [f"{end} {key}: {said} is not {true}" for said, true in told_and_true if said != true]
        shown = {(tie.account, tie.currency) for tie in ties}
        found += [f"{end}: {key} is missing" for key in truth["closing"].keys() - shown]
    return found


def rebuilt_otherwise(made: Months, told: Mapping[date, Sequence[TieOut]], days: int) -> list[str]:
    """Rebuild every month-end, and some days between, from all that was posted since; say what comes out otherwise."""
    everything, found = made.tables(date.max), []
    for end, ties in told.items():
        again = tied(everything | {"ControlAccounts": made.control_accounts(end)}, end).refreshed.tied.ties
        if list(again) != list(ties):
            found.append(f"{end} was reported as {ties}, and comes out as {again}")
    chance = random.Random(len(made.items))  # noqa: S311 - days to try
    span = (made.ends[-1] - made.ends[0]).days + 28
    for _ in range(days):
        day = made.ends[-1] - timedelta(days=chance.randrange(span))
        done = tied(everything | {"ControlAccounts": made.control_accounts(day)}, day)
        unknown = [tie for tie in done.refreshed.tied.ties if tie.unknown]
        found += [f"{day}: {tie.account} {tie.currency} differs by {tie.unknown}" for tie in unknown]
    return found


@dataclass(frozen=True, slots=True)
class Planted:
    """A cent planted in the tables of a month, and the cause, suspicion or finding that has to name it."""

    plant: Callable[[Tables, Row], None]
    named: tuple[str, str]
    """The cause, suspicion or check, and the document."""


def found_of_planted(made: Months, name: str) -> tuple[str, str]:
    """Plant one cent in the last month and give how it is named: by a cause that explains it, else by evidence."""
    end = made.ends[-1]
    tables = made.tables(end) | {"ControlAccounts": made.control_accounts(end), "Differences": [], "Imports": []}
    like = next(row for row in tables["Invoices"] if row["control_account"] == "1122" and row["currency"] == "EUR")
    PLANTED[name].plant(tables, like)
    cause, document = _named(tied(tables, end))
    return cause, {like["item_key"]: "the item", end.isoformat(): "the day"}.get(document, document)


def _named(done: TieOutDone) -> tuple[str, str]:
    figures, of_all = done.refreshed.figures, done.refreshed.tied
    tie = of_all.tie("1122", "EUR")
    assert tie is not None
    others = [one for one in of_all.ties if one is not tie and one.unknown]
    if tie.unknown == 0 and len(tie.causes) == 1:
        (cause,) = tie.causes
        assert others == []
        assert abs(tie.causes[cause]) == CENT
        return cause, next(one.document or one.explanation for one in of_all.listed if one.cause == cause)
    assert abs(tie.unknown or 0) == CENT, "found to the cent"
    assert ("unknown-difference", "1122") in [(point.name, point.account) for point in of_all.open_points]
    doubled = [one for one in done.findings if one.check == "same number"]
    if doubled:
        return "same number", doubled[0].document
    (one, *_) = evidence(figures, of_all, tie)
    return one.name, one.document


def _control(tables: Tables, amount: Decimal, account: str = "1122") -> Row:
    row = next(one for one in tables["ControlAccounts"] if (one["account"], one["currency"]) == (account, "EUR"))
    row["balance"] += amount
    return row


def _item(tables: Tables, like: Row, key: str, **more: Any) -> None:
    end = tables["ControlAccounts"][0]["balance_date"]
    tables["Invoices"].append(
        {**like, "kind": "invoice", "document_no": key, "item_key": key, "gross": CENT, "document_date": end, **more}
    )


def _journal(tables: Tables, like: Row) -> None:
    _control(tables, CENT)
    row = {"account": "1122", "currency": "EUR", "cause": "manual journal", "amount": -CENT, "explanation": "JV 17"}
    tables["Differences"].append(row)


def _next_month(tables: Tables, like: Row) -> None:
    _control(tables, CENT)
    _item(tables, like, "X", posting_date=tables["ControlAccounts"][0]["balance_date"] + timedelta(days=2))


def _without_customer(tables: Tables, like: Row) -> None:
    _control(tables, CENT)
    _item(tables, like, "X", customer=None)


def _to_post(tables: Tables, like: Row) -> None:
    _item(tables, like, "X", kind="interest note", state="to post")


def _entered_late(tables: Tables, like: Row) -> None:
    row = _control(tables, Decimal(0))
    end = row["balance_date"]
    row["extracted_on"] = end + timedelta(days=1)
    tables["Allocations"].append({
        "item": like["item_key"], "kind": "write-off", "currency": "EUR", "amount": CENT, "effective_date": end,
        "posting_date": end, "entered_on": end + timedelta(days=3),
    })  # fmt: skip


def _edited(tables: Tables, like: Row) -> None:
    end = tables["ControlAccounts"][0]["balance_date"]
    total = sum((row["balance"] for row in tables["ControlAccounts"] if row["currency"] == "EUR"), Decimal(0))
    tables["Imports"].append({
        "file": "open.csv", "kind": "open-items", "list_date": end, "complete": True, "currency": "EUR",
        "sum_read": total, "sha256": "x",
    })  # fmt: skip
    like["gross"] += CENT


def _not_in_the_account(tables: Tables, like: Row) -> None:
    _item(tables, like, "X")


def _twice(tables: Tables, like: Row) -> None:
    _control(tables, CENT)
    _item(tables, like, "INV-007")
    _item(tables, like, "inv 7", customer=like["customer"])


def _on_the_wrong_account(tables: Tables, like: Row) -> None:
    _control(tables, CENT)
    _control(tables, -CENT, "1123")


PLANTED: Mapping[str, Planted] = {
    "journal": Planted(_journal, ("manual journal", "JV 17")),
    "next month": Planted(_next_month, ("posting date", "X")),
    "left out": Planted(_without_customer, ("left out", "X")),
    "to post": Planted(_to_post, ("interest notes to post", "X")),
    "entered late": Planted(_entered_late, ("extraction time", "the item")),
    "edited": Planted(_edited, ("changed-since-list", "the day")),
    "not in the account": Planted(_not_in_the_account, ("one-row", "X")),
    "twice": Planted(_twice, ("same number", "inv 7")),
    "wrong account": Planted(_on_the_wrong_account, ("other-account", "1123")),
}
"""One cent in each way in which books go wrong."""
