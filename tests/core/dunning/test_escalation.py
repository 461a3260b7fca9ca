"""Dunning proposals: who may get a letter of which level, and the reasons in names and figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dunning import CURRENCIES, PLAIN, TODAY, Row, ago, names, only, procedure_of, proposals

from arrears.core.dates import as_days
from arrears.core.dunning.escalation import DunningBlocks, DunningItems, Procedure, UnappliedCredits, propose
from arrears.core.dunning.procedures import Stage
from arrears.core.policy import Policy
from arrears.core.reasons import reason
from arrears.texts import LANGUAGES, in_words, texts

FOR = {"oldest-item", "level-reached", "last-letter", "last-letter-later"}
"""What speaks for a letter."""


def test_the_first_letter_goes_when_the_first_level_is_reached() -> None:
    proposal = only(Row(7))
    assert (proposal.send, proposal.level, proposal.items, proposal.levels) == (True, 1, (0,), (1,))
    assert (proposal.overdue, proposal.exposure, proposal.oldest_days) == (100_00, 100_00, 7)
    assert in_words(proposal.reasons, "EUR", "en") == (
        "RE-17 is 7 days past due; items that reach level 1 (from 7 days past due): 1"
    )


def test_a_day_before_the_first_level_no_letter_goes() -> None:
    proposal = only(Row(6))
    assert (proposal.send, proposal.level) == (False, 0)
    assert dict(proposal.reasons[1].values) == {"document": "RE-17", "days": 6, "level": 1, "needed": 7, "missing": 1}


def test_what_is_not_overdue_is_not_proposed() -> None:
    assert proposals(Row(0), Row(20, balance=0), Row(20, balance=-5)) == []


@pytest.mark.parametrize(("level", "days", "next_level"), [(0, 400, 1), (1, 21, 2), (2, 35, 3), (3, 49, 4)])
def test_levels_rise_one_at_a_time_however_old_the_item_is(level: int, days: int, next_level: int) -> None:
    sent = ago(14) if level else None
    assert only(Row(days, level=level, sent=sent)).level == next_level
    assert only(Row(days - 1 if level else 400, level=level, sent=sent)).send is (level == 0)


def test_the_next_letter_waits_for_the_interval() -> None:
    waiting = only(Row(30, level=1, sent=ago(13)))
    assert (waiting.send, waiting.level) == (False, 2)
    assert "两函至少间隔 14 天，2026-11-01 起可再发" in in_words(waiting.reasons, "EUR", "zh")
    assert only(Row(30, level=1, sent=ago(14))).send


def test_a_letter_of_a_later_day_is_not_said_to_be_so_many_days_ago() -> None:
    proposal = only(Row(30, level=1, sent=ago(-2)))
    assert "last-letter-later" in names(proposal)
    assert "days ago" not in in_words(proposal.reasons, "EUR", "en")


def test_the_interval_counts_from_the_last_letter_to_the_customer_for_any_item() -> None:
    proposal = only(Row(8), Row(60, balance=0, level=2, sent=ago(3)))
    assert not proposal.send
    assert "letter-interval" in names(proposal)
    assert proposal.last_letter == ago(3)


def test_a_level_whose_letter_has_no_date_does_not_rise_and_says_so() -> None:
    proposal = only(Row(90, level=1))
    assert not proposal.send
    assert "last-letter-missing" in names(proposal)


def test_the_letter_has_the_highest_level_that_rises_and_each_item_keeps_its_own() -> None:
    proposal = only(Row(40, level=2, sent=ago(20)), Row(9), Row(3), Row(30, level=3, sent=ago(20)))
    assert (proposal.level, proposal.items, proposal.levels) == (3, (0, 1, 2, 3), (3, 1, 0, 3))
    assert proposal.raised == (0, 1)
    assert (proposal.claims_interest, proposal.last_level) == (True, 3)


def test_after_the_last_level_the_case_is_referred_to_legal() -> None:
    proposal = only(Row(90, level=4, sent=ago(20)))
    assert (proposal.send, proposal.level) == (False, 0)
    assert names(proposal) == ["oldest-item", "last-letter", "refer-to-legal", "no-level-left"]


def test_after_a_last_letter_no_softer_one_follows_for_another_item() -> None:
    proposal = only(Row(90, level=4, sent=ago(20)), Row(10))
    assert (proposal.send, proposal.level) == (False, 1)
    assert "refer-to-legal" in names(proposal)


def test_a_disputed_item_neither_raises_a_level_nor_is_claimed() -> None:
    proposal = only(Row(60, level=2, sent=ago(20), disputed=100_00), Row(8))
    assert (proposal.level, proposal.items, proposal.raised) == (1, (1,), (1,))
    assert (proposal.overdue, proposal.disputed, proposal.exposure) == (200_00, 100_00, 100_00)


def test_the_undisputed_part_is_still_chased() -> None:
    proposal = only(Row(8, disputed=60_00))
    assert (proposal.send, proposal.exposure, proposal.disputed) == (True, 40_00, 60_00)


def test_a_dispute_over_everything_stops_the_letter() -> None:
    proposal = only(Row(8, disputed=500_00))
    assert (proposal.send, proposal.exposure, proposal.disputed) == (False, 0, 100_00)
    assert names(proposal) == ["oldest-item", "nothing-claimable", "disputed-left-out"]


def test_an_item_is_held_up_to_and_including_the_day() -> None:
    held = only(Row(8, hold=TODAY), Row(9))
    assert (held.items, held.withheld, held.exposure) == ((1,), 100_00, 100_00)
    assert "items-on-hold" in names(held)
    assert only(Row(8, hold=ago(1)), Row(9)).items == (0, 1)


def test_nothing_is_claimed_that_was_not_billed() -> None:
    proposal = only(Row(80, kind="unbilled"))
    assert (proposal.send, proposal.withheld) == (False, 100_00)
    assert "unbilled-left-out" in names(proposal)


def test_a_customer_on_hold_or_stopped_gets_nothing() -> None:
    assert names(only(Row(8), hold=TODAY))[2:] == ["customer-held"]
    assert only(Row(8), hold=ago(1)).send
    for stop in ("insolvency", "lawyer", "agency", "no letters", "on the owner's word"):
        proposal = only(Row(8), stop=stop)
        assert not proposal.send
        assert "no letter" in in_words(proposal.reasons, "EUR", "en")


def test_nobody_who_may_have_paid_is_asked_to_pay() -> None:
    covered = only(Row(8), credit=100_00)
    assert (covered.send, covered.exposure) == (False, 0)
    assert "credits of 100.00 EUR may already cover the 100.00 EUR overdue" in in_words(covered.reasons, "EUR", "en")
    partly = only(Row(8), credit=70_00)
    assert (partly.send, partly.unapplied, partly.exposure) == (True, 70_00, 30_00)
    assert "credits-deducted" in names(partly)


def test_at_the_minimum_no_letter_goes_above_it_one_does() -> None:
    assert "at-or-below-minimum" in names(only(Row(8, balance=25_00)))
    assert not only(Row(8, balance=25_00)).send
    assert only(Row(8, balance=25_01)).send
    assert only(Row(8, balance=26, currency=1)).send, "26 yen is above 25 yen"


def test_each_currency_of_a_customer_is_proposed_apart() -> None:
    two = proposals(Row(8, customer=1), Row(9), Row(10, currency=1, balance=5000), Row(11, customer=1))
    assert [(p.customer, p.currency, p.items) for p in two] == [(0, 0, (1,)), (0, 1, (2,)), (1, 0, (0, 3))]
    assert [p.unapplied for p in proposals(Row(9), Row(8, customer=1), credit=10_00)] == [10_00, 0]


# Figures of published tests and examples whose rule is adopted (Tryton account_dunning scenario; ERPNext PR 41817).
@pytest.mark.parametrize(
    ("days", "level", "sent", "expected"),
    [(4, 0, None, 0), (5, 0, None, 1), (30, 1, ago(20), 2), (30, 1, None, 0)],
)
def test_published_sequences_of_levels(days: int, level: int, sent: date | None, expected: int) -> None:
    procedure = procedure_of(5, 20, 40, interval=0, minimum=0)
    assert only(Row(days, level=level, sent=sent), procedure=procedure).level == expected


def test_the_only_level_sent_and_still_open_is_the_end() -> None:
    proposal = only(Row(2, level=1, sent=ago(1)), procedure=procedure_of(0, interval=0, minimum=0))
    assert (proposal.send, "refer-to-legal" in names(proposal)) == (False, True)


def test_the_procedure_comes_from_the_policy() -> None:
    assert [stage.days for stage in Procedure.of(Policy()).stages] == [7, 21, 35, 49]
    assert {(stage.interval, stage.minimum) for stage in Procedure.of(Policy()).stages} == {(14, Decimal(25))}


def test_an_opening_level_needs_no_date_and_lets_the_next_letter_go() -> None:
    proposal = only(Row(400, level=3, opening=True))
    assert (proposal.send, proposal.level, proposal.levels) == (True, 4, (4,))


def test_old_debts_get_no_letter_while_their_opening_level_waits_for_approval() -> None:
    proposal = only(Row(400, unapproved=True), Row(9))
    assert (proposal.send, "opening-unapproved" in names(proposal)) == (False, True)


def test_each_customer_goes_by_its_own_procedure() -> None:
    slow = procedure_of(30, 60)
    first, second = proposals(Row(40), Row(40, customer=1), procedures=[PLAIN, slow])
    assert (first.level, dict(first.reasons[1].values)["days"]) == (1, 7)
    assert (second.level, dict(second.reasons[1].values)["days"]) == (1, 30)
    assert [p.send for p in proposals(Row(40), Row(20, customer=1), procedures=[PLAIN, slow])] == [True, False]


def test_interval_and_minimum_are_those_of_the_level_that_is_proposed() -> None:
    stages = (Stage(7, 0, Decimal(5)), Stage(21, 30, Decimal(50)))
    procedure = Procedure(stages, interest_from_level=3)
    assert only(Row(8, balance=6_00), procedure=procedure).send
    assert "at-or-below-minimum" in names(only(Row(40, balance=6_00, level=1, sent=ago(35)), procedure=procedure))
    assert "letter-interval" in names(only(Row(40, level=1, sent=ago(29)), procedure=procedure))
    assert only(Row(40, level=1, sent=ago(30)), procedure=procedure).send


REMINDING = replace(PLAIN, reminder=Stage(5, template="reminder_before_due", minimum=Decimal(10)))


def test_a_customer_with_nothing_overdue_is_reminded_before_the_due_date_once() -> None:
    proposal = only(Row(-5), Row(0), Row(-6), procedure=REMINDING)
    assert (proposal.reminds, proposal.send, proposal.level, proposal.items) == (True, True, 0, (0, 1))
    assert (proposal.overdue, proposal.exposure, proposal.levels, proposal.raised) == (0, 200_00, (0, 0), ())
    assert "falls due in 0 days" in in_words(proposal.reasons, "EUR", "en")
    assert proposals(Row(-5, sent=ago(2)), procedure=REMINDING) == []
    assert proposals(Row(-5)) == []


def test_nobody_with_anything_overdue_is_reminded_of_what_is_not() -> None:
    overdue, *rest = proposals(Row(3), Row(-4, currency=1), procedure=REMINDING)
    assert (overdue.send, rest) == (False, [])


@pytest.mark.parametrize(
    ("row", "facts", "why"),
    [
        (Row(-3), {"stop": "lawyer"}, "stopped-lawyer"),
        (Row(-3), {"hold": TODAY}, "customer-held"),
        (Row(-3), {"credit": 100_00}, "credits-cover"),
        (Row(-3, balance=10_00), {}, "at-or-below-minimum"),
        (Row(-3, disputed=100_00), {}, "nothing-claimable"),
        (Row(-3, hold=TODAY), {}, "nothing-claimable"),
    ],
)
def test_what_speaks_against_a_letter_speaks_against_a_reminder(row: Row, facts: dict[str, object], why: str) -> None:
    proposal = only(row, procedure=REMINDING, **facts)
    assert (proposal.send, why in names(proposal)) == (False, True)


def test_a_reminder_delays_no_letter() -> None:
    assert only(Row(7, sent=ago(10)), procedure=REMINDING).send
    assert not only(Row(7, sent=ago(6)), procedure=REMINDING).send, "a letter after the due date counts"


def test_letters_to_a_key_account_wait_until_it_is_released() -> None:
    waiting = only(Row(8), key_accounts=frozenset({0}))
    assert (waiting.send, waiting.level, "key-account" in names(waiting)) == (False, 1, True)
    assert only(Row(8), key_accounts=frozenset({0}), released=frozenset({(0, 0)})).send
    assert not only(Row(-3), procedure=REMINDING, key_accounts=frozenset({0})).send


def test_an_account_with_something_to_know_about_is_listed_without_anything_overdue() -> None:
    proposal = only(Row(-30), remarks={(0, 0): (reason("promise-broken-whole", on=TODAY, until=TODAY),)})
    assert (proposal.send, names(proposal)) == (False, ["nothing-overdue", "promise-broken-whole"])


def test_every_reason_has_its_words_in_every_language() -> None:
    rows = (Row(90, level=4, sent=ago(20)), Row(30, disputed=5_00), Row(9, hold=TODAY), Row(8, kind="unbilled"))
    seen = [
        only(*rows, credit=1_00), only(Row(8), credit=100_00), only(Row(6)), only(Row(30, level=1)),
        only(Row(8, balance=1)), only(Row(8), hold=TODAY), only(Row(8, disputed=100_00)), only(Row(8), stop="x"),
        only(Row(30, level=1, sent=ago(2))), only(Row(90, level=4, sent=ago(20))),
        only(Row(9, unapproved=True)), only(Row(-3), procedure=REMINDING, key_accounts=frozenset({0})),
        only(Row(-30), remarks={(0, 0): ()}),
        *(only(Row(8), stop=stop) for stop in ("insolvency", "lawyer", "agency", "no letters")),
    ]  # fmt: skip
    used = {name for proposal in seen for name in names(proposal)}
    for language in LANGUAGES:
        assert len(used) == 25
        assert used <= set(texts(language)["reasons"])
        assert all("{" not in in_words(proposal.reasons, "EUR", language) for proposal in seen)


rows = st.builds(
    Row,
    days=st.integers(-9, 60),
    balance=st.integers(-50_00, 200_00),
    level=st.integers(0, 5),
    sent=st.none() | st.integers(0, 40).map(ago),
    disputed=st.sampled_from([0, 0, 10_00, 300_00]),
    hold=st.none() | st.integers(-3, 3).map(ago),
    customer=st.integers(0, 2),
    currency=st.integers(0, 1),
    kind=st.sampled_from(["invoice", "unbilled", "fee"]),
)


@given(st.lists(rows, max_size=8), st.integers(0, 300_00), st.sampled_from(["", "", "lawyer"]))
def test_no_proposal_ever_breaks_the_rules(some: list[Row], credit: int, stop: str) -> None:
    found = proposals(*some, credit=credit, stop=stop)
    late = {(r.customer, r.currency) for r in some if r.balance > 0 and r.days > 0}
    assert [(p.customer, p.currency) for p in found] == sorted(late)
    for p in found:
        own = [r for r in some if (r.customer, r.currency) == (p.customer, p.currency)]
        assert p.overdue == sum(r.balance for r in own if r.balance > 0 and r.days > 0)
        assert p.overdue - p.disputed - p.withheld - p.unapplied == p.exposure
        for row, level in zip(p.items, p.levels, strict=True):
            item = some[row]
            assert item.kind != "unbilled"
            assert item.hold is None or item.hold < TODAY
            assert level - item.level == (row in p.raised)
            assert row not in p.raised or (level <= 4 and item.days >= PLAIN.levels[level - 1])
        if p.send:
            assert p.level == max(some[row].level + 1 for row in p.raised)
            assert p.exposure > (25_00 if CURRENCIES[p.currency] == "EUR" else 25)
            assert not (stop and p.customer == 0)
            assert all(r.sent is None or (TODAY - r.sent).days >= 14 for r in own)
        else:
            assert any(case.name not in FOR for case in p.reasons)


events = st.tuples(st.integers(0, 25), st.sampled_from(["run", "run", "pay", "hold", "dispute", "settle"]))


@given(st.lists(events, max_size=25))
def test_over_any_history_no_level_is_skipped_or_sent_twice(history: list[tuple[int, str]]) -> None:
    day, due = TODAY, [TODAY - timedelta(days=5), TODAY + timedelta(days=9)]
    level, balance, disputed = [0, 0], [100_00, 80_00], [0, 0]
    sent: list[date | None] = [None, None]
    hold: date | None = None
    credit = 0
    issued: list[tuple[int, int]] = []
    dates: list[date] = []
    for later, event in history:
        day += timedelta(days=later)
        if event == "pay":
            credit += 50_00
        elif event == "settle":
            balance[0], credit = max(balance[0] - credit, 0), 0
        elif event == "hold":
            hold = day + timedelta(days=10)
        elif event == "dispute":
            disputed[0] = 0 if disputed[0] else balance[0]
        else:
            current = [
                Row((day - due[n]).days, balance[n], level[n], sent[n], disputed[n], hold if n == 0 else None)
                for n in (0, 1)
            ]
            for p in proposals(*current, credit=credit, on=day):
                if not p.send:
                    continue
                assert not dates or (day - dates[-1]).days >= 14
                assert credit < sum(balance) - 25 * 100
                dates.append(day)
                for row in p.raised:
                    new = p.levels[p.items.index(row)]
                    assert new == level[row] + 1
                    assert row or hold is None or hold < day
                    assert not (row == 0 and disputed[0])
                    assert (row, new) not in issued
                    issued.append((row, new))
                    level[row], sent[row] = new, day
    for row in (0, 1):
        reached = [new for item, new in issued if item == row]
        assert reached == list(range(1, len(reached) + 1))
        assert len(reached) <= len(PLAIN.levels)


def test_a_hundred_thousand_items_lose_none_of_what_is_overdue() -> None:
    rng = np.random.default_rng(7)
    count = 100_000
    level = rng.integers(0, 4, count)
    items = DunningItems(
        tuple(map(str, range(count))), rng.integers(0, 8000, count).astype(np.int32),
        rng.integers(0, 2, count).astype(np.int32), np.zeros(count, np.int32),
        rng.integers(-1000, 100_000, count), np.zeros(count, np.int64), as_days([None] * count),
        rng.integers(-60, 120, count), level,
        np.where(level > 0, np.datetime64(TODAY) - 20, np.datetime64("NaT", "D")),
        np.full(count, np.datetime64("NaT", "D")), np.zeros(count, np.bool_), np.zeros(count, np.bool_),
    )  # fmt: skip
    blocks = DunningBlocks(("",) * 8000, np.full(8000, np.datetime64("NaT", "D")))
    no_credits = UnappliedCredits(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int64))
    found = propose(items, blocks, no_credits, CURRENCIES, [PLAIN] * 8000, letter_date=TODAY)
    assert len(found) > 15_000
    assert sum(p.overdue for p in found) == int(items.balance[(items.balance > 0) & (items.days_past_due > 0)].sum())
