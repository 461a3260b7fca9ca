"""Terms, discounts and instalments as other systems test them: every case is met, or skipped with the reason."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

import pytest
from tests.vectors import vectors

from arrears.core.dates import as_days
from arrears.core.discounts.early_payment import (
    DiscountRule,
    Offer,
    Open,
    PartPayment,
    Settled,
    Surplus,
    offers,
    settle,
)
from arrears.core.discounts.vat import TaxedPart, split
from arrears.core.dunning.payment_plan import plan
from arrears.core.money import pro_rata
from arrears.core.terms.deadlines import AT_ONCE, MONTH_END, Deadline, Step, days, months, next_pay_day, on_day
from arrears.core.terms.instalments import amounts, equal, in_proportion, make_whole, paid_into
from arrears.core.terms.term_notation import parse
from arrears.core.terms.terms import Calendar, Share, Terms, in_instalments
from arrears.core.terms.working_days import OffDays, WorkingDays

Case = dict[str, Any]
FILES = ("payment_terms_and_due_dates", "early_payment_discounts", "instalments")
NOT_ADOPTED = {
    "term-tryton-zero-remainder": "an item of nothing is never due, so its date is not asked for",
    "term-tryton-bad-ratio": "a share is one exact number here, not a ratio beside its divisor",
    "term-odoo-50-50-cash-rounding": "receivables are not rounded to coins; cash rounding belongs to the till",
    "term-oca-holiday-same-day-error": "holidays are days here, not pairs of a day and the day it moves to",
    "term-oca-round": "instalments are exact to the cent; only the last takes what is left",
    "term-erpnext-due-before-posting": "the due date follows from the contract, whenever the invoice is posted",
    "disc-odoo-mixed-fixed-tax": "the tax of an invoice is settled where the invoice is issued",
    "disc-odoo-mixed-draft": "the tax of an invoice is settled where the invoice is issued",
    "disc-odoo-mixed-two-lines-lines": "the lines of an invoice are made where the invoice is issued",
    "disc-odoo-mixed-tax-after-line-deleted": "the tax of an invoice is settled where the invoice is issued",
    "disc-odoo-mixed-refund": "the tax of a refund is settled where the refund is issued",
    "disc-odoo-compute-cash-rounding": "receivables are not rounded to coins; cash rounding belongs to the till",
    "disc-d365-full-settlement-10": "a shortage that no discount explains is a person's decision, not a discount",
}
"""Case -> why its rule is not ours."""


def all_cases() -> Iterator[Any]:
    if not os.environ.get("ARREARS_VECTORS"):
        yield pytest.param({}, id="no folder")
        return
    for name in FILES:
        found = json.loads(vectors(f"systems/{name}.json").read_text(encoding="utf-8"))
        for case in found["cases"]:
            yield pytest.param(case, id=case["id"])


@pytest.mark.parametrize("case", list(all_cases()))
def test_a_published_case_is_met(case: Case) -> None:
    if not case:
        vectors("")
    if case["id"] in NOT_ADOPTED:
        pytest.skip(
            f"{case['id']}, {case['source'].get('project', case['source'].get('repo'))}: {NOT_ADOPTED[case['id']]}"
        )
    checks = [check for form, check in CHECKS if fnmatchcase(case["id"], form)]
    assert checks, f"{case['id']} is neither met nor declined"
    checks[0](case["inputs"], case["expected"])


def read(text: str, *choices: str) -> Terms:
    terms = parse(text, choices)
    assert isinstance(terms, Terms), text
    return terms


def minor(amount: object) -> int:
    cents = Decimal(str(amount)) * 100
    assert cents == int(cents)
    return int(cents)


def on(text: str) -> date:
    return date.fromisoformat(text)


# Due dates


def due_by_words(words: Callable[[Case], str], *choices: str) -> Callable[[Case, Case], None]:
    def check(told: Case, expected: Case) -> None:
        found = read(words(told), *choices).due_date(on(told["invoice_date"]))
        assert found == on(expected.get("due") or expected.get("due_date") or expected["first_due"])

    return check


ODOO_WORDS = {"today": "0 days"}


def day_of_next_month(told: Case, expected: Case) -> None:
    day = told["day_of_next_month"]
    steps = (days(told["days"]), *((months(1), on_day(day)) if day else (MONTH_END,)))
    assert Deadline(steps).last_day(on(told["invoice_date"])) == on(expected["due_date"])


def on_a_holiday(told: Case, expected: Case) -> None:
    calendar = Calendar(working=WorkingDays(as_days([on(day) for day in told["holidays"]])), off_days=OffDays.NEXT)
    assert read("2 weeks").due_date(on(told["invoice_date"]), calendar) == on(expected["due"])


def pay_days(told: Case) -> str:
    return f"{told['days']} days on the " + " or ".join(f"{day}th" for day in told["payment_days"])


def one_after_the_other(told: Case, expected: Case) -> None:
    steps: tuple[Step, ...] = ()
    shares = []
    for line in told["lines"]:
        steps = (*steps, next_pay_day(*line["payment_days"]))
        shares.append(Share(Deadline(steps), Fraction(line["percent"], 100)))
    found = plan(in_instalments(*shares), on(told["invoice_date"]), 10000, "EUR")
    assert [str(one.due) for one in found.instalments] == expected["due_dates"]


def by_rule(told: Case, expected: Case) -> None:
    count = told["n"]
    steps = {
        "days after invoice": (days(count),),
        "days after month end": (MONTH_END, days(count)),
        "months after month end": (months(count), MONTH_END),
    }[told["type"]]
    assert Deadline(steps).last_day(on(told["invoice_date"])) == on(expected["due"])


# Instalments

TRYTON_DELAYS = {
    "+30 days": (days(30),),
    "+1 month": (months(1),),
    "+1 month +30 days": (months(1), days(30)),
    "+2 months +30 days, day 15": (months(2), on_day(15), days(30)),
}


def tryton_share(line: Case) -> Share:
    deadline = Deadline(TRYTON_DELAYS[line["delay"]])
    if line["type"] == "fixed":
        return Share(deadline, amount=Decimal(line["amount"]))
    part = Fraction(line["percent"], 100) if "percent" in line else None
    return Share(deadline, part, of_rest=line["type"] == "percent of remainder")


def four_lines(told: Case, expected: Case) -> None:
    terms = in_instalments(*map(tryton_share, told["lines"]))
    found = plan(terms, on(told["date"]), minor(told["amount"]), "EUR")
    wanted = [(on(one["date"]), minor(one["amount"])) for one in expected["instalments"]]
    assert [(one.due, one.amount) for one in found.instalments] == wanted


def percents_and_days(told: Case, expected: Case) -> None:
    text = ", ".join(f"{line['percent']}% {line['days']} days" for line in told["term"])
    found = plan(read(text), on(told["invoice_date"]), 100000, "EUR")
    assert [str(one.due) for one in found.instalments] == expected["due_dates"]
    assert sum(one.amount for one in found.instalments) == 100000


def two_currencies(told: Case, expected: Case) -> None:
    shares = [Share(AT_ONCE, Fraction(1, 2)), Share(AT_ONCE, Fraction(1, 2)), Share(AT_ONCE, amount=Decimal("0.02"))]
    foreign = amounts(int(Decimal(told["foreign"]) * 1000), shares, "KWD")
    company = amounts(minor(told["company"]), shares, "EUR")
    wanted = [(Decimal(a) * 1000, Decimal(b) * 100) for a, b in expected["pairs"]]
    assert list(zip(foreign, company, strict=True)) == wanted


def balance_on_the_last(told: Case, expected: Case) -> None:
    shares = [Share(AT_ONCE, Fraction(7, 10)), Share(AT_ONCE, amount=Decimal(200)), Share(AT_ONCE, Fraction(3, 10))]
    assert amounts(minor(told["total"]), shares, "EUR") == [minor(amount) for amount in expected["amounts"]]


def in_percents(told: Case, _: Case) -> None:
    text = ", ".join(f"{line['percent']}% {line['days']} days" for line in told["lines"])
    assert amounts(1000, read(text).instalments, "EUR") == [10 * line["percent"] for line in told["lines"]]


def half_and_half(told: Case, expected: Case) -> None:
    shares = [
        Share(Deadline((days(count),)), Fraction(part, 100))
        for part, count in zip(told["portions"], told["days"], strict=True)
    ]
    assert amounts(minor(told["total"]), shares, "EUR") == [minor(amount) for amount in expected["amounts"]]


def not_whole(*parts: int) -> Callable[[Case, Case], None]:
    def check(_: Case, expected: Case) -> None:
        assert expected["error"]
        assert not make_whole([Share(AT_ONCE, Fraction(part, 100)) for part in parts])
        assert parse(", ".join(f"{part}% 30 days" for part in parts)) is None

    return check


def negative_days(told: Case, expected: Case) -> None:
    assert expected["error"]
    assert parse(f"{told['days']} days") is None


def by_number(told: Case, expected: Case) -> None:
    first = on("2026-01-31")
    terms = equal(told["number"], Deadline(), months(told["every_months"]))
    found = plan(terms, first, minor(told["total"]), "EUR")
    assert [one.amount for one in found.instalments] == [minor(amount) for amount in expected["amounts"]]
    assert [one.due for one in found.instalments] == [first, on("2026-02-28"), on("2026-03-31")]


def in_two_currencies(told: Case, expected: Case) -> None:
    weights = [minor(amount) for amount in told["amounts_eur"]]
    found = in_proportion(minor(told["total_usd"]), weights)
    assert found == [minor(amount) for amount in expected["amounts_usd"]]
    assert sum(found) == minor(expected["balance_usd"])


def rescheduled(told: Case, expected: Case) -> None:
    asked = amounts(minor(told["invoice"]), equal(2, Deadline(), months(1)).instalments, "EUR")
    assert sum(asked) == minor(expected["amount_to_pay"])
    assert paid_into(asked, sum(asked)) == asked


def first_one_overdue(told: Case, _: Case) -> None:
    asked = amounts(10000, [Share(AT_ONCE, Fraction(one["percent"], 100)) for one in told["instalments"]], "EUR")
    paid = paid_into(asked, 0)
    late = [one["due"] < 0 and part < whole for one, part, whole in zip(told["instalments"], paid, asked, strict=True)]
    assert late == [True, False]


def partly_invoiced(told: Case, expected: Case) -> None:
    text = ", ".join(f"{line['percent']}% {line['days']} days" for line in told["terms"])
    found = plan(read(text), on(told["order_date"]), minor(told["order"]), "INR")
    paid = paid_into([one.amount for one in found.instalments], minor(told["invoiced"]))
    for one, part, row in zip(found.instalments, paid, expected["rows"], strict=True):
        assert (str(one.due), one.amount, part) == (row["due"], minor(row["amount"]), minor(row["paid"]))


# Discounts

DAY = on("2026-01-05")


def settled(gross: int, paid: int, discount: Fraction | int, rule: DiscountRule | None = None, **more: Any) -> Settled:
    item = Open(gross, more.get("balance", gross), more.get("taken", 0))
    return settle(item, paid, DAY, [Offer(DAY, None, Fraction(discount))], rule or DiscountRule())


def lines_of(told: Case) -> list[Case]:
    if "invoices" in told or "lines" in told:
        return list(told.get("invoices") or told["lines"])
    return [{"net": told["net"], "tax_percent": str(told.get("tax_percent", told.get("tax", 0))).split("%")[0]}]


def document(told: Case) -> list[TaxedPart]:
    parts = []
    for line in lines_of(told):
        rate, net = Decimal(line["tax_percent"]), minor(line["net"])
        parts.append(TaxedPart(rate, net, int(net * rate / 100)))
    return parts


def last_day(told: Case, expected: Case) -> None:
    found = read(f"2/{told['discount_days']} net 30").discount_until(on(told["invoice_date"]))
    assert found[0][0] == on(expected["discount_date"])


def on_the_gross(told: Case, expected: Case) -> None:
    parts = document(told)
    taxed = sum(part.gross for part in parts)
    gross = minor(expected.get("total", Decimal(taxed) / 100))
    percent = Decimal(told["discount_percent"])
    offer = offers(read(f"{percent}/10 net 30"), DAY, taxed)[0]
    pay = minor(expected.get("pay", expected.get("pay_if_early")))
    done = settle(Open(gross, gross), pay, DAY, [offer], DiscountRule())
    assert (done.discount, done.balance, done.unearned) == (gross - pay, 0, 0)
    shares = split(done.discount, parts)
    wanted = expected.get("discount_net")
    if wanted is not None:
        nets = [share.net for share in shares]
        assert nets == [minor(net) for net in (wanted if isinstance(wanted, list) else [wanted])]
        assert sum(share.vat for share in shares) == minor(expected["discount_tax"])


def on_a_tax_of_a_sum(told: Case, expected: Case) -> None:
    rate = Decimal(100) * told["tax"] / told["net"]
    on_the_gross({**told, "tax_percent": rate}, expected)


def on_the_net(told: Case, expected: Case) -> None:
    parts = document(told)
    offer = offers(read("10/10 net 30"), DAY, sum(part.net for part in parts))[0]
    gross = minor(expected["total"])
    done = settle(Open(gross, gross), minor(expected["pay"]), DAY, [offer], DiscountRule(on_net=True))
    assert (done.discount, done.balance) == (minor(expected["discount"]), 0)


def without_its_tax(told: Case, expected: Case) -> None:
    gross = minor(told["net"])
    done = settled(gross, minor(expected["pay"]), Fraction(gross * told["discount_percent"], 100))
    assert (done.discount, done.balance) == (minor(expected["discount"]), 0)


def of_an_amount(told: Case, expected: Case) -> None:
    gross = minor(told["net"]) * (100 + told["tax_percent"]) // 100
    off = minor(told.get("discount_amount", 0)) or gross * told.get("discount_percent", 0) // 100
    done = settled(gross, minor(expected["pay"]), off)
    assert (done.discount, done.balance) == (minor(expected["discount"]), 0)


def split_into_net_and_tax(told: Case, expected: Case) -> None:
    part = split(minor(told["discount_amount"]), document(told))[0]
    assert (part.net, part.vat) == (minor(expected["discount_net"]), minor(expected["discount_tax"]))


def in_base_currency(told: Case, expected: Case) -> None:
    gross, base = minor(told["invoice_usd"]), minor(told["invoice_usd"] * told["rate"])
    discount = settled(gross, gross * 9 // 10, gross // 10).discount
    assert pro_rata(base, discount, gross) == minor(expected["discount"])
    assert base - pro_rata(base, discount, gross) == minor(expected["pay"])


def d365_offers(told: Case) -> dict[str, tuple[int, list[Offer]]]:
    found = {}
    for invoice in told["invoices"]:
        text = " ".join(f"{step['percent']}/{step['days']}" for step in invoice["discounts"])
        found[invoice["no"]] = minor(invoice["amount"]), offers(read(f"{text} net 31"), on(invoice["date"]), 100000)
    return found


def all_of_three(told: Case, expected: Case) -> None:
    total = 0
    for number, (gross, found) in d365_offers(told).items():
        done = settle(
            Open(gross, gross), minor(expected["settle"][number]), on(told["pay_date"]), found, DiscountRule()
        )
        assert done.balance == 0
        total += done.discount
    assert total == minor(expected["discount"])


def half_of_each(told: Case, expected: Case) -> None:
    for number, (gross, found) in d365_offers(told).items():
        paid = minor(expected["settle"][number])
        done = settle(Open(gross, gross), paid, on(told["pay_date"]), found, DiscountRule())
        assert done.discount == minor(expected["discount_taken"].get(number, 0))
        assert done.balance == gross // 2


def one_sum_for_three(told: Case, expected: Case) -> None:
    for number, (gross, found) in d365_offers(told).items():
        done = settle(
            Open(gross, gross), minor(expected["settle"][number]), on(told["pay_date"]), found, DiscountRule()
        )
        assert done.discount == minor(expected["discount"].get(number, 0))
        assert done.balance == minor(expected["balance"][number])


def part_paid(told: Case, expected: Case) -> None:
    done = settled(minor(told["invoice"]), minor(told["pay"]), minor(told["invoice"]) * 2 // 100)
    assert (done.discount, done.balance) == (minor(expected["discount"]), minor(expected["balance"]))


def credit_note(told: Case, expected: Case) -> None:
    gross = minor(told["credit_note"])
    done = settled(gross, minor(expected["settle"]), Fraction(gross * 2, 100))
    assert (done.discount, done.balance) == (minor(expected["discount"]), 0)


def within_tolerance(told: Case, expected: Case) -> None:
    done = settle(Open(100000, 100000), minor(told["pay"]), DAY, [], DiscountRule(tolerance=10))
    assert (done.balance, done.difference) == (0, minor(expected["difference_posted"]))


def overpaid(tolerance: int) -> Callable[[Case, Case], None]:
    def check(told: Case, expected: Case) -> None:
        rule = DiscountRule(tolerance=tolerance, surplus=Surplus.ON_ACCOUNT)
        done = settled(minor(told["invoice"]), minor(told["pay"]), minor(told["discount"]), rule)
        assert (done.discount, done.balance) == (minor(expected["discount"]), 0)
        assert -done.on_account == minor(expected["payment_balance"])
        assert -done.difference == minor(expected.get("difference_account", 0))

    return check


def paid_in_full(told: Case, expected: Case) -> None:
    rule = DiscountRule(surplus=Surplus.ON_ACCOUNT)
    done = settled(minor(told["invoice"]), minor(told["statement"]), minor(told["discount"]), rule)
    assert done.paid - done.on_account == minor(expected["applied_line"])
    assert done.on_account == minor(expected["difference"])


def short_within_tolerance(told: Case, expected: Case) -> None:
    rule = DiscountRule(tolerance=minor(told["tolerance_amount"]))
    done = settled(minor(told["invoice"]), minor(expected["applied"]), minor(told["discount"]), rule)
    assert (done.discount, done.balance) == (minor(told["discount"]), 0)


def once_over_all_parts(told: Case, expected: Case) -> None:
    gross = balance = minor(told["invoice"])
    taken = 0
    for payment in told["partial_payments"]:
        done = settled(gross, minor(payment), gross * 2 // 100, balance=balance, taken=taken)
        balance, taken = done.balance, taken + done.discount
    assert (taken, balance) == (minor(expected["total_discount"]), minor(expected["balance"]))


def after_a_part_without(told: Case, _: Case) -> None:
    gross, left = minor(told["invoice"]), minor(told["pay_in_time_rest"])
    found = {
        rule: settled(gross, left - cents, gross // 10, DiscountRule(part_payment=rule), balance=left)
        for rule, cents in ((PartPayment.PRO_RATA, 500), (PartPayment.AT_SETTLEMENT, 1000), (PartPayment.NONE, 0))
    }
    assert [one.discount for one in found.values()] == [500, 1000, 0]
    assert all(one.balance == 0 for one in found.values())


CHECKS: list[tuple[str, Callable[[Case, Case], None]]] = [
    ("term-tryton-*", four_lines),
    ("term-odoo14-*", due_by_words(lambda told: ODOO_WORDS.get(told["term"], told["term"]))),
    ("term-odoo-net30-*", due_by_words(lambda told: told["term"])),
    ("term-odoo-30-70-*", percents_and_days),
    ("term-odoo-eom-on-the-*", day_of_next_month),
    ("term-odoo-residual-multi-currency", two_currencies),
    ("term-odoo-last-balance-fixed", balance_on_the_last),
    ("term-odoo-40-30-30", in_percents),
    ("term-oca-60-eom", due_by_words(lambda _: "60 days after end of month")),
    ("term-oca-2-weeks", due_by_words(lambda told: f"{told['weeks']} weeks")),
    ("term-oca-15-days-small", due_by_words(lambda told: f"{told['days']} days")),
    (
        "term-oca-2-months-eom",
        due_by_words(lambda told: f"{told['months_after_end_of_month']} months EOM", "days-first"),
    ),
    ("term-oca-holiday*", on_a_holiday),
    ("term-oca-payday-*", due_by_words(pay_days)),
    ("term-oca-sequential-*", one_after_the_other),
    ("term-oca-untaxed-110-error", not_whole(110)),
    ("term-erpnext-rule-*", by_rule),
    ("term-erpnext-none-*", due_by_words(lambda _: "0 days")),
    ("term-erpnext-50-percent-template-invalid", not_whole(50)),
    ("term-erpnext-negative-days-invalid", negative_days),
    ("term-erpnext-50-50-1212", half_and_half),
    ("term-erpnext-*", due_by_words(lambda told: told["term"])),
    ("disc-odoo-end-date", last_day),
    ("disc-odoo-batch-*", on_the_net),
    ("disc-odoo-reverse-charge", without_its_tax),
    ("disc-odoo-compute-included", on_a_tax_of_a_sum),
    ("disc-odoo-included-*", on_the_gross),
    ("disc-erpnext-amount-tax-loss", split_into_net_and_tax),
    ("disc-erpnext-fx-company-account", in_base_currency),
    ("disc-erpnext-*", of_an_amount),
    ("disc-d365-three-invoices-*", all_of_three),
    ("disc-d365-half-each", half_of_each),
    ("disc-d365-lump-*", one_sum_for_three),
    ("disc-d365-partial-half", part_paid),
    ("disc-d365-credit-note", credit_note),
    ("disc-d365-penny-difference", within_tolerance),
    ("disc-d365-overpay-within", overpaid(50)),
    ("disc-d365-overpay-above", overpaid(49)),
    ("disc-bc-full-on-time", paid_in_full),
    ("disc-bc-tolerance-*", short_within_tolerance),
    ("disc-issue-ledgersmb-*", once_over_all_parts),
    ("disc-issue-odoo-epd-after-partial", after_a_part_without),
    ("inst-tryton-by-number", by_number),
    ("inst-tryton-edited-fx", in_two_currencies),
    ("inst-tryton-invoice-state", rescheduled),
    ("inst-erpnext-50-50-first-overdue", first_one_overdue),
    ("inst-erpnext-order-terms-60-percent", partly_invoiced),
]
"""Form of a case's name -> how its figures are compared; the first that fits."""
