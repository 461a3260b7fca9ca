"""A customer's statement of account, from the columns of a list of movements."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from arrears.errors import InputRefused
from arrears.functions.calling import caller
from arrears.functions.declaration import Declarations
from arrears.functions.figures import DAY, MONEY
from arrears.functions.ranges import equal_lengths, key
from arrears.functions.readers import TEXT
from arrears.functions.results import Result
from arrears.texts import message

declared = Declarations()


@declared.table(
    "AR_STATEMENT",
    customer=TEXT, customers=TEXT.of_range(), dates=DAY.of_range(), numbers=TEXT.of_range(), amounts=MONEY.of_range(),
    from_date=DAY, to_date=DAY,
)  # fmt: skip
def account(
    customer: str,
    customers: Sequence[str | None],
    dates: Sequence[date | None],
    numbers: Sequence[str | None],
    amounts: Sequence[Decimal | None],
    from_date: date | None = None,
    to_date: date | None = None,
) -> list[list[Result]]:
    """List what moved on a customer's account in a time, with its balance before, after each movement, and at the end.

    Amounts are positive where they raise what is owed, negative where they reduce it.
    """
    columns = {"customers": customers, "dates": dates, "numbers": numbers, "amounts": amounts}
    equal_lengths(columns)
    if from_date is not None and to_date is not None and from_date > to_date:
        raise InputRefused("argument-period", found=to_date.isoformat(), argument="to_date")
    moved: list[tuple[date, str, Decimal]] = []
    asked = key(customer)
    for row, (who, day, number, amount) in enumerate(zip(customers, dates, numbers, amounts, strict=True), start=1):
        if key(who) != asked:
            continue
        if day is None or amount is None:
            raise InputRefused("argument-row-blank", found=str(row), argument="dates" if day is None else "amounts")
        if to_date is None or day <= to_date:
            moved.append((day, number or "", amount))
    moved.sort(key=lambda one: one[:2])
    return list(_rows(moved, from_date))


def _rows(moved: Sequence[tuple[date, str, Decimal]], from_date: date | None) -> list[list[Result]]:
    def said(name: str) -> str:
        return message(f"function-{name}", caller().speaks)

    before = [one for one in moved if from_date is not None and one[0] < from_date]
    within = moved[len(before) :]
    balance = opening = sum((amount for _, _, amount in before), Decimal(0))
    rows: list[list[Result]] = [
        [said("date"), said("number"), said("charged"), said("received"), said("balance")],
        [from_date, said("opening"), None, None, opening],
    ]
    for day, number, amount in within:
        balance += amount
        charged, received = (amount, None) if amount > 0 else (None, -amount)
        rows.append([day, number, charged, received, balance])
    charged_in_all = sum((amount for _, _, amount in within if amount > 0), Decimal(0))
    return [*rows, [None, said("closing"), charged_in_all, opening + charged_in_all - balance, balance]]
