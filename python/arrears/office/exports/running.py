"""What a column called Balance holds: the open amount of each row, or a running balance that belongs to none."""

from collections.abc import MutableMapping, Sequence
from decimal import Decimal

from arrears.office.exports.amount_notation import Amounts
from arrears.office.exports.notes import Note
from arrears.runs.ports import Value


def settle_balance(
    columns: MutableMapping[str, list[Value]],
    amounts: MutableMapping[str, Amounts],
    headings: MutableMapping[str, str],
    kind: str,
    notes: list[Note],
) -> None:
    """Take ``balance`` as the open amount of items, or drop it where it runs on from row to row."""
    if kind == "balances" or "balance" not in amounts:
        return
    balance = amounts.pop("balance")
    columns.pop("balance")
    heading = headings.pop("balance")
    moves = _moves(amounts)
    if kind in {"open-items", "invoices"} and "remaining" not in amounts and not _runs(balance.values, moves):
        amounts["remaining"] = balance
        columns["remaining"] = list(balance.values)
        headings["remaining"] = heading
        return
    notes.append(Note.of("balance-not-used", heading=heading))


def _moves(amounts: MutableMapping[str, Amounts]) -> Sequence[Decimal | None]:
    for name in ("amount", "gross"):
        if name in amounts:
            return amounts[name].values
    if "debit" in amounts and "credit_amount" in amounts:
        pairs = zip(amounts["debit"].values, amounts["credit_amount"].values, strict=True)
        return [(debit or Decimal(0)) - (credit or Decimal(0)) for debit, credit in pairs]
    return []


def _runs(balance: Sequence[Decimal | None], moves: Sequence[Decimal | None]) -> bool:
    """Tell whether most balances are the one before plus or less the row's own amount."""
    if not moves or len(balance) < 3:
        return False
    steps = [_stepped(balance[n - 1], balance[n], moves[n]) for n in range(1, len(balance))]
    return sum(steps) * 5 >= len(steps) * 4


def _stepped(before: Decimal | None, after: Decimal | None, move: Decimal | None) -> bool:
    return before is not None and after is not None and abs(after - before) == abs(move or Decimal(0))
