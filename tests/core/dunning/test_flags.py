"""Flags beyond letters: each with its figures, each off where its threshold is 0."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from arrears.core.dunning.flags import Account, LateItem, flags
from arrears.core.policy import Policy
from arrears.core.reasons import Reason, reason
from arrears.texts import LANGUAGES, in_words, texts

TODAY = date(2026, 10, 31)
POLICY = Policy(large_amount=Decimal(1000))


def late(days: int, claim: str = "100", level: int = 0, *, written: bool = False) -> LateItem:
    return LateItem("RE-17", Decimal(claim), days, level, written or level > 0)


def found(*items: LateItem, policy: Policy = POLICY, **facts: object) -> dict[str, Reason]:
    account = Account(items, last_level=4, **facts)  # type: ignore[arg-type]
    return {flag.name: flag for flag in flags(account, policy, TODAY)}


def test_supply_is_stopped_from_so_many_days_on_with_what_is_that_late() -> None:
    assert "flag-stop-supply" not in found(late(59))
    flag = found(late(60), late(20), late(90, "0"))["flag-stop-supply"]
    assert dict(flag.values) == {"amount": Decimal(100), "days": 60}
    assert "flag-stop-supply" not in found(late(400), policy=replace(POLICY, stop_supply_days=0))


def test_what_is_open_after_the_last_letter_goes_to_legal() -> None:
    assert "flag-legal" not in found(late(90, level=3))
    assert found(late(90, level=4))["flag-legal"].values["level"] == 4


def test_no_limit_is_never_exceeded_and_a_limit_of_0_by_any_debt() -> None:
    assert "flag-over-limit" in found(owed=Decimal(1), limit=Decimal(0), base_currency="EUR")
    assert "flag-over-limit" not in found(owed=Decimal(10**9), limit=None)
    assert "flag-over-limit" not in found(owed=Decimal(200), limit=Decimal(200))
    assert "flag-over-limit" not in found(owed=None, limit=Decimal(0))


def test_large_and_old_debts_go_to_the_credit_staff() -> None:
    assert set(found(late(30, "600"), late(31, "400"))) == {"flag-large"}
    assert "flag-old" in found(late(180))
    assert "flag-old" not in found(late(179))
    assert "flag-large" not in found(late(30, "99999"), policy=Policy())


def test_what_became_overdue_lately_and_was_not_written_to_is_new() -> None:
    flag = found(late(1), late(7, "50"), late(8), late(2, written=True))["flag-newly-overdue"]
    assert dict(flag.values) == {"items": 2, "amount": Decimal(150), "days": 7}


@pytest.mark.parametrize(("days", "name"), [(29, None), (30, "flag-no-contact"), (None, "flag-never-contacted")])
def test_a_late_customer_nobody_spoke_to_is_named_where_contacts_are_kept(days: int | None, name: str | None) -> None:
    last = None if days is None else TODAY - timedelta(days=days)
    assert [*found(late(20), contacts_kept=True, last_contact=last)] == ([name] if name else [])
    assert not found(late(20), last_contact=last)
    assert not found(late(20, "0"), contacts_kept=True, last_contact=last), "nothing can be claimed"


def test_broken_promises_and_plans_are_flags_open_ones_are_not() -> None:
    on = {"on": TODAY, "until": TODAY}
    remarks = (
        reason("promise-broken", amount=Decimal(5), **on), reason("promise-broken-whole", **on),
        reason("plan-broken", plan="P", amount=Decimal(5), **on), reason("promise-open-whole", **on),
    )  # fmt: skip
    assert [*found(remarks=remarks)] == ["flag-promise-broken", "flag-promise-broken-whole", "flag-plan-broken"]


def test_every_flag_has_its_words_and_figures_in_every_language() -> None:
    on = {"on": TODAY, "until": TODAY}
    remarks = (
        reason("promise-broken", amount=Decimal(5), **on), reason("promise-broken-whole", **on),
        reason("plan-broken", plan="P", amount=Decimal(5), **on),
    )  # fmt: skip
    facts = {"owed": Decimal(1), "limit": Decimal(0), "base_currency": "EUR", "contacts_kept": True}
    seen = found(late(400, "5000", level=4), late(1), remarks=remarks, **facts)
    seen |= found(late(20), contacts_kept=True, last_contact=TODAY - timedelta(days=40))
    for language in LANGUAGES:
        assert {name for name in texts(language)["reasons"] if name.startswith("flag-")} == set(seen)
        assert "{" not in in_words(seen.values(), "EUR", language)
