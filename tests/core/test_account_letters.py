"""Letters that ask for no money: statement of account, auditor's confirmation, instalments, thanks."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from arrears.core.letters.account_statement import Movement, account_statement
from arrears.core.letters.balance_confirmation import Auditor, balance_confirmation
from arrears.core.letters.instalment_agreement import agreement, monthly_instalments
from arrears.core.letters.letter_fields import FIELD_SETS
from arrears.core.letters.letter_parties import Addressee, LetterHead
from arrears.core.letters.letters import OpenItem, content
from arrears.core.letters.settlement_thanks import settlement_thanks
from arrears.core.policy import Policy

AS_OF = date(2026, 10, 31)
POLICY = Policy(company="Harbour Ltd")
WHO = Addressee("C1", "Nordic")
HEAD = LetterHead("S-1", AS_OF, AS_OF, "CNY", "zh")
ITEM = OpenItem("k1", "INV-1", "invoice", date(2026, 8, 1), date(2026, 9, 1), gross=10_000, balance=8_000)


def names_agree(said, kind):
    known = FIELD_SETS[kind]
    rows_agree = all(set(row) == set(known.regions[name]) for name, rows in said.regions.items() for row in rows)
    return set(said.fields) == set(known.fields) and set(said.regions) <= set(known.regions) and rows_agree


def moves(*amounts):
    return [Movement(date(2026, 10, 1 + n), f"R{n}", "x", amount) for n, amount in enumerate(amounts)]


def test_a_statement_runs_from_opening_to_closing():
    before = Movement(date(2026, 9, 30), "R-0", "Invoice", 5_000)
    later = Movement(date(2026, 11, 1), "R-9", "Invoice", 99_999)
    said = account_statement(WHO, HEAD, POLICY, [later, *moves(10_000, -2_500), before], date(2026, 10, 1))
    figures = [said.fields[name] for name in ("Opening", "Charged", "Received", "Closing")]
    assert figures == [Decimal("50.00"), Decimal("100.00"), Decimal("25.00"), Decimal("125.00")]
    assert [row["MovementBalance"] for row in said.regions["Movements"]] == [Decimal("150.00"), Decimal("125.00")]
    assert said.fields["ClosingWords"] == "人民币壹佰贰拾伍元整"
    assert names_agree(said, "account")


@given(st.lists(st.integers(-(10**9), 10**9), max_size=20), st.integers(1, 20))
def test_opening_charged_received_and_closing_always_add_up(amounts, first):
    said = account_statement(WHO, HEAD, POLICY, moves(*amounts), date(2026, 10, first))
    fields = said.fields
    assert (
        fields["Opening"] + fields["Charged"] - fields["Received"] == fields["Closing"] == Decimal(sum(amounts)) / 100
    )
    rows = said.regions["Movements"]
    assert not rows or rows[-1]["MovementBalance"] == fields["Closing"]


def test_a_confirmation_keeps_both_sides_apart_and_names_the_auditors():
    credit = OpenItem("c1", "CN-1", "credit note", AS_OF, None, gross=-1_000, balance=-1_000)
    auditor = Auditor("Hartley LLP", "3 Temple Row; Birmingham", "Mr H.")
    said = balance_confirmation(WHO, HEAD, POLICY, auditor, [ITEM, credit], 500)
    assert (said.fields["OwedToUs"], said.fields["OwedByUs"]) == (Decimal("80.00"), Decimal("15.00"))
    assert said.fields["AuditAddress"] == "3 Temple Row\nBirmingham"
    assert [row["DocumentNo"] for row in said.regions["Items"]] == ["INV-1", "CN-1"]
    assert names_agree(said, "confirmation")


def test_instalments_fall_on_working_days_and_the_last_takes_the_rest():
    plan = monthly_instalments(1_000, 3, date(2027, 1, 31))
    assert [(one.day, one.amount) for one in plan] == [
        (date(2027, 2, 1), 333), (date(2027, 3, 1), 333), (date(2027, 3, 31), 334),
    ]  # fmt: skip


@given(st.integers(1, 10**12), st.integers(1, 60))
def test_instalments_add_up_and_leave_nothing(total, count):
    item = OpenItem("k", "1", "invoice", None, date(2026, 1, 1), total, total)
    demand = content(WHO, "EUR", [item], POLICY, number="P-1", level=1, as_of=AS_OF, letter_date=AS_OF)
    said = agreement(demand, monthly_instalments(demand.due, count, date(2026, 12, 1)))
    rows = said.regions["Instalments"]
    assert sum(row["InstalmentAmount"] for row in rows) == said.fields["TotalDue"]
    assert rows[-1]["InstalmentRest"] == 0
    assert set(said.fields) == set(FIELD_SETS["plan"].fields)


def test_an_agreement_carries_no_code_that_would_pay_everything_at_once():
    policy = Policy(company="Harbour Ltd", bank_details="DE89370400440532013000")
    demand = content(WHO, "EUR", [ITEM], policy, number="P-1", level=1, as_of=AS_OF, letter_date=AS_OF)
    assert demand.fields["PaymentQr"]
    assert agreement(demand, monthly_instalments(demand.due, 2, AS_OF)).fields["PaymentQr"] == ""


def test_thanks_name_what_was_settled_and_when():
    said = settlement_thanks(WHO, HEAD, POLICY, [ITEM], date(2026, 10, 29))
    assert (said.fields["TotalSettled"], said.fields["SettledOn"]) == (Decimal("100.00"), date(2026, 10, 29))
    assert names_agree(said, "settlement")
