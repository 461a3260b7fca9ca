"""What is answered and shown when a month is closed or opened."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from arrears import texts
from arrears.cli.screens import Screen
from arrears.core.money import to_major
from arrears.core.month.opening_changes import OpeningChange
from arrears.office.months.month_files import NextFile
from arrears.runs.lock import Locked
from arrears.runs.refresh_opening import OpeningRefreshed
from arrears.runs.sign_off import SignedOff


def next_answer(made: NextFile) -> dict[str, Any]:
    """Answer what was opened."""
    opened = made.opened
    if opened is None:
        return {"book": str(made.path), "already": True}
    sums: dict[str, Decimal] = {}
    for (_, code), balance in opened.balances.items():
        sums[code] = sums.get(code, Decimal(0)) + to_major(balance.total, code)
    left = opened.left
    return {
        "book": str(made.path),
        "already": False,
        "month": str(opened.month),
        "closing_day": opened.closing_day.isoformat(),
        "from_locked": opened.locked,
        "opening": {code: str(total) for code, total in sorted(sums.items())},
        "left_behind": {"items": left.items, "receipts": left.receipts, "allocations": left.allocations},
        "listed_problems": len(opened.problems),
    }


def next_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Say what was opened."""
    if answer["already"]:
        return [screen.word("month-already", book=answer["book"])]
    lines: list[object] = [
        screen.word("month-opened", month=answer["month"], day=answer["closing_day"], book=answer["book"])
    ]
    lines += [screen.word("month-opening", currency=code, amount=total) for code, total in answer["opening"].items()]
    lines.append(screen.word("month-left-behind", **answer["left_behind"]))
    return lines if answer["from_locked"] else [*lines, screen.word("month-not-locked")]


def lock_answer(done: Locked) -> dict[str, Any]:
    """Answer what was locked, with the checksum of each table."""
    return {
        "month": done.month, "sha256": done.sha256, "already": done.already, "signed_off": done.signed,
        "tables": dict(done.tables), "differences": len(done.faults),
    }  # fmt: skip


def lock_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Say what was locked."""
    if answer["already"]:
        lines: list[object] = [screen.word("locked-already", month=answer["month"])]
        return [*lines, screen.word("lock-broken", count=answer["differences"])] if answer["differences"] else lines
    lines = [screen.word("locked", month=answer["month"], sha256=answer["sha256"])]
    return lines if answer["signed_off"] else [*lines, screen.word("lock-unsigned")]


def signed_answer(done: SignedOff) -> dict[str, Any]:
    """Answer who signed what, and what was open."""
    return {
        "month": done.month,
        "event": done.event,
        "by": done.by,
        "open": [
            {"check": one.check, "currency": one.currency, "amount": str(one.amount or 0), "found": one.found}
            for one in done.points
            if one.open
        ],
        "overridden": {code: str(amount) for code, amount in done.overridden.items()},
    }


def signed_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Say who signed what, and what was open."""
    words = texts.texts(screen.language)["checklist"]
    lines: list[object] = [screen.word(f"signed-{answer['event']}", month=answer["month"], by=answer["by"])]
    lines += [
        screen.word(
            "signed-open", point=words[one["check"]], currency=one["currency"], amount=one["amount"], found=one["found"]
        )
        for one in answer["open"]
    ]
    lines += [
        screen.word("signed-override", currency=code, amount=amount) for code, amount in answer["overridden"].items()
    ]
    return lines


def opening_answer(done: OpeningRefreshed) -> dict[str, Any]:
    """Answer each difference between an opening and the former month."""
    return {
        "month": done.month,
        "closing_day": done.closing_day.isoformat(),
        "differences": [_difference(one) for one in done.changes],
    }


def _difference(one: OpeningChange) -> dict[str, Any]:
    amount = one.row.get("gross", one.row.get("amount", one.row.get("interest")))
    return {
        "what": one.what, "table": one.table, "key": one.key, "column": one.column,
        "was": _text(one.was), "now": _text(one.now), "amount": _text(amount),
        "currency": _text(one.row.get("currency")),
    }  # fmt: skip


def _text(value: object) -> str:
    return "" if value is None else str(value)


def opening_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """List each difference; measures, which follow from the others, only by month."""
    if not answer["differences"]:
        return [screen.word("opening-same", month=answer["month"])]
    known = texts.headings(screen.language)
    lines: list[object] = [screen.word("opening-differences", month=answer["month"], count=len(answer["differences"]))]
    measures = Counter(one["key"][:7] for one in answer["differences"] if one["table"] == "Measures")
    for one in answer["differences"]:
        if one["table"] == "Measures":
            continue
        sheet, column = known["sheets"][one["table"]], known["columns"].get(one["column"], one["column"])
        key = " ".join(part for part in one["key"].split("|") if part)
        values = one | {
            "table": sheet,
            "key": key,
            "column": column,
            "was": one["was"] or "-",
            "now": one["now"] or "-",
        }
        lines.append(screen.word(f"opening-{one['what']}", **values))
    sheet = known["sheets"]["Measures"]
    lines += [
        screen.word("opening-measures", table=sheet, month=month, count=count) for month, count in measures.items()
    ]
    return lines
