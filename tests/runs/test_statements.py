"""Statements and confirmations made from the book: for whom, in which language, with which figures."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, allocation, invoice, receipt, refreshed
from tests.issuing import MemoryWriter

from arrears.core.letters.balance_confirmation import Auditor
from arrears.errors import InputRefused, TemplateRefused
from arrears.runs.statements import ACCOUNT, CONFIRMATION, OPEN_ITEMS, Asked, make_statements

AS_OF = date(2026, 10, 31)
DAY = date(2026, 11, 3)


class Kept(MemoryWriter):
    """Keeps the letters as they came; knows its templates in English and Chinese alone."""

    def __init__(self):
        super().__init__()
        self.letters = []

    def check(self, template, language):
        if language not in ("en", "zh"):
            raise TemplateRefused("template-missing", found=template, language=language)
        return super().check(template, language)

    def write(self, letter):
        self.letters.append(letter)
        return super().write(letter)


def book():
    made = a_book(
        {
            "Invoices": [
                invoice("R1", "100.00", document_date=date(2026, 9, 10)),
                invoice("R2", "50.00", document_date=date(2026, 10, 12), due="2026-11-12"),
                invoice("CN", "-20.00", document_date=date(2026, 10, 20), due=None),
                invoice("U1", "70.00", kind="unbilled"),
                invoice("R9", "10.00", customer="C2", currency="USD"),
            ],
            "Receipts": [receipt("Z1", "30.00", on="2026-10-05"), receipt("Z2", "5.00", on="2026-10-06")],
            "Allocations": [allocation("R1", "30.00", on="2026-10-05", receipt="Z1")],
            "Customers": [{"customer": "C1", "name": "Alder"}, {"customer": "C2", "name": "Birch", "language": "de"}],
            "Escalation": [],
            "Letters": [],
            "Problems": [],
        },
        as_of=AS_OF,
    )
    refreshed(made)
    return made


def made(kind, **how):
    writer = Kept()
    make_statements(book(), writer, Asked(kind, DAY, **how), lambda kind, language: f"{language} {kind}")
    return {letter.file_name: letter for letter in writer.letters}


def test_open_items_show_disputed_and_undue_ones_credits_apart_and_nothing_unbilled():
    letter = made(OPEN_ITEMS)["Alder"]
    assert [row["DocumentNo"] for row in letter.rows] == ["R1", "R2"]
    assert [row["CreditAmount"] for row in letter.regions["OpenCredits"]] == [Decimal("-20.00"), Decimal("-5.00")]
    assert letter.fields["AccountBalance"] == Decimal("95.00")
    assert letter.fields["TotalOpen"] == Decimal("120.00")


def test_an_account_runs_from_its_opening_to_what_is_open_now():
    letter = made(ACCOUNT)["Alder"]
    figures = [letter.fields[name] for name in ("Opening", "Charged", "Received", "Closing")]
    assert figures == [Decimal("100.00"), Decimal("50.00"), Decimal("55.00"), Decimal("95.00")]
    rows = letter.regions["Movements"]
    assert [(row["MovementNo"], row["MovementText"]) for row in rows] == [
        ("Z1", "en cash"), ("Z2", "en cash"), ("R2", "en invoice"), ("CN", "en credit note"),
    ]  # fmt: skip


def test_the_period_begins_where_it_is_asked_to():
    letter = made(ACCOUNT, first_day=date(2026, 9, 1))["Alder"]
    assert (letter.fields["Opening"], letter.fields["Closing"]) == (Decimal("0.00"), Decimal("95.00"))


def test_a_confirmation_names_the_auditors_and_nets_nothing():
    letter = made(CONFIRMATION, auditor=Auditor("Hartley LLP", "3 Temple Row"))["Alder"]
    assert (letter.fields["OwedToUs"], letter.fields["OwedByUs"]) == (Decimal("120.00"), Decimal("25.00"))
    assert letter.fields["AuditFirm"] == "Hartley LLP"


def test_a_confirmation_without_auditors_is_refused():
    with pytest.raises(InputRefused) as refusal:
        made(CONFIRMATION)
    assert refusal.value.name == "auditor-missing"


def test_only_the_customers_asked_for_get_one_and_an_unknown_one_is_refused():
    assert set(made(OPEN_ITEMS, customers=["C2"])) == {"Birch"}
    with pytest.raises(InputRefused) as refusal:
        made(OPEN_ITEMS, customers=["C7"])
    assert (refusal.value.name, refusal.value.found) == ("customer-unknown", "C7")


def test_a_language_without_such_a_letter_gives_way_to_english():
    assert made(OPEN_ITEMS)["Birch"].language == "en"


def test_names_tell_customer_currency_day_and_kind_so_that_all_kinds_fit_in_one_folder():
    assert made(OPEN_ITEMS)["Birch"].number == "C2 USD 2026-10-31 en open items"
