"""Payment terms: due dates and discount dates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.term_notation import parse
from arrears.core.terms import Base, Deadline, Discount, MonthEnd, Terms


@pytest.mark.parametrize(
    ("deadline", "start", "last"),
    [
        (Deadline(30), "2026-01-10", "2026-02-09"),
        (Deadline(0), "2026-01-10", "2026-01-10"),
        (Deadline(months=1), "2026-01-31", "2026-02-28"),
        (Deadline(months=1), "2024-01-31", "2024-02-29"),
        (Deadline(10, month_end=MonthEnd.FIRST), "2026-06-16", "2026-07-10"),
        (Deadline(45, month_end=MonthEnd.FIRST), "2026-01-15", "2026-03-17"),
        (Deadline(45, month_end=MonthEnd.LAST), "2026-01-15", "2026-03-31"),
        (Deadline(months=1, month_end=MonthEnd.LAST), "2026-01-10", "2026-02-28"),
    ],
)
def test_the_document_date_is_day_0_and_the_last_day_is_inclusive(deadline: Deadline, start: str, last: str) -> None:
    assert deadline.last_day(date.fromisoformat(start)) == date.fromisoformat(last)


def test_each_discount_has_its_own_last_day_best_first() -> None:
    terms = parse("2/10, 1/20, n/60")
    assert isinstance(terms, Terms)
    assert terms.discount_until(date(2026, 1, 26)) == [
        (date(2026, 2, 5), Decimal(2)),
        (date(2026, 2, 15), Decimal(1)),
    ]
    assert terms.due_date(date(2026, 1, 26)) == date(2026, 3, 27)


_STEPS = st.sampled_from(list(MonthEnd))


@st.composite
def _terms(draw: st.DrawFn) -> Terms:
    step = draw(_STEPS)
    days = sorted(draw(st.sets(st.integers(1, 90), max_size=3)))
    percents = sorted(
        draw(st.sets(st.decimals("0.5", 10, places=2), min_size=len(days), max_size=len(days))), reverse=True
    )
    discounts = tuple(Discount(p, Deadline(d, month_end=step)) for p, d in zip(percents, days, strict=True))
    months = draw(st.integers(0, 6))
    least = days[-1] if days else (0 if months or step is MonthEnd.NONE else 1)
    return Terms(
        Deadline(draw(st.integers(least, 120)), months, step), discounts, draw(st.sampled_from(list(Base)[:3]))
    )


@given(_terms())
def test_terms_read_back_as_the_same_terms_they_were_written_from(terms: Terms) -> None:
    assert parse(str(terms)) == terms


@given(_terms(), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_no_item_is_due_before_its_document_nor_a_discount_after_the_due_date(terms: Terms, day: date) -> None:
    assert terms.due_date(day) >= day
    if terms.net.months == 0:
        assert all(last <= terms.due_date(day) for last, _ in terms.discount_until(day))
