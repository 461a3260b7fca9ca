"""Dunning cases published or tested elsewhere: those whose rule is adopted are met, the others say why they are not."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.dunning import PLAIN, TODAY, Row, ago, names, only, procedure_of, proposals
from tests.vectors import vectors

from arrears.core.dunning.arrangements import Undertaking
from arrears.core.dunning.escalation import Proposal
from arrears.core.dunning.flags import over_limit
from arrears.core.dunning.procedures import Stage

Case = Mapping[str, Any]
FILES = ("dunning_levels", "credit_limits", "regressions_from_issues")
TRYTON = procedure_of(5, 20, 40, interval=0, minimum=0)
OPEN = procedure_of(1, 2, interval=0, minimum=0)

NOT_ADOPTED = {
    "dun-oca-end_of_month": "not adopted: levels start so many days past due, not at the end of a month",
    "dun-oca-max-level": "not adopted: each item keeps its own level; the letter has the highest that rises",
    "dun-oca-first-level-mode": "not adopted: days past due and days since the last letter are columns, not modes",
    "dun-oca-default-policy-3": "not adopted: the levels a new book starts with are our own",
    "dun-bc-only-overdue-no": "not adopted: a letter lists what is overdue; what is not due stands on the statement",
    "dun-bc-payment-in-not-due-section": "not adopted: credits are deducted in a part of their own",
    "dun-sap-min-percent-missed": "not adopted: the minimum is an amount, not a percentage",
    "dun-d365-letter-2-ignore-yes": "not adopted: the letter's level never stands behind that of its items",
    "credit-tryton-sale-partly-invoiced": "not adopted: orders are not in the book, only what was invoiced",
    "credit-oca-draft-included": "not adopted: drafts are not in the book",
    "reg-01": "not about letters, but about ageing",
    "reg-03": "not about letters, but about ageing",
    "reg-04": "not about letters, but about ageing",
    "reg-05": "not about letters, but about statements",
    "reg-06": "not about letters, but about allocations",
    "reg-09": "not about letters, but about the letter's total",
    "reg-11": "not about letters, but about allocations",
    "reg-13": "not about letters, but about ageing",
    "reg-14": "not about letters, but about balances on past days",
    "reg-15": "not about letters, but about balances on past days in foreign currency",
    "reg-30": "not about letters, but about early-payment discounts",
    "reg-34": "not about letters, but about orders and deliveries, which are not in the book",
}
"""By the beginning of a case's id."""


def published() -> dict[str, Case]:
    texts = (vectors(f"systems/{name}.json").read_text(encoding="utf-8") for name in FILES)
    return {case["id"]: case for text in texts for case in json.loads(text)["cases"]}


def told(case: Case) -> Any:
    return case["inputs"]


def level_on(day: int, *, level: int = 0, sent: int | None = None, hold: bool = False) -> Proposal:
    """Propose for an item of 100 on a day past due; ``sent``: the day past due of its last letter."""
    last = None if sent is None else ago(day - sent)
    return only(Row(day, level=level, sent=last, hold=TODAY if hold else None), procedure=TRYTON)


def first_level(case: Case) -> None:
    assert level_on(told(case)["day"]).level == (case["expected"]["level"] or 0)


def a_proposal_is_no_letter(case: Case) -> None:
    assert level_on(5).level == level_on(told(case)["day"]).level == case["expected"]["level"]


def a_hold_keeps_the_level(case: Case) -> None:
    held = level_on(told(case)["day"], level=1, sent=30, hold=True)
    assert (held.send, held.last_level) == (False, case["expected"]["level"])


def one_level_further(case: Case) -> None:
    assert level_on(told(case)["day"], level=1, sent=30).level == case["expected"]["level"]


def the_last_letter_is_the_end(case: Case) -> None:
    proposal = only(Row(2, level=1, sent=ago(1)), procedure=procedure_of(0, interval=0, minimum=0))
    assert (proposal.send, "refer-to-legal" in names(proposal)) == (False, True)


def days_past_due_reach_the_level(case: Case) -> None:
    base, run = (date.fromisoformat(told(case)[key]) for key in ("base_date", "run_date"))
    procedure = procedure_of(told(case)["delay_days"], interval=0)

    def reached(on: date) -> bool:
        return only(Row((on - base).days), procedure=procedure).send

    first = date.fromisoformat(case["expected"]["first_possible_run"])
    assert (reached(run), reached(first), reached(first - timedelta(days=1))) == (
        case["expected"]["level_reached"], True, False,
    )  # fmt: skip


def days_since_the_last_letter_free_the_next(case: Case) -> None:
    since = (date.fromisoformat(told(case)["run_date"]) - date.fromisoformat(told(case)["base_date"])).days
    procedure = procedure_of(1, 2, interval=told(case)["delay_days"])
    assert only(Row(60, level=1, sent=ago(since)), procedure=procedure).send is case["expected"]["level_reached"]


def no_letter_is_dated_before_the_last_one(case: Case) -> None:
    assert not only(Row(60, level=1, sent=TODAY + timedelta(days=15)), procedure=OPEN).send


def level_1_after_the_grace_days(case: Case) -> None:
    """There the level starts after the days of grace, here from so many days on: grace 10 is level 11."""
    days = (date.fromisoformat(told(case)["reminder_date"]) - date.fromisoformat(told(case)["due"])).days
    procedure = procedure_of(told(case)["grace_days"] + 1)
    assert only(Row(days), procedure=procedure).send is case["expected"]["reminder_line"]


def level_2_counts_from_the_first_letter(case: Case) -> None:
    given = told(case)
    on, due, first = (date.fromisoformat(given[key]) for key in ("reminder_date", "due", "first_reminder"))
    grace = given.get("grace_level_2") or given["grace"][1]
    procedure = procedure_of(11, 12, interval=grace + 1)
    sent = only(Row((on - due).days, level=1, sent=ago((on - first).days)), procedure=procedure).send
    assert sent is bool(case["expected"].get("level") or case["expected"].get("reminder_line"))


def only_what_is_late_enough_rises(case: Case) -> None:
    """There the other invoice is listed as not due; here it is overdue, so the letter lists it at its level 0."""
    on, procedure = date.fromisoformat(told(case)["reminder_date"]), procedure_of(told(case)["grace_days"] + 1)
    rows = [Row((on - date.fromisoformat(one["due"])).days, document=one["no"]) for one in told(case)["invoices"]]
    assert [rows[row].document for row in only(*rows, procedure=procedure).raised] == case["expected"]["reminder_lines"]


def what_is_not_late_enough_does_not_rise(case: Case) -> None:
    days = (date.fromisoformat(told(case)["reminder_date"]) - date.fromisoformat(told(case)["invoice_B_due"])).days
    proposal = only(Row(90), Row(days), procedure=procedure_of(told(case)["grace_days"] + 1))
    assert (1 in proposal.raised) is case["expected"]["B_listed"]


def nobody_who_paid_is_written_to(case: Case) -> None:
    assert proposals(Row(90, balance=0)) == []


def a_credit_raises_nothing(case: Case) -> None:
    proposal = only(Row(8), Row(30, balance=-20_00), credit=20_00)
    assert (proposal.level, proposal.items, proposal.overdue, proposal.exposure) == (1, (0,), 100_00, 80_00)


def each_instalment_by_itself(case: Case) -> None:
    assert only(Row(30, balance=50_00), Row(-30, balance=50_00)).items == (0,)


def a_credit_note_that_is_applied_settles(case: Case) -> None:
    applied, cancelled = proposals(Row(30, balance=0)), proposals(Row(30))
    assert ["Unresolved" if some else "Resolved" for some in (applied, cancelled)] == case["expected"]["dunning_status"]


def a_credit_note_that_is_not_applied_does_not(case: Case) -> None:
    proposal = only(Row(30), credit=100_00)
    assert (proposal.overdue, proposal.send) == (100_00, False)


def not_on_the_due_day(case: Case) -> None:
    assert bool(proposals(Row(0))) is case["expected"]["dunning_allowed"]


def one_above_the_last_letter(case: Case) -> None:
    assert only(Row(90, level=told(case)["earlier_submitted"], sent=ago(20))).level == case["expected"]["level"]


def the_oldest_instalment_is_paid_first(case: Case) -> None:
    left, rows = told(case)["paid"] * 100, []
    for one in told(case)["instalments"]:
        paid = min(left, one["amount"] * 100)
        left -= paid
        rows.append(Row(-one["due"], balance=one["amount"] * 100 - paid))
    assert bool(proposals(*rows)) is (case["expected"]["status"] == "Overdue")


def the_highest_level_is_the_letters(case: Case) -> None:
    rows = [Row(90, level=level - 1, sent=ago(20) if level > 1 else None) for level in told(case)["item_levels"]]
    assert only(*rows).level == case["expected"]["account_level"]


def letter_and_line_are_of_one_level(case: Case) -> None:
    given = told(case)
    on, level = date.fromisoformat(given["letter_date"]), 1 if "previous" in given else 0
    due = date.fromisoformat(given["documents"][0]["due"])
    credits_held = -sum(one["amount"] for one in given["documents"] if one["amount"] < 0) * 100
    row = Row((on - due).days, balance=500_00, level=level, sent=ago(4) if level else None)
    proposal = only(row, credit=credits_held, procedure=OPEN)
    assert (proposal.level, max(proposal.levels)) == (case["expected"]["header_code"], case["expected"]["line_code"])


def reminded_only_if_clean(case: Case) -> None:
    reminding = replace(PLAIN, reminder=Stage(told(case)["pre_dunning_days"]))
    late, soon = (Row(5), Row(-told(case)["invoices"][1]["due_in_days"]))
    assert any(p.reminds for p in proposals(late, soon, procedure=reminding)) is case["expected"]["pre_dunning"]
    assert only(soon, procedure=reminding).reminds


def nothing_twice(case: Case) -> None:
    once = only(Row(8, level=1, sent=TODAY), procedure=procedure_of(7, 21, interval=0))
    assert (once.send, once.raised) == (case["expected"]["sent_again"], ())


def a_promise_is_broken_by_itself(case: Case) -> None:
    promise = Undertaking(None, date.fromisoformat(told(case)["promise_date"]))
    assert promise.state(date.fromisoformat(told(case)["aging_date"]), 0, grace=0) == "broken"
    assert promise.state(date.fromisoformat(told(case)["promise_date"]), 0, grace=0) == "open"


def over_the_limit(case: Case) -> None:
    given, expected = told(case), case["expected"]
    limit = given.get("limit", given.get("open_limit"))
    if limit == "X - 50":
        assert over_limit(Decimal(1000), Decimal(950))
        return
    owed = sum(given.get(key) or 0 for key in ("receivable", "new_amount", "order", "overdue", "new_invoice"))
    over = over_limit(Decimal(owed), None if limit is None else Decimal(limit))
    assert over is (expected.get("result") in ("error", "warning") or "message" in expected)


def late_from_the_first_day(case: Case) -> None:
    (proposal,) = proposals(Row(told(case)["days_overdue"], balance=told(case)["amount"] * 100))
    assert proposal.overdue == case["expected"]["unpaid"] * 100


def the_open_amount_is_claimed(case: Case) -> None:
    left = (told(case)["invoice"] - told(case)["paid"]) * 100
    assert only(Row(8, balance=left)).exposure == case["expected"]["dunned"] * 100


def part_paid_above_the_minimum_is_claimed(case: Case) -> None:
    assert only(Row(8, balance=25_01)).send


def credits_are_deducted(case: Case) -> None:
    proposal = only(Row(8), credit=30_00)
    assert (proposal.unapplied, proposal.exposure, "credits-deducted" in names(proposal)) == (30_00, 70_00, True)


def held_items_are_shown_apart(case: Case) -> None:
    proposal = only(Row(8), Row(9, hold=TODAY))
    assert (proposal.items, proposal.overdue, proposal.withheld) == ((0,), 200_00, 100_00)


def a_dispute_stops_the_level(case: Case) -> None:
    disputed = only(Row(30, level=1, sent=ago(20), disputed=100_00))
    assert (disputed.send, disputed.level) == (False, 0)
    assert only(Row(30, level=1, sent=ago(20))).level == 2


ADOPTED: Mapping[str, Callable[[Case], None]] = {
    "dun-tryton-sequence-1": first_level,
    "dun-tryton-sequence-2": first_level,
    "dun-tryton-sequence-3": a_proposal_is_no_letter,
    "dun-tryton-sequence-5": a_hold_keeps_the_level,
    "dun-tryton-sequence-6": one_level_further,
    "dun-tryton-final": the_last_letter_is_the_end,
    "dun-oca-net_days": days_past_due_reach_the_level,
    "dun-oca-previous_date": days_since_the_last_letter_free_the_next,
    "dun-oca-run-date-backwards": no_letter_is_dated_before_the_last_one,
    "dun-bc-grace-level1": level_1_after_the_grace_days,
    "dun-bc-grace-level2": level_2_counts_from_the_first_letter,
    "dun-bc-level2-not-from-invoice": level_2_counts_from_the_first_letter,
    "dun-bc-one-expired-one-not": only_what_is_late_enough_rises,
    "dun-bc-only-overdue-yes": what_is_not_late_enough_does_not_rise,
    "dun-bc-fully-paid": nobody_who_paid_is_written_to,
    "dun-bc-negative-amount": a_credit_raises_nothing,
    "dun-erpnext-first-instalment-only": each_instalment_by_itself,
    "dun-erpnext-credit-note-resolves": a_credit_note_that_is_applied_settles,
    "dun-erpnext-standalone-credit-note": a_credit_note_that_is_not_applied_does_not,
    "dun-erpnext-not-on-due-day": not_on_the_due_day,
    "dun-erpnext-level-count": one_above_the_last_letter,
    "status-erpnext": the_oldest_instalment_is_paid_first,
    "dun-sap-account-level": the_highest_level_is_the_letters,
    "dun-d365-letter-1": letter_and_line_are_of_one_level,
    "dun-d365-letter-2-ignore-no": letter_and_line_are_of_one_level,
    "dun-d365-pre-dunning-only-if-clean": reminded_only_if_clean,
    "dun-d365-track-step": nothing_twice,
    "dun-d365-promise-broken": a_promise_is_broken_by_itself,
    "credit-tryton": over_the_limit,
    "credit-oca-open-limit-300": over_the_limit,
    "credit-oca-total-900": over_the_limit,
    "credit-oca-margin-0": late_from_the_first_day,
    "credit-erpnext-order-over": over_the_limit,
    "reg-10": the_open_amount_is_claimed,
    "reg-18": part_paid_above_the_minimum_is_claimed,
    "reg-19": credits_are_deducted,
    "reg-21": each_instalment_by_itself,
    "reg-27": held_items_are_shown_apart,
    "reg-28": a_dispute_stops_the_level,
    "reg-29": each_instalment_by_itself,
}
"""By the beginning of a case's id; the longest that fits counts."""


def rule_of(key: str) -> str:
    return max((start for start in (*ADOPTED, *NOT_ADOPTED) if key.startswith(start)), key=len, default="")


def test_every_published_case_of_an_adopted_rule_is_met() -> None:
    met = 0
    for key, case in published().items():
        rule = rule_of(key)
        if rule in ADOPTED:
            try:
                ADOPTED[rule](case)
            except AssertionError as fault:
                raise AssertionError(f"{key}: {fault}") from fault
            met += 1
    assert met >= 45


def test_no_published_case_is_passed_over_in_silence() -> None:
    unknown = [key for key in published() if not rule_of(key)]
    assert unknown == []


@pytest.mark.parametrize("start", NOT_ADOPTED)
def test_rules_that_are_not_adopted(start: str) -> None:
    assert any(rule_of(key) == start for key in published()), f"no published case is about {start}"
    pytest.skip(f"{start}: {NOT_ADOPTED[start]}")
