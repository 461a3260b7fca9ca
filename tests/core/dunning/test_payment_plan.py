"""What terms come to for one document."""

from datetime import date
from decimal import Decimal

from arrears.core.dunning.payment_plan import Plan, common, plan
from arrears.core.terms.deadlines import Base
from arrears.core.terms.term_notation import parse
from arrears.core.terms.term_readings import Ambiguous
from arrears.core.terms.terms import Calendar, Terms
from arrears.core.terms.working_days import OffDays

DAY = date(2026, 1, 10)


def planned(
    notation: str, gross: int = 100000, calendar: Calendar | None = None, discountable: int | None = None
) -> Plan:
    terms = parse(notation)
    assert isinstance(terms, Terms)
    return plan(terms, DAY, gross, "EUR", calendar or Calendar(), discountable)


def test_a_discount_comes_with_its_day_amount_and_annual_cost() -> None:
    found = planned("2/10 net 30")
    assert found.due == date(2026, 2, 9)
    (discount,) = found.discounts
    assert (discount.until, discount.amount, discount.pay) == (date(2026, 1, 20), 2000, 98000)
    assert (discount.annual_cost, discount.effective_annual_cost) == (Decimal("37.2449"), Decimal("44.5853"))
    assert [(one.due, one.amount) for one in found.instalments] == [(date(2026, 2, 9), 100000)]


def test_the_percent_is_taken_on_the_discountable_part() -> None:
    (discount,) = planned("2/10 net 30", 119000, discountable=100000).discounts
    assert discount.pay == 117000
    assert discount.annual_cost == Decimal("31.1966"), "20 / 1170 x 365 / 20: what the whole amount costs less"


def test_instalments_have_their_days_and_add_up() -> None:
    found = planned("30% advance, 70% in 60 days", 10001)
    assert [(one.due, one.amount) for one in found.instalments] == [(DAY, 3000), (date(2026, 3, 11), 7001)]
    assert found.due == date(2026, 3, 11)


def test_events_without_a_day_are_named() -> None:
    assert planned("30 days after delivery").assumed == {Base.DELIVERY}
    known = planned("30 days after delivery", calendar=Calendar({Base.DELIVERY: date(2026, 1, 20)}))
    assert (known.due, known.assumed) == (date(2026, 2, 19), frozenset())
    assert planned("CIA").assumed == frozenset()


def test_weekends_move_due_dates_and_the_cost_follows() -> None:
    found = planned("2/10 net 35", calendar=Calendar(off_days=OffDays.NEXT))
    assert found.due == date(2026, 2, 16)
    assert found.discounts[0].days_saved == 27


def test_readings_that_agree_on_a_day_tell_it() -> None:
    found = parse("2/10 EOM")
    assert isinstance(found, Ambiguous)
    due, discounts = common([plan(one.terms, DAY, 100000, "EUR") for one in found.readings])
    assert due is None
    assert discounts is not None
    assert [one.until for one in discounts] == [date(2026, 2, 10)]
