"""What letters there may be next; nothing is recorded here."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, Final

import numpy as np

from arrears.core.dates import as_days
from arrears.core.dunning.dunning_case import Proposal
from arrears.core.dunning.escalation import DunningBlocks, DunningItems, UnappliedCredits, propose
from arrears.core.dunning.procedures import Procedure
from arrears.core.ledger import ITEM_KINDS
from arrears.core.policy import Policy
from arrears.functions.ageing import days_past_due
from arrears.functions.calling import caller
from arrears.functions.declaration import Declarations
from arrears.functions.figures import AMOUNT, COUNT, CURRENCY, DAY
from arrears.functions.readers import Reader, rising
from arrears.functions.results import Fault, Result
from arrears.functions.spreading import attempted
from arrears.functions.terms import minor
from arrears.texts import in_words, message

declared = Declarations()
STANDARD: Final = Policy()


_ASKED: Final[Mapping[str, Reader]] = {
    "amount": AMOUNT, "due_date": DAY, "as_of": DAY, "last_level": COUNT, "last_letter": DAY, "disputed": AMOUNT,
    "hold_until": DAY, "levels": rising(most=9), "interval": COUNT, "minimum": AMOUNT,
    "currency_code": CURRENCY,
}  # fmt: skip
_LEFT_OUT: Final[Mapping[str, object]] = {
    "last_level": 0, "last_letter": None, "disputed": Decimal(0), "hold_until": None, "levels": STANDARD.levels,
    "interval": STANDARD.letter_interval, "minimum": STANDARD.minimum_amount, "currency_code": "",
}  # fmt: skip


@declared.columns("AR_NEXT_LEVEL", _LEFT_OUT, **_ASKED)
def next_level(
    amount: Sequence[Decimal],
    due_date: Sequence[date],
    as_of: Sequence[date],
    last_level: Sequence[int],
    last_letter: Sequence[date | None],
    disputed: Sequence[Decimal],
    hold_until: Sequence[date | None],
    levels: tuple[int, ...],
    interval: Sequence[int],
    minimum: Sequence[Decimal],
    currency_code: Sequence[str],
) -> list[Result]:
    """Give the dunning level that a letter about an item may bear on a day; 0 where there may be none."""
    columns = (amount, due_date, as_of, last_level, last_letter, disputed, hold_until, interval, minimum, currency_code)
    found = _proposals(levels, list(zip(*columns, strict=True)))
    return [one if isinstance(one, Fault) else one.level if one is not None and one.send else 0 for one in found]


@declared.columns("AR_NEXT_LEVEL_REASON", _LEFT_OUT, **_ASKED)
def next_level_reason(
    amount: Sequence[Decimal],
    due_date: Sequence[date],
    as_of: Sequence[date],
    last_level: Sequence[int],
    last_letter: Sequence[date | None],
    disputed: Sequence[Decimal],
    hold_until: Sequence[date | None],
    levels: tuple[int, ...],
    interval: Sequence[int],
    minimum: Sequence[Decimal],
    currency_code: Sequence[str],
) -> list[Result]:
    """Say why an item reaches the next level, or why there is no letter about it."""
    columns = (amount, due_date, as_of, last_level, last_letter, disputed, hold_until, interval, minimum, currency_code)
    found = _proposals(levels, list(zip(*columns, strict=True)))
    language = caller().speaks
    nothing = message("function-nothing-overdue", language)
    return [
        one if isinstance(one, Fault) else " ".join((in_words(one.reasons, code, language) if one else nothing).split())
        for one, code in zip(found, currency_code, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Case:
    """An item as the proposal of letters takes it, in minor units; each is a customer of its own."""

    amount: int
    disputed: int
    currency: str
    due: date
    day: date
    level: int
    letter: date | None
    hold: date | None
    procedure: Procedure


def _proposals(levels: tuple[int, ...], rows: Sequence[Sequence[Any]]) -> list[Proposal | Fault | None]:
    """Propose letters as the workbook does, each row a customer of its own; None where nothing is overdue."""
    procedure = lru_cache(partial(_procedure, levels))
    found: list[Proposal | Fault | None] = [None] * len(rows)
    by_day: dict[date, list[tuple[int, _Case]]] = defaultdict(list)
    for number, row in enumerate(rows):
        case = attempted(_case, procedure, *row)
        if isinstance(case, Fault):
            found[number] = case
        else:
            by_day[case.day].append((number, case))
    for day, cases in by_day.items():
        for proposal in _of_day([case for _, case in cases], day):
            found[cases[proposal.customer][0]] = proposal
    return found


def _procedure(levels: tuple[int, ...], interval: int, minimum: Decimal) -> Procedure:
    return Procedure.of(Policy(levels=levels, letter_interval=interval, minimum_amount=minimum))


def _case(
    procedure: Callable[[int, Decimal], Procedure], amount: Decimal, due: date, day: date, level: int,
    letter: date | None, disputed: Decimal, hold: date | None, interval: int, minimum: Decimal, currency: str,
) -> _Case:  # fmt: skip
    minor(minimum, currency, "minimum")
    return _Case(
        minor(amount, currency), minor(disputed, currency, "disputed"), currency, due, day, level, letter, hold,
        procedure(interval, minimum),
    )  # fmt: skip


def _of_day(cases: Sequence[_Case], day: date) -> list[Proposal]:
    size = len(cases)
    codes = tuple(sorted({case.currency for case in cases}))
    at = {code: number for number, code in enumerate(codes)}
    no = np.zeros(size, dtype=np.bool_)
    items = DunningItems(
        document=(message("function-this-item", caller().speaks),) * size,
        customer=np.arange(size, dtype=np.int32),
        currency=np.array([at[case.currency] for case in cases], dtype=np.int32),
        kind=np.full(size, ITEM_KINDS.index("invoice"), dtype=np.int32),
        balance=np.array([case.amount for case in cases], dtype=np.int64),
        disputed=np.array([case.disputed for case in cases], dtype=np.int64),
        due=as_days([case.due for case in cases]),
        days_past_due=np.array([days_past_due(case.due, day) for case in cases], dtype=np.int64),
        level=np.array([case.level for case in cases], dtype=np.int64),
        last_letter=as_days([case.letter for case in cases]),
        hold_until=as_days([case.hold for case in cases]),
        opening=no,
        unapproved=no,
    )
    none = np.zeros(0, dtype=np.int32)
    blocks = DunningBlocks(("",) * size, as_days([None] * size))
    held = UnappliedCredits(none, none, np.zeros(0, dtype=np.int64))
    return propose(items, blocks, held, codes, [case.procedure for case in cases], letter_date=day)
