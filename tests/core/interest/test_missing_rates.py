"""A missing rate leaves out the items that need it, and no other."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from tests.ledgers import ledger

from arrears.core.interest.interest import InterestTerms, charge
from arrears.core.interest.missing_rates import MissingRate, charge_known
from arrears.core.interest.rates import RateRow, series

KNOWN = series("bank", [
    RateRow(date(2026, 1, 1), date(2026, 3, 31), Decimal(4), "first"),
    RateRow(date(2026, 4, 1), date(2026, 4, 30), None),
    RateRow(date(2026, 5, 1), date(2026, 6, 30), Decimal(5), "second"),
])  # fmt: skip
BANK, OTHER, CONTRACT = InterestTerms(series="bank"), InterestTerms(series="nowhere"), InterestTerms(rate=Decimal(8))


def items(*due: str) -> str:
    return "\n".join(f"item {n} A EUR invoice 2025-12-01 {day} 1000.00" for n, day in enumerate(due))


@pytest.mark.parametrize(
    ("as_of", "due", "day"),
    [
        ("2026-07-31", "2026-05-10", date(2026, 7, 1)),
        ("2026-05-31", "2026-04-10", date(2026, 4, 11)),
        ("2026-05-31", "2026-03-10", date(2026, 4, 1)),
        ("2026-02-28", "2025-12-20", date(2025, 12, 21)),
    ],
)
def test_an_item_is_left_out_by_the_first_day_without_a_rate(as_of: str, due: str, day: date) -> None:
    interest, missing = charge_known(ledger(items(due)), date.fromisoformat(as_of), [BANK], {"bank": KNOWN})
    assert missing == [MissingRate("bank", day, [0])]
    assert interest.amount.tolist() == [0]
    assert len(interest.slices) == 0


def test_the_other_items_bear_what_they_bear_without_it() -> None:
    text = items("2026-01-31", "2026-01-31", "2026-01-31", "2026-05-10") + "\nalloc 1 - 1000.00 2026-03-01"
    terms = [BANK, BANK, CONTRACT, BANK]
    interest, missing = charge_known(ledger(text), date(2026, 6, 30), terms, {"bank": KNOWN})
    assert [(one.series, one.day, one.items) for one in missing] == [("bank", date(2026, 4, 1), [0])]
    known = charge(ledger(text), date(2026, 6, 30), [None, *terms[1:]], {"bank": KNOWN})
    assert interest.amount.tolist() == known.amount.tolist()
    assert list(interest.slices) == list(known.slices)
    assert all(interest.amount[1:])


def test_a_series_that_nobody_knows_leaves_out_its_items_only() -> None:
    interest, missing = charge_known(
        ledger(items("2026-01-31", "2026-02-28")), date(2026, 3, 31), [OTHER, CONTRACT], {"bank": KNOWN}
    )
    assert missing == [MissingRate("nowhere", date(2026, 2, 1), [0], unknown=True)]
    assert interest.amount.tolist()[0] == 0
    assert interest.amount.tolist()[1] > 0


def test_each_series_has_a_case_of_its_own() -> None:
    more = series("other", [RateRow(date(2026, 1, 1), date(2026, 1, 31), Decimal(4), "third")])
    both = {"bank": KNOWN, "other": more}
    terms = [BANK, InterestTerms(series="other"), InterestTerms(series="other", margin=Decimal(1))]
    _, missing = charge_known(ledger(items("2026-01-15", "2026-01-15", "2026-01-20")), date(2026, 4, 2), terms, both)
    assert missing == [
        MissingRate("bank", date(2026, 4, 1), [0]),
        MissingRate("other", date(2026, 2, 1), [1, 2]),
    ]


def test_where_every_rate_is_known_nothing_changes() -> None:
    book, rates = ledger(items("2026-01-15")), {"bank": KNOWN}
    interest, missing = charge_known(book, date(2026, 3, 31), [BANK], rates)
    assert missing == []
    assert list(interest.slices) == list(charge(book, date(2026, 3, 31), [BANK], rates).slices)


def test_what_was_charged_stays_charged_where_no_rate_or_no_rule_says_more() -> None:
    book, already = ledger(items("2026-05-10", "2026-01-31")), np.array([700, 900], dtype=np.int64)
    interest, _ = charge_known(book, date(2026, 7, 31), [BANK, None], {"bank": KNOWN}, already)
    assert interest.to_charge.tolist() == [0, 0]
