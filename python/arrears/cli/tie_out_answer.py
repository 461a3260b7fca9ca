"""What a tie-out answers, as plain data, and how it reads on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arrears import texts
from arrears.cli import answers
from arrears.core.money import to_major
from arrears.core.reconciliation.list_comparison import REASONS
from arrears.core.reconciliation.movements import COLUMNS
from arrears.runs.ageing_rows import customer_names
from arrears.runs.reconciliation.evidence import documents_of, evidence
from arrears.runs.reconciliation.reconciliation_rows import in_words

if TYPE_CHECKING:
    from arrears.cli.screens import Screen
    from arrears.core.reconciliation.list_comparison import Compared, Line
    from arrears.core.reconciliation.tie_out import TieOut
    from arrears.runs.figures import Figures
    from arrears.runs.reconciliation.findings import Finding
    from arrears.runs.reconciliation.sales_comparison import SalesComparison
    from arrears.runs.reconciliation.tied import TiedOut
    from arrears.runs.tie_out import TieOutDone

Answer = dict[str, Any]


def tied_out(done: TieOutDone, language: str) -> Answer:
    """Answer the period, the roll-forward, each account's reconciliation, what prevents the sign-off, the findings."""
    figures, tied = done.refreshed.figures, done.refreshed.tied
    return {
        "as_of": tied.as_of.isoformat(),
        "from": tied.roll.first_day.isoformat(),
        "opened": tied.roll.opened.isoformat(),
        "opened_with_first_list": tied.roll.opened == figures.sub_ledger.ledger.first_day,
        "roll_forward": _rolled(figures, tied),
        "accounts": [_account(figures, tied, tie, language) for tie in tied.ties],
        "open_points": [
            {
                "name": point.name, "key": point.key, "account": point.account, "currency": point.currency,
                "amount": str(point.amount), "rows": point.rows,
            }
            for point in tied.open_points
        ],
        "checks": [_finding(one) for one in done.findings],
        "sales": None if done.sales is None else _sales(done.sales),
        "problems": answers.problems(done.refreshed.problems, language),
    }  # fmt: skip


def _rolled(figures: Figures, tied: TiedOut) -> list[Answer]:
    roll, ledger, names = tied.roll, figures.sub_ledger.ledger, customer_names(figures)
    rows = []
    for n in range(len(roll)):
        customer, currency = ledger.customers[roll.customer[n]], ledger.currencies[roll.currency[n]]
        moved = zip(COLUMNS, roll.moved[n].tolist(), strict=True)
        rows.append({
            "account": tied.placed.accounts.names[roll.account[n]],
            "customer": customer,
            "name": names.get(customer, ""),
            "currency": currency,
            "opening": str(to_major(int(roll.opening[n]), currency)),
            "movements": {column: str(to_major(minor, currency)) for column, minor in moved if minor},
            "closing": str(to_major(int(roll.closing[n]), currency)),
            "ageing": str(to_major(int(tied.ageing[n]), currency)),
        })  # fmt: skip
    return rows


def _account(figures: Figures, tied: TiedOut, tie: TieOut, language: str) -> Answer:
    return {
        "account": tie.account,
        "currency": tie.currency,
        "opening": str(tie.opening),
        "movements": {column: str(amount) for column, amount in tie.moved.items()},
        "closing": str(tie.open_items),
        "ageing": str(tie.ageing),
        "control": None if tie.control is None else str(tie.control),
        "causes": {
            cause: {"amount": str(amount), "documents": list(documents_of(tied, tie, cause))}
            for cause, amount in tie.causes.items()
        },
        "unknown": None if tie.unknown is None else str(tie.unknown),
        "suspects": [
            {"name": one.name, "amount": str(one.amount), "document": one.document, "customer": one.customer,
             "place": one.place, "said": said}
            for one, said in zip(evidence(figures, tied, tie), in_words(figures, tied, tie, language), strict=True)
        ],
    }  # fmt: skip


def _finding(one: Finding) -> Answer:
    return {
        "check": one.check, "customer": one.customer, "document": one.document, "currency": one.currency,
        "amount": str(one.amount), "document_date": one.dated.isoformat() if one.dated else None,
        "posting_date": one.posted.isoformat() if one.posted else None, "other": one.other, "place": one.place,
    }  # fmt: skip


def _sales(done: SalesComparison) -> Answer:
    totals = done.totals()
    return {
        "file": done.listing.file,
        "read": len(done.listing),
        "left_out": len(done.listing.left_out),
        "currencies": {
            code: {
                "sales": str(to_major(sales, code)),
                "finance": str(to_major(finance, code)),
                "equal": sum(one.reason == REASONS[0] for one in done.compared if one.currency == code),
            }
            for code, (sales, finance) in totals.items()
        },
        "differences": [_compared(one) for one in done.compared if one.reason != REASONS[0]],
    }


def _compared(one: Compared) -> Answer:
    def told(lines: tuple[Line, ...]) -> list[Answer]:
        return [
            {"document": line.number, "customer": line.customer, "row": line.row,
             "amount": str(to_major(line.amount, line.currency)), "date": line.day.isoformat() if line.day else None}
            for line in lines
        ]  # fmt: skip

    return {
        "reason": one.reason, "currency": one.currency, "difference": str(to_major(one.difference, one.currency)),
        "sales": told(one.sales), "finance": told(one.finance),
    }  # fmt: skip


def lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Show the period, each account from opening to what is unknown, what prevents the sign-off, and the findings."""
    word = screen.word
    shown: list[object] = [
        word("tie-period", first=answer["from"], last=answer["as_of"], opened=answer["opened"]),
        *([word("tie-rebuilt", opened=answer["opened"])] if answer["opened_with_first_list"] else []),
        *(line for account in answer["accounts"] for line in _account_lines(screen, account)),
    ]
    if answer["open_points"]:
        shown.append(word("tie-open-points"))
        shown += [_point_line(screen, point) for point in answer["open_points"]]
    else:
        shown.append(word("tie-ready"))
    if answer["checks"]:
        shown.append(word("tie-checks", count=len(answer["checks"])))
    return [*shown, *_sales_lines(screen, answer["sales"])]


def _point_line(screen: Screen, point: Mapping[str, Any]) -> str:
    return screen.word(
        f"tie-point-{point['name']}", account=point["account"], currency=point["currency"], amount=point["amount"],
        rows=point["rows"],
    )  # fmt: skip


def _account_lines(screen: Screen, account: Mapping[str, Any]) -> list[object]:
    headings = texts.headings(screen.language)
    words, columns, choices = headings["reconciliation"], headings["tables"]["RollForward"], headings["choices"]
    common = headings["columns"]
    rows = [(common["opening"], account["opening"])]
    rows += [(f"  {columns[column]}", amount) for column, amount in account["movements"].items()]
    rows += [(common["closing"], account["closing"]), (words["control"], account["control"] or "")]
    rows += [(f"  {choices[cause]}", told["amount"]) for cause, told in account["causes"].items()]
    rows.append((words["unknown"], account["unknown"] or ""))
    table = screen.table(
        screen.word("tie-account", account=account["account"], currency=account["currency"]), screen.word("amount"),
        rows=rows, right=(1,),
    )  # fmt: skip
    return [table, *(f"    {one['said']}" for one in account["suspects"])]


def _sales_lines(screen: Screen, sales: Mapping[str, Any] | None) -> list[object]:
    if sales is None:
        return []
    word, choices = screen.word, texts.headings(screen.language)["choices"]
    shown: list[object] = []
    for code, told in sales["currencies"].items():
        others = sum(one["currency"] == code for one in sales["differences"])
        shown.append(word("tie-sales", currency=code, others=others, **told))
    rows = [
        (choices[one["reason"]], (one["sales"] or one["finance"])[0]["document"],
         (one["sales"] or one["finance"])[0]["customer"], one["difference"], one["currency"])
        for one in sales["differences"]
    ]  # fmt: skip
    headings = (word("finding"), word("document"), word("customer"), word("difference"), word("currency"))
    return [*shown, screen.table(*headings, rows=rows, right=(3,))] if rows else shown
