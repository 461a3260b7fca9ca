"""What letters there may be next, and where the last one is; nothing is recorded here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath, PureWindowsPath
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
from arrears.functions.ranges import equal_lengths, key
from arrears.functions.readers import AMOUNT, COUNT, CURRENCY, DAY, TEXT, Reader, rising
from arrears.functions.results import Result
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
    return [one.level if one is not None and one.send else 0 for one in found]


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
    said = [
        nothing if one is None else in_words(one.reasons, code, language)
        for one, code in zip(found, currency_code, strict=True)
    ]
    return [" ".join(text.split()) for text in said]


Row = tuple[Any, ...]


def _proposals(levels: tuple[int, ...], rows: Sequence[Row]) -> list[Proposal | None]:
    """Propose letters as the workbook does, each row a customer of its own; None where nothing is overdue."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_day[row[2]].append(number)
    found: list[Proposal | None] = [None] * len(rows)
    for day, numbers in by_day.items():
        for proposal in _of_day(levels, [rows[number] for number in numbers], day):
            found[numbers[proposal.customer]] = proposal
    return found


def _of_day(levels: tuple[int, ...], rows: Sequence[Row], day: date) -> list[Proposal]:
    amount, due, _, level, letter, disputed, hold, interval, minimum, currency = zip(*rows, strict=True)
    size = len(rows)
    codes = tuple(sorted(set(currency)))
    at = {code: number for number, code in enumerate(codes)}
    no = np.zeros(size, dtype=np.bool_)
    items = DunningItems(
        document=(message("function-this-item", caller().speaks),) * size,
        customer=np.arange(size, dtype=np.int32),
        currency=np.array([at[code] for code in currency], dtype=np.int32),
        kind=np.full(size, ITEM_KINDS.index("invoice"), dtype=np.int32),
        balance=np.array(list(map(minor, amount, currency)), dtype=np.int64),
        disputed=np.array(list(map(minor, disputed, currency)), dtype=np.int64),
        due=as_days(due),
        days_past_due=np.array([days_past_due(one, day) for one in due], dtype=np.int64),
        level=np.array(level, dtype=np.int64),
        last_letter=as_days(letter),
        hold_until=as_days(hold),
        opening=no,
        unapproved=no,
    )
    none = np.zeros(0, dtype=np.int32)
    procedures = list(_procedures(levels, interval, minimum))
    blocks = DunningBlocks(("",) * size, as_days([None] * size))
    held = UnappliedCredits(none, none, np.zeros(0, dtype=np.int64))
    return propose(items, blocks, held, codes, procedures, letter_date=day)


def _procedures(levels: tuple[int, ...], interval: Sequence[int], minimum: Sequence[Decimal]) -> Iterator[Procedure]:
    known: dict[tuple[int, Decimal], Procedure] = {}
    for asked in zip(interval, minimum, strict=True):
        if asked not in known:
            known[asked] = Procedure.of(Policy(levels=levels, letter_interval=asked[0], minimum_amount=asked[1]))
        yield known[asked]


@declared.columns(
    "AR_LAST_LETTER",
    customer=TEXT, letters_customers=TEXT.of_range(), letters_dates=DAY.of_range(), letters_files=TEXT.of_range(),
    letters_voided=TEXT.of_range(),
)  # fmt: skip
def last_letter_path(
    customer: Sequence[str],
    letters_customers: Sequence[str | None],
    letters_dates: Sequence[date | None],
    letters_files: Sequence[str | None],
    letters_voided: Sequence[str | None] = (),
) -> list[Result]:
    """Give the path of the last letter issued to a customer, from the columns of the register; blank where none is.

    A letter with anything in the fourth column is void and does not count. A path that the register keeps beside the
    workbook is given in full.
    """
    voided = list(letters_voided) or [None] * len(letters_customers)
    columns = {"letters_customers": letters_customers, "letters_dates": letters_dates}
    equal_lengths(columns | {"letters_files": letters_files, "letters_voided": voided})
    last: dict[str, tuple[date, str]] = {}
    for who, day, file, void in zip(map(key, letters_customers), letters_dates, letters_files, voided, strict=True):
        if who and day and file and not void and (who not in last or day >= last[who][0]):
            last[who] = (day, file)
    return [_in_full(last[who][1]) if who in last else None for who in map(key, customer)]


def _in_full(file: str) -> str:
    """Give a path beside the calling workbook in full, where the workbook's own is known."""
    book = caller().book
    path = PureWindowsPath if "\\" in book else PurePosixPath
    if not path(book).is_absolute() or path(file).is_absolute():
        return file
    return str(path(book).parent / file)
