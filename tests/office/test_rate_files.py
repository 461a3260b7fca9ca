"""Shipped reference rates and the user's own rows."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.vectors import vectors

from arrears.errors import InputRefused
from arrears.office.rate_files import rate_series, shipped_rows
from arrears.runs.ports import Table


def own(*rows: tuple[object, object, object, object]) -> Table:
    keys = ("series", "from_day", "rate", "source")
    columns = {key: [row[n] for row in rows] for n, key in enumerate(keys)}
    return Table("InterestRates", "Interest rates", columns, list(range(2, 2 + len(rows))), {})  # type: ignore[arg-type]


def test_every_shipped_rate_has_a_source_or_is_a_gap() -> None:
    rows = [row for series in shipped_rows().values() for row in series]
    assert len(rows) > 800
    assert all(row.source if row.rate is not None else row.certainty == "none" for row in rows)
    assert {row.certainty for row in rows} <= {"A", "B", "C", "D", "none"}


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("eu_late_payment_reference_rate", date(2026, 12, 31)),
        ("de_basiszinssatz", date(2026, 12, 31)),
        ("cn_lpr_1y", date(2026, 9, 19)),
        ("uk_boe_bank_rate", date(2026, 10, 6)),
        ("ecb_mro", date(2026, 9, 16)),
        ("in_rbi_bank_rate", date(2026, 2, 6)),
        ("se_riksbank_reference", date(2024, 12, 31)),
    ],
)
def test_a_series_ends_on_its_last_sourced_day(name: str, last: date) -> None:
    series = rate_series()[name]
    assert series.last_day == last
    with pytest.raises(InputRefused, match=f"rate-missing.*{name}"):
        series.on(date(2027, 1, 1))


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2012, 3, 1), date(2017, 5, 1)])
def test_a_gap_is_refused(day: date) -> None:
    name = "in_rbi_bank_rate" if day.year == 2017 else "us_prompt_payment"
    with pytest.raises(InputRefused, match=day.isoformat()):
        rate_series()[name].on(day)


def test_the_users_rows_extend_a_series_and_are_marked_as_theirs() -> None:
    table = own(
        ("EU_late_payment_reference_rate", date(2027, 1, 1), Decimal("2.65"), "ECB, 1 January"),
        ("house rate", date(2025, 1, 1), 9, None),
        ("house rate", None, Decimal(1), "no day"),
    )
    found = rate_series(table)
    row = found["eu_late_payment_reference_rate"].row(date(2027, 6, 30))
    assert (row.rate, row.own, row.source) == (Decimal("2.65"), True, "ECB, 1 January")
    assert found["eu_late_payment_reference_rate"].row(date(2026, 12, 31)).own is False
    assert found["eu_late_payment_reference_rate"].last_day == date(2027, 6, 30)
    assert found["house rate"].on(date(2030, 1, 1)) == 9


@pytest.mark.parametrize(
    ("file", "key", "name", "expected"),
    [
        ("eu_late_payment", "day", "de_basiszinssatz", "base"),
        ("uk_late_payment", "interest_starts", "uk_late_payment_reference_rate", "reference_rate"),
        ("cn_late_payment", "day", "cn_lpr_1y", "lpr_1y"),
    ],
)
def test_published_reference_rates_are_met(file: str, key: str, name: str, expected: str) -> None:
    cases = json.loads(vectors(f"interest/{file}.json").read_text(encoding="utf-8"))["vectors"]
    met = 0
    for case in cases:
        if key in case["inputs"] and expected in case["expected"]:
            day = date.fromisoformat(case["inputs"][key])
            assert rate_series()[name].on(day) == Decimal(case["expected"][expected]), case["id"]
            met += 1
    assert met >= 4
