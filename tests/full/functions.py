"""Columns of 100,000 rows through every worksheet function: sample rows equal single calls, and how long it takes."""

import random
import time
from collections.abc import Sequence
from typing import Any

from tests.full.report import Section
from tests.functions.examples_held import BY_NAME, call

from arrears.functions.results import Fault

ROWS, SAMPLES, SAMPLES_OF_LISTS = 100_000, 50, 2
_WHOLE = 46_300.0


def show(section: Section) -> None:
    """Call each function once with columns and compare some of its rows with calls of single cells."""
    section.say("| function | seconds |")
    section.say("|---|---|")
    chance = random.Random(1)  # noqa: S311 - figures to compute with
    for name, arguments in _calls(chance).items():
        began = time.perf_counter()
        found = call(name, *arguments)
        section.say(f"| {name} | {time.perf_counter() - began:.2f} |")
        if name in SUMMING:
            section.expect(not isinstance(found, Fault), f"{name}: {found}")
            continue
        section.expect(isinstance(found, list) and len(found) == ROWS, f"{name}: not a column of {ROWS}")
        for row in chance.sample(range(ROWS), SAMPLES_OF_LISTS if name in _LISTS else SAMPLES):
            alone = call(name, *(one if _whole(name, at) else _cell(one, row) for at, one in enumerate(arguments)))
            section.expect(isinstance(found, list) and found[row][0] == alone, f"{name}, row {row}: {alone}")
    section.expect(set(BY_NAME) == {*_calls(chance), *ALONE}, "a function is not shown")


SUMMING = ("AR_AGEING", "AR_STATEMENT", "AR_AVERAGE_DAYS_LATE", "AR_COUNT_BACK_DSO")
"""What gives one answer for all rows."""
ALONE = ("AR_VERSION", "AR_EXPLAIN", "AR_INTEREST_SLICES")
"""What takes single cells only."""
_LISTS = {"AR_OPEN_BALANCE": (3, 4, 5), "AR_LAST_LETTER": (1, 2, 3), "AR_INTEREST": (7, 8, 11)}
"""Arguments that are one list for every row."""


def _whole(name: str, at: int) -> bool:
    return at in _LISTS.get(name, ())


def _cell(argument: Any, row: int) -> Any:
    return argument[row][0] if isinstance(argument, list) else argument


def _calls(chance: random.Random) -> dict[str, Sequence[Any]]:
    def column(make: Any) -> list[list[Any]]:
        return [[make(row)] for row in range(ROWS)]

    due = column(lambda _: 46_000.0 + chance.randrange(400))
    early = [[day[0] - 500] for day in due]
    document = [[day[0] - 30] for day in due]
    paid_on = [[day[0] + chance.randrange(-10, 60)] for day in due]
    amount = column(lambda _: chance.randrange(1, 5_000_000) / 100)
    terms = column(lambda _: chance.choice(["2/10 net 30", "net 30", "3/10, 2/20 net 60"]))
    key, customer = column(lambda row: f"K{row}"), column(lambda _: f"C{chance.randrange(3000)}")
    rule = column(lambda _: chance.choice(["de-b2b", "ecb_mro + 8", 0.09]))
    return {
        "AR_DAYS_PAST_DUE": (due, _WHOLE),
        "AR_BUCKET": (due, _WHOLE),
        "AR_OPEN_BALANCE": (key, amount, _WHOLE, key[::-1], amount[::-1], due),
        "AR_AGEING": (customer, amount, due, _WHOLE),
        "AR_DUE_DATE": (terms, document),
        "AR_DISCOUNT_DATE": (terms, document),
        "AR_DISCOUNT": (amount, terms, document, _WHOLE - 200, "EUR"),
        "AR_NET_TO_PAY": (amount, terms, document, _WHOLE - 200, "EUR"),
        "AR_UNEARNED_DISCOUNT": (amount, terms, document, [[cell[0] * 0.98] for cell in amount], paid_on),
        "AR_DISCOUNT_COST": (terms,),
        "AR_INTEREST": (
            amount,
            early,
            45_900.0,
            rule,
            None,
            None,
            None,
            [[day[0] + 100] for day in early],
            [[cell[0] / 4] for cell in amount],
            None,
            key,
            key[::-1],
        ),
        "AR_FIXED_SUM": (amount, due, _WHOLE, "eu-2011-7"),
        "AR_REFERENCE_RATE": ("ecb_mro", early),
        "AR_NEXT_LEVEL": (amount, due, _WHOLE),
        "AR_NEXT_LEVEL_REASON": (amount, due, _WHOLE),
        "AR_LAST_LETTER": (customer, customer, due, key),
        "AR_LIMITATION_DATE": (due, "CN"),
        "AR_STATEMENT": ("C7", customer, due, key, amount),
        "AR_DSO": (amount, amount[::-1], 30.0),
        "AR_COUNT_BACK_DSO": (1_000_000.0, amount[:120], _WHOLE),
        "AR_CEI": (amount, amount[::-1], amount, 0.0),
        "AR_AVERAGE_DAYS_LATE": (due, paid_on),
        "AR_AMOUNT_IN_WORDS": (amount, "CNY", "zh"),
    }
