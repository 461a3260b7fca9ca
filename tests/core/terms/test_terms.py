"""Payment terms: due dates and discount dates."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.terms.deadlines import (
    MONTH_END,
    Base,
    Deadline,
    Step,
    Unit,
    after_days,
    days,
    from_month_end,
    months,
    next_pay_day,
    on_day,
)
from arrears.core.terms.instalments import amounts, make_whole
from arrears.core.terms.term_notation import parse
from arrears.core.terms.terms import Calendar, Discount, Share, Terms, in_instalments
from arrears.core.terms.working_days import OffDays


@pytest.mark.parametrize(
    ("deadline", "start", "last"),
    [
        (after_days(30), "2026-01-10", "2026-02-09"),
        (after_days(0), "2026-01-10", "2026-01-10"),
        (Deadline((months(1),)), "2026-01-31", "2026-02-28"),
        (Deadline((months(1),)), "2024-01-31", "2024-02-29"),
        (from_month_end(10), "2026-06-16", "2026-07-10"),
        (from_month_end(45), "2026-01-15", "2026-03-17"),
        (Deadline((days(45), MONTH_END)), "2026-01-15", "2026-03-31"),
        (Deadline((months(1), MONTH_END)), "2026-01-10", "2026-02-28"),
        (Deadline((months(1), on_day(21))), "2026-01-10", "2026-02-21"),
        (Deadline((months(1), on_day(31))), "2026-01-10", "2026-02-28"),
        (Deadline((days(31), next_pay_day(15))), "2019-01-15", "2019-02-15"),
        (Deadline((days(31), next_pay_day(15))), "2019-01-16", "2019-03-15"),
        (Deadline((next_pay_day(5, 20),)), "2026-01-20", "2026-01-20"),
        (Deadline((next_pay_day(5, 20),)), "2026-12-21", "2027-01-05"),
        (Deadline((next_pay_day(31),)), "2026-02-10", "2026-02-28"),
        (Deadline((Step(Unit.WORKING_DAYS, (5,)),)), "2026-11-20", "2026-11-27"),
        (from_month_end(10).with_cutoff(26), "2026-03-25", "2026-04-10"),
        (from_month_end(10).with_cutoff(26), "2026-03-26", "2026-05-10"),
        (after_days(10).with_cutoff(26), "2026-03-26", "2026-04-05"),
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


def test_a_term_counts_from_its_event_where_the_day_is_known_else_from_the_document() -> None:
    terms = parse("2/10, n/30 ROG")
    assert isinstance(terms, Terms)
    known = Calendar({Base.DELIVERY: date(2007, 3, 28)})
    assert terms.discount_until(date(2007, 3, 14), known) == [(date(2007, 4, 7), Decimal(2))]
    assert terms.due_date(date(2007, 3, 14), known) == date(2007, 4, 27)
    assert terms.due_date(date(2007, 3, 14)) == date(2007, 4, 13)
    assert terms.events_needed() == {Base.DELIVERY}


def test_post_dating_counts_from_its_own_day() -> None:
    terms = parse("2/10, n/30 as of 2007-05-01")
    assert isinstance(terms, Terms)
    assert terms.discount_until(date(2007, 3, 14)) == [(date(2007, 5, 11), Decimal(2))]
    assert terms.due_date(date(2007, 3, 14)) == date(2007, 5, 31)


@pytest.mark.parametrize(
    ("rule", "due"),
    [(OffDays.STAY, "2026-02-14"), (OffDays.NEXT, "2026-02-16"), (OffDays.PREVIOUS, "2026-02-13")],
)
def test_a_last_day_on_a_weekend_moves_as_the_rule_says(rule: OffDays, due: str) -> None:
    terms = parse("net 35")
    assert isinstance(terms, Terms)
    assert terms.due_date(date(2026, 1, 10), Calendar(off_days=rule)) == date.fromisoformat(due)


_BASES = st.sampled_from(list(Base))
_NUMBERS = st.integers(1, 120)
_STEP = st.one_of(
    _NUMBERS.map(days),
    st.integers(1, 12).map(months),
    st.integers(1, 31).map(on_day),
    st.integers(1, 60).map(lambda count: Step(Unit.WORKING_DAYS, (count,))),
    st.just(MONTH_END),
    st.sets(st.integers(1, 31), min_size=1, max_size=3).map(lambda found: next_pay_day(*sorted(found))),
)


@st.composite
def _deadlines(draw: st.DrawFn) -> Deadline:
    steps = draw(st.lists(_STEP, max_size=4))
    made = Deadline(tuple(steps), draw(_BASES))
    return made.with_cutoff(draw(st.integers(2, 31))) if draw(st.booleans()) else made


@st.composite
def _discounted(draw: st.DrawFn) -> Terms:
    before = draw(st.sampled_from([(), (MONTH_END,)]))
    base = draw(_BASES)
    lasting = sorted(draw(st.sets(st.integers(1, 90), max_size=3)))
    size = len(lasting)
    percents = draw(st.sets(st.decimals("0.01", 30, places=2), min_size=size, max_size=size))
    falling = sorted(percents, reverse=True)
    discounts = [
        Discount(percent, Deadline((*before, days(last)), base)) for percent, last in zip(falling, lasting, strict=True)
    ]
    least = lasting[-1] if lasting else 1
    net = Deadline((*before, days(draw(st.integers(least, 120)))), base)
    dated = draw(st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)))
    return Terms(net, tuple(discounts), dated=dated)


@st.composite
def _instalments(draw: st.DrawFn) -> Terms:
    deadlines = draw(st.lists(_deadlines(), min_size=2, max_size=6))
    shares = []
    left = Fraction(1)
    for deadline in deadlines[:-1]:
        kind = draw(st.sampled_from(["part", "fraction", "of rest", "amount"]))
        if kind == "amount":
            shares.append(Share(deadline, amount=draw(st.decimals("0.01", 99999, places=2))))
            continue
        part = Fraction(draw(st.integers(1, 99)), 100 if kind == "part" else 101)
        part *= 1 if kind == "of rest" else left
        left -= 0 if kind == "of rest" else part
        shares.append(Share(deadline, part, of_rest=kind == "of rest"))
    whole = draw(st.booleans())
    return in_instalments(*shares, Share(deadlines[-1], left if whole else None))


@given(st.one_of(_deadlines().map(Terms), _discounted(), _instalments()))
def test_terms_read_back_as_the_same_terms_they_were_written_from(terms: Terms) -> None:
    assert parse(str(terms)) == terms
    assert parse(str(terms).upper()) == terms


@given(_discounted(), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_no_item_is_due_before_its_document_nor_a_discount_after_the_due_date(terms: Terms, day: date) -> None:
    start = terms.dated or day
    assert terms.due_date(day) >= start
    assert all(start <= last <= terms.due_date(day) for last, _ in terms.discount_until(day))


@given(_instalments(), st.integers(-(10**14), 10**14), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_no_cent_is_lost_in_instalments_and_none_goes_the_other_way(terms: Terms, total: int, currency: str) -> None:
    assert make_whole(terms.instalments)
    asked = amounts(total, terms.instalments, currency)
    assert sum(asked) == total
    assert all(one * total >= 0 for one in asked)
