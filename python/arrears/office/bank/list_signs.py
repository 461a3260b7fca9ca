"""Money in or out: by two columns, by a word beside the amount, or by its sign, which lists of cards turn round."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from arrears.errors import ListRefused
from arrears.office.bank.list_words import says, side_of

SIGNS = ("plain", "reversed")


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of one row as they stand, and the words beside them."""

    amount: Decimal | None
    credit: Decimal | None
    debit: Decimal | None
    side: str
    text: str

    @property
    def side_said(self) -> str:
        """Tell what the word beside the amount says."""
        return side_of(self.side)


def signed(rows: Sequence[Figures], file: str, *, card: bool, given: str | None) -> list[Decimal | None]:
    """Give each row's amount with money in positive; None where it has none, or moves no money of the account.

    Raises ListRefused ``bank-signs-unknown`` where nothing tells which sign means money in.
    """
    if any(row.credit is not None or row.debit is not None for row in rows):
        return _by_columns(rows, file)
    if any(row.side_said in ("in", "out") for row in rows):
        return _by_words(rows, file)
    if given:
        return [row.amount if given == "plain" else _minus(row.amount) for row in rows]
    if card:
        return _of_card(rows, file)
    return [_minus(row.amount) for row in rows] if _turned_round(rows) else [row.amount for row in rows]


def _by_columns(rows: Sequence[Figures], file: str) -> list[Decimal | None]:
    """Take money in less money out; a column of money out may be written with minus signs throughout."""
    out = [row.debit for row in rows if row.debit]
    negative = all(amount < 0 for amount in out) and bool(out)
    if any(amount < 0 for amount in out) and not negative:
        found = next(amount for amount in out if amount < 0)
        raise ListRefused("bank-signs-unknown", file, found=str(found))
    zero = Decimal(0)
    return [
        None
        if row.credit is None and row.debit is None
        else (row.credit or zero) - (-(row.debit or zero) if negative else (row.debit or zero))
        for row in rows
    ]


def _by_words(rows: Sequence[Figures], file: str) -> list[Decimal | None]:
    """Take the side a word names. Signs may say the same again; other minus signs are not to be guessed at."""
    told = [row for row in rows if row.amount and row.side_said in ("in", "out")]
    again = {(row.side_said, (row.amount or 0) > 0) for row in told}
    if any(not positive for _, positive in again) and again - {("in", True), ("out", False)}:
        found = next(row for row in told if (row.side_said, (row.amount or 0) > 0) not in {("in", True), ("out", True)})
        raise ListRefused("bank-signs-unknown", file, found=f"{found.side} {found.amount}")
    signs = {"in": 1, "out": -1}
    return [abs(row.amount) * signs[row.side_said] if row.amount is not None and row.side_said in signs else None
            for row in rows]  # fmt: skip


def _turned_round(rows: Sequence[Figures]) -> bool:
    """Tell a card's list that does not say so: purchases without and refunds or repayments with a minus sign.

    Only the issuer of a card thanks for a payment.
    """
    paid_in = {_positive(row) for row in rows if row.amount and _word(row) == "in"}
    spent = {_positive(row) for row in rows if row.amount and _word(row) == "out"}
    thanked = {_positive(row) for row in rows if row.amount and says("card_thanks", row.text)}
    return (paid_in == {False} and spent == {True}) or (thanked == {False} and False not in spent)


def _of_card(rows: Sequence[Figures], file: str) -> list[Decimal | None]:
    """Find from words such as repayment and purchase what a card's signs mean; without signs, each row needs one."""
    paid_in = {_positive(row) for row in rows if row.amount and _word(row) == "in"}
    spent = {_positive(row) for row in rows if row.amount and _word(row) == "out"}
    if paid_in <= {False} and spent <= {True} and (paid_in or spent) and any(_positive(row) is False for row in rows):
        return [_minus(row.amount) for row in rows]
    if paid_in <= {True} and spent <= {False} and (paid_in or spent) and any(_positive(row) is False for row in rows):
        return [row.amount for row in rows]
    if all(row.amount is None or (row.amount >= 0 and _word(row)) for row in rows):
        return [row.amount if _word(row) == "in" else _minus(row.amount) for row in rows]
    found = next((f"{row.text} {row.amount}" for row in rows if row.amount), "")
    raise ListRefused("bank-signs-unknown", file, found=found[:80])


def _positive(row: Figures) -> bool:
    return (row.amount or 0) > 0


def _word(row: Figures) -> str:
    into, out = says("card_in", row.text), says("card_out", row.text)
    return "" if into == out else "in" if into else "out"


def _minus(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else -amount
