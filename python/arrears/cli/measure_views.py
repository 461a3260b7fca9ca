"""What the commands on measures and confirmations answer, and how it is shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from arrears.cli import answers
from arrears.cli.screens import Screen
from arrears.core.measures.month_measures import MEASURES
from arrears.core.money import to_major, to_minor
from arrears.runs.confirmations import Confirmation
from arrears.runs.measures.day_of_sales import day_of_sales
from arrears.runs.measures.measure import Measured
from arrears.runs.measures.measure_rows import IN_BASE, Line
from arrears.runs.measures.sales_import import SalesImported
from arrears.texts import headings

Answer = Mapping[str, Any]


def measured(done: Measured, language: str) -> dict[str, Any]:
    """Give every measure of every month: its figure as text, or the reason why there is none."""
    cost = day_of_sales(done.figures, done.sheets.lines)
    return {
        "as_of": done.figures.as_of.isoformat(),
        "base_currency": done.figures.policy.base_currency,
        "measures": [_measure(line, language) for line in done.sheets.lines],
        "cost_of_a_day": None if cost is None else str(cost),
        "customers": [_cells(line) for line in done.sheets.customers],
        "problems": answers.problems(done.sheets.problems, language),
    }


def _measure(line: Line, language: str) -> dict[str, Any]:
    words: Mapping[str, str] = headings(language)["choices"]
    cells = _cells(line)
    month = str(cells.pop("month"))
    reason = cells.pop("reason", None)
    for key in ("figure_check", "figure_key"):
        cells.pop(key, None)
    return {"month": month[:7], **cells, "reason": words.get(reason, reason) if reason else None}


def _cells(line: Line) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value if isinstance(value, int | None) else str(value)
        for key, value in line.items()
    }


def shown(screen: Screen, answer: Answer) -> list[object]:
    """Show the measures of the current month beside those of the month before, in base currency."""
    words: Mapping[str, str] = headings(screen.language)["choices"]
    months = sorted({one["month"] for one in answer["measures"] if one["month"] <= answer["as_of"][:7]})[-2:]
    found = {
        (one["month"], one["measure"]): one
        for one in answer["measures"]
        if one["view"] == IN_BASE and one["currency"] == answer["base_currency"]
    }
    notes: dict[str, int] = {}
    rows = [
        [words[name], words[unit], *(_figure(found.get((month, name)), notes) for month in months)]
        for name, unit in MEASURES.items()
    ]
    table = screen.table("", "", *months, rows=rows, right=(2, 3))
    said = [f"({number}) {reason}" for reason, number in notes.items()]
    currency, cost = answer["base_currency"], answer["cost_of_a_day"]
    if cost is not None:
        said.append(screen.word("day-of-sales", currency=currency, amount=cost))
    return [screen.word("measured", currency=currency), table, *said]


def _figure(one: Mapping[str, Any] | None, notes: dict[str, int]) -> str:
    """Give a figure, or the number of the note below the table that says why there is none."""
    if one is None:
        return ""
    return str(one.get("figure") or f"({notes.setdefault(one['reason'], len(notes) + 1)})")


def brought(done: SalesImported) -> dict[str, Any]:
    """Give the sales by month and currency."""
    sales = [
        {"month": f"{month:%Y-%m}", "currency": currency, "gross": str(amount)}
        for (month, currency), amount in done.sums.items()
    ]
    return {"sales": sales, "rows": done.rows, "left_out": done.left_out}


def sales_lines(screen: Screen, answer: Answer) -> list[object]:
    """Show the sales by month."""
    rows = [[one["month"], one["currency"], one["gross"]] for one in answer["sales"]]
    lines: list[object] = [screen.table("", "", "", rows=rows, right=(2,))]
    return [*lines, screen.word("sales-brought", rows=answer["rows"], left=answer["left_out"])]


def answered(one: Confirmation) -> bool:
    """Tell whether a confirmation was answered."""
    return one.reply not in ("", "no reply")


def confirmations(shown: Sequence[Confirmation], every: Sequence[Confirmation], language: str) -> dict[str, Any]:
    """Give some confirmations, and how many of all of them wait for an answer."""
    return {
        "confirmations": [confirmation(one, language) for one in shown],
        "unanswered": sum(not answered(one) for one in every),
        "all": len(every),
    }


def confirmation(one: Confirmation, language: str) -> dict[str, Any]:
    """Give one confirmation; amounts as text."""
    return {
        "number": one.number,
        "kind": one.kind,
        "customer": one.customer,
        "name": one.name,
        "currency": one.currency,
        "as_of": None if one.as_of is None else one.as_of.isoformat(),
        "balance": _amount(one.balance, one.currency),
        "reply": one.reply or None,
        "their_balance": _amount(one.their_balance, one.currency),
        "difference": _amount(one.difference, one.currency),
        "cause": one.cause or None,
        "alternative": one.alternative or None,
        "shown": headings(language)["choices"].get(one.reply or "no reply", one.reply),
    }


def _amount(amount: Decimal | None, currency: str) -> str | None:
    """Write an amount with the decimals of its currency."""
    return None if amount is None else str(to_major(to_minor(amount, currency), currency))


def confirmation_lines(screen: Screen, answer: Answer) -> list[object]:
    """Show confirmations with reply and difference, and how many wait for an answer."""
    found: Sequence[Mapping[str, Any]] = answer["confirmations"]
    rows = [
        [one["number"], one["customer"], one["name"], one["currency"], one["balance"], one["shown"],
         one["their_balance"], one["difference"], one["cause"] or one["alternative"]]
        for one in found
    ]  # fmt: skip
    names = headings(screen.language)["columns"]
    heads = [names[key] for key in ("number", "customer", "name", "currency", "balance", "reply", "their_balance",
                                    "difference", "cause")]  # fmt: skip
    table = screen.table(*heads, rows=rows, right=(4, 6, 7))
    return [table, screen.word("confirmations-waiting", count=answer["unanswered"], all=answer["all"])]
