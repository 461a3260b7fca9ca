"""Whether a statement adds up: opening + lines = closing, and each printed balance follows from the one before."""

from collections.abc import Sequence
from decimal import Decimal

from arrears.core.bank.statement import Line, Statement
from arrears.core.problems import Place, Problem


def unexplained(statement: Statement) -> Decimal | None:
    """Give what opening balance and booked lines leave of the closing balance; None unless both are given.

    >>> from arrears.core.bank.statement import Line
    >>> lines = (Line(Decimal("25.50")), Line(Decimal("-5")), Line(Decimal("9"), pending=True))
    >>> unexplained(Statement(opening=Decimal("100"), closing=Decimal("120.50"), lines=lines))
    Decimal('0.00')
    """
    if statement.opening is None or statement.closing is None:
        return None
    return statement.closing - statement.opening - sum((line.amount for line in statement.booked()), Decimal(0))


def in_order(lines: Sequence[Line]) -> list[Line] | None:
    """Put lines with printed balances in the order in which each balance follows from the one before.

    Tries the order of the file and its reverse; None where neither holds all the way, or some line prints none.
    """
    orders = [order for order in (list(lines), list(reversed(lines))) if not breaks(order)]
    return orders[0] if orders and all(line.balance is not None for line in lines) else None


def breaks(lines: Sequence[Line]) -> list[int]:
    """Give the positions of lines whose printed balance does not follow from the last one printed before."""
    found, last, since = [], None, Decimal(0)
    for position, line in enumerate(lines):
        since += line.amount
        if line.balance is None:
            continue
        if last is not None and last + since != line.balance:
            found.append(position)
        last, since = line.balance, Decimal(0)
    return found


def shown_balances(lines: Sequence[Line]) -> tuple[Decimal | None, Decimal | None]:
    """Give the opening and closing balance that printed balances prove, None for both where they do not.

    Where the lines fit both orders, and these give different balances, neither is proved.

    >>> shown_balances([Line(Decimal("5"), balance=Decimal("15")), Line(Decimal("-3"), balance=Decimal("12"))])
    (Decimal('10'), Decimal('12'))
    """
    if not lines or any(line.balance is None for line in lines):
        return None, None
    ends = {
        (order[0].balance - order[0].amount, order[-1].balance)
        for order in (list(lines), list(reversed(lines)))
        if order[0].balance is not None and not breaks(order)
    }
    return ends.pop() if len(ends) == 1 else (None, None)


def proof_problems(statement: Statement, file: str) -> list[Problem]:
    """Report a statement that does not add up, and balances printed in its lines that do not follow."""
    problems = []
    left = unexplained(statement)
    if left:
        values = {
            "account": statement.account, "opening": str(statement.opening), "closing": str(statement.closing),
            "lines": str(sum((line.amount for line in statement.booked()), Decimal(0))), "currency": statement.currency,
        }  # fmt: skip
        problems.append(Problem("bank-closing-differs", Place(file=file), format(left, "f"), values=values))
    booked = statement.booked()
    found = min((breaks(booked), breaks(list(reversed(booked)))), key=len)
    if found and any(line.balance is not None for line in booked):
        line = booked[found[0]] if found == breaks(booked) else list(reversed(booked))[found[0]]
        values = {"count": str(len(found)), "account": statement.account}
        place = Place(file=file, row=line.row)
        problems.append(Problem("bank-balance-breaks", place, format(line.balance or Decimal(0), "f"), values=values))
    return problems
