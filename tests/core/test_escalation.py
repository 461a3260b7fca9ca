"""Dunning proposals: who may get a letter of which level, and the reasons in names and figures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.dates import as_days
from arrears.core.escalation import DunningBlocks, DunningItems, Procedure, Proposal, UnappliedCredits, propose
from arrears.core.ledger import ITEM_KINDS
from arrears.core.policy import Policy
from arrears.texts import LANGUAGES, in_words, texts

TODAY = date(2026, 10, 31)
PLAIN = Procedure(levels=(7, 21, 35, 49), interval=14, minimum=Decimal(25), interest_from_level=3)
CURRENCIES = ("EUR", "JPY")


class Row(NamedTuple):
    days: int
    balance: int = 100_00
    level: int = 0
    sent: date | None = None
    disputed: int = 0
    hold: date | None = None
    customer: int = 0
    currency: int = 0
    kind: str = "invoice"
    document: str = "RE-17"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def proposals(
    *rows: Row,
    credit: int = 0,
    stop: str = "",
    hold: date | None = None,
    procedure: Procedure = PLAIN,
    on: date = TODAY,
) -> list[Proposal]:
    code = np.int32
    customers = 1 + max((r.customer for r in rows), default=0)
    return propose(
        DunningItems(
            document=tuple(r.document for r in rows),
            customer=np.array([r.customer for r in rows], dtype=code),
            currency=np.array([r.currency for r in rows], dtype=code),
            kind=np.array([ITEM_KINDS.index(r.kind) for r in rows], dtype=code),
            balance=np.array([r.balance for r in rows], dtype=np.int64),
            disputed=np.array([r.disputed for r in rows], dtype=np.int64),
            days_past_due=np.array([r.days for r in rows], dtype=np.int64),
            level=np.array([r.level for r in rows], dtype=np.int64),
            last_letter=as_days([r.sent for r in rows]),
            hold_until=as_days([r.hold for r in rows]),
        ),
        DunningBlocks((stop, *[""] * (customers - 1)), as_days([hold, *[None] * (customers - 1)])),
        UnappliedCredits(np.zeros(1, code), np.zeros(1, code), np.array([credit], dtype=np.int64)),
        CURRENCIES,
        procedure,
        letter_date=on,
    )


def only(*rows: Row, **facts: object) -> Proposal:
    (proposal,) = proposals(*rows, **facts)  # type: ignore[arg-type]
    return proposal


def names(proposal: Proposal) -> list[str]:
    return [case.name for case in proposal.reasons]


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
    procedure = Procedure((5, 20, 40), 0, Decimal(0), 3)
    assert only(Row(days, level=level, sent=sent), procedure=procedure).level == expected


def test_the_only_level_sent_and_still_open_is_the_end() -> None:
    proposal = only(Row(2, level=1, sent=ago(1)), procedure=Procedure((0,), 0, Decimal(0), 3))
    assert (proposal.send, "refer-to-legal" in names(proposal)) == (False, True)


def test_the_procedure_comes_from_the_policy() -> None:
    assert Procedure.of(Policy()) == PLAIN


def test_every_reason_has_its_words_in_every_language() -> None:
    rows = (Row(90, level=4, sent=ago(20)), Row(30, disputed=5_00), Row(9, hold=TODAY), Row(8, kind="unbilled"))
    seen = [
        only(*rows, credit=1_00), only(Row(8), credit=100_00), only(Row(6)), only(Row(30, level=1)),
        only(Row(8, balance=1)), only(Row(8), hold=TODAY), only(Row(8, disputed=100_00)), only(Row(8), stop="x"),
        only(Row(30, level=1, sent=ago(2))), only(Row(90, level=4, sent=ago(20))),
        *(only(Row(8), stop=stop) for stop in ("insolvency", "lawyer", "agency", "no letters")),
    ]  # fmt: skip
    used = {name for proposal in seen for name in names(proposal)}
    for language in LANGUAGES:
        assert len(used) == 21
        assert used <= set(texts(language)["reasons"])
        assert all("{" not in in_words(proposal.reasons, "EUR", language) for proposal in seen)


rows = st.builds(
    Row,
    days=st.integers(0, 60),
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
            assert any(case.name not in {"oldest-item", "level-reached", "last-letter"} for case in p.reasons)


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
                assert not dates or (day - dates[-1]).days >= PLAIN.interval
                assert credit < sum(balance) - PLAIN.minimum * 100
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
        rng.integers(-1000, 100_000, count), np.zeros(count, np.int64), rng.integers(-60, 120, count), level,
        np.where(level > 0, np.datetime64(TODAY) - 20, np.datetime64("NaT", "D")),
        np.full(count, np.datetime64("NaT", "D")),
    )  # fmt: skip
    blocks = DunningBlocks(("",) * 8000, np.full(8000, np.datetime64("NaT", "D")))
    no_credits = UnappliedCredits(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int64))
    found = propose(items, blocks, no_credits, CURRENCIES, PLAIN, letter_date=TODAY)
    assert len(found) > 15_000
    assert sum(p.overdue for p in found) == int(items.balance[(items.balance > 0) & (items.days_past_due > 0)].sum())
