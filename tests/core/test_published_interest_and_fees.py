"""Interest and fees as other systems test them: every case is met, or skipped with the reason."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

import pytest
from tests.ledgers import ledger
from tests.vectors import vectors

from arrears.core.interest.interest import Interest, InterestTerms, charge
from arrears.core.interest.rates import RateRow, RateSeries, series
from arrears.core.interest.regimes import REGIMES
from arrears.core.policy import Policy
from arrears.errors import InputRefused

Case = dict[str, Any]
FILE = "systems/interest_and_fees.json"
_CLAIMED = "a fee is claimed in the letter and is no receivable until the ledger posts it"
_BY_LEVEL = "a fee is an amount by level, agreed with the customer, not a percentage of the debt or a range of amounts"
_BY_RANGE = "interest is a rate over days, not an amount by how many days have passed"
NOT_ADOPTED = {
    "fee-tryton-fixed": _CLAIMED,
    "fee-tryton-percent": _CLAIMED,
    "fee-bc-min": _BY_LEVEL,
    "fee-bc-max": _BY_LEVEL,
    "fee-bc-fixed-plus-percent": _BY_LEVEL,
    "fee-bc-accumulated-ranges": _BY_LEVEL,
    "fee-bc-single-ranges": _BY_LEVEL,
    "int-d365-range-45": _BY_RANGE,
    "int-d365-range-61": _BY_RANGE,
    "int-d365-range-90": _BY_RANGE,
    "int-d365-note-2-percent": "interest is a rate over days, not a percentage of each note",
    "int-quickbooks-formula": "interest below the minimum is not charged; it is not raised to the minimum",
    "int-cn-sme-floor": "whether an agreed rate is lawful is for a person to judge",
}
"""Case -> why its rule is not ours."""


def all_cases() -> Iterator[Any]:
    if not os.environ.get("ARREARS_VECTORS"):
        yield pytest.param({}, id="no folder")
        return
    for case in json.loads(vectors(FILE).read_text(encoding="utf-8"))["cases"]:
        yield pytest.param(case, id=case["id"])


@pytest.mark.parametrize("case", list(all_cases()))
def test_a_published_case_is_met(case: Case) -> None:
    if not case:
        vectors("")
    if case["id"] in NOT_ADOPTED:
        pytest.skip(f"{case['id']}: {NOT_ADOPTED[case['id']]}")
    checks = [check for form, check in CHECKS.items() if fnmatchcase(case["id"], form)]
    assert checks, f"{case['id']} is neither met nor declined"
    checks[0](case["inputs"], case["expected"])


def on(text: str) -> date:
    return date.fromisoformat(text)


def overdue(amount: object, days: int, terms: InterestTerms) -> Decimal:
    """Charge an amount for so many days after it fell due, none of them in a leap year."""
    book = ledger(f"item 1 A EUR invoice 2024-12-31 2024-12-31 {amount}")
    return owed(charge(book, date(2024, 12, 31) + timedelta(days=days), [terms], {}))


def owed(interest: Interest) -> Decimal:
    return Decimal(int(interest.amount[0])).scaleb(-2)


def dated(starts: Sequence[str]) -> Mapping[str, RateSeries]:
    rows = [RateRow(on(day), None, Decimal(nth + 5)) for nth, day in enumerate(starts)]
    return {"dated": series("dated", rows)}


def memo(told: Case, starts: Sequence[str], grace: int = 0) -> Interest:
    book = ledger(f"item 1 A EUR invoice 2023-01-01 {told['due']} 1000")
    return charge(book, on(told["memo_date"]), [InterestTerms(series="dated", grace=grace)], dated(starts))


def by_dated_rates(told: Case, expected: Case) -> None:
    slices = memo(told, told["rate_start_dates"]).slices
    assert [(str(one.from_day), str(one.to_day), one.days) for one in slices] == [
        (part["first_day"], part["last_day"], part["days"]) for part in expected["segments"]
    ]


def without_a_rate(told: Case, expected: Case) -> None:
    with pytest.raises(InputRefused, match="rate-missing"):
        memo(told, [told["rate_start"]])


def by_lines(told: Case, expected: Case) -> None:
    assert len(memo(told, ["2023-01-01"], told.get("grace_days", 0)).slices) == expected["lines"]


def by_minimum(told: Case, expected: Case) -> None:
    price = 10 if expected["lines"] == 0 else 1000
    terms = InterestTerms(rate=Decimal(8), minimum=Decimal(told["minimum_amount"]))
    assert (overdue(price, 182, terms) > 0) == bool(expected["lines"])


def paid_late_and_closed(told: Case, expected: Case) -> None:
    book = ledger("item 1 A EUR invoice 2025-01-01 2025-01-11 1000\nalloc 1 - 1000 2025-01-14")
    slices = charge(book, on("2025-02-11"), [InterestTerms(rate=Decimal(8))], {}).slices
    assert sum(one.days for one in slices) == expected["interest_days"]


def a_month_of_30_days(told: Case) -> InterestTerms:
    year = 360 // told["interest_period_days"]
    return InterestTerms(rate=Decimal(str(told["rate_percent"])) * year, day_count="act/360")


def by_average_balance(told: Case, expected: Case) -> None:
    paid = told["payments"][0]
    book = ledger(
        f"item 1 A EUR invoice 2024-01-01 {told['due']} {told['invoice']}\nalloc 1 - {paid['amount']} {paid['date']}"
    )
    interest = charge(book, on(told["memo_date"]), [a_month_of_30_days(told)], {})
    assert [one.days for one in interest.slices] == list(expected["weighted"].values())
    assert owed(interest) == Decimal(expected["interest"])


def since_the_last_memo(told: Case, expected: Case) -> None:
    book = ledger(f"item 1 A EUR invoice 2024-01-01 {told['due']} {told['invoice']}")
    before, now = (
        owed(charge(book, on(told[day]), [a_month_of_30_days(told)], {})) for day in ("last_memo", "memo_date")
    )
    assert now - before == Decimal(expected["interest"])


def each_reminder(told: Case, expected: Case) -> None:
    terms = InterestTerms(rate=Decimal(told["annual_rate_percent"]))
    first, second = (overdue(told["outstanding"], days, terms) for days in told["reminders_at_days"])
    assert [str(first), str(second)] == expected["interest_per_reminder"]
    assert str(second - first) == expected["second_reminder_should_add"]


def by_year(told: Case, expected: Case) -> None:
    terms = InterestTerms(rate=Decimal(told["annual_percent"]))
    assert str(overdue(told["amount"], told["days"], terms)) == expected["interest"]


def by_statute(told: Case, expected: Case) -> None:
    assert str(overdue(told["overdue"], told["days"], REGIMES["cn-sme"].terms)) == expected["interest"]


def by_reminder(told: Case, expected: Case) -> None:
    interest = overdue(told["outstanding"], told["days_overdue"], InterestTerms(rate=Decimal(0)))
    fee = Policy(letter_fee=(Decimal(told["fee"]),)).fee(1)
    assert (interest, fee) == (Decimal(expected["interest"]), expected["fee"])
    assert told["outstanding"] + interest + fee == Decimal(expected["total"])


def after_the_principal(told: Case, expected: Case) -> None:
    """5 % on 100 for 30 days are 0.41; the payment of the principal leaves them owed."""
    book = ledger(f"item 1 A EUR invoice 2024-12-31 2024-12-31 {told['principal']}\nalloc 1 - 100 2025-01-30")
    interest = owed(charge(book, on("2025-12-31"), [InterestTerms(rate=Decimal(5))], {}))
    assert str(interest) == told["interest"]
    assert interest + Policy(letter_fee=(Decimal(told["fee"]),)).fee(1) == Decimal(expected["remaining"])


def by_fee(told: Case, expected: Case) -> None:
    fee = told.get("fee_amount", told.get("fee"))
    assert Policy(letter_fee=(Decimal(fee),)).fee(1) == Decimal(expected["fee"])


CHECKS: Mapping[str, Callable[[Case, Case], None]] = {
    "int-erpnext-dunning-4": by_reminder,
    "int-erpnext-double-charge-pitfall": each_reminder,
    "int-erpnext-58227-partial-loss": after_the_principal,
    "fee-*": by_fee,
    "int-bc-dated-rates-*": by_dated_rates,
    "int-bc-no-rate-before": without_a_rate,
    "int-bc-minimum-*": by_minimum,
    "int-bc-closed-entry-days": paid_late_and_closed,
    "int-bc-average-daily-balance": by_average_balance,
    "int-bc-since-last-memo": since_the_last_memo,
    "int-bc-*": by_lines,
    "int-d365-annual": by_year,
    "int-cn-sme-statutory": by_statute,
}
