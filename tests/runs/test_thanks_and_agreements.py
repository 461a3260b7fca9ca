"""Thanks for what was paid after a reminder, and agreements on the instalments of the Plans table."""

from datetime import date
from decimal import Decimal

from tests.books import a_book, allocation, invoice, receipt, refreshed
from tests.issuing import MemoryWriter

from arrears.runs.statements import AGREEMENT, THANKS, Asked, make_statements

DAY = date(2026, 11, 3)
REMINDED = {"level": 1, "last_letter": date(2026, 10, 10)}


class Kept(MemoryWriter):
    """Keeps the letters as they came."""

    def __init__(self):
        super().__init__()
        self.letters = []

    def write(self, letter):
        self.letters.append(letter)
        return super().write(letter)


def made(kind, tables, **how):
    """Make the letters of a book refreshed as of 31 October 2026."""
    empty = {name: [] for name in ("Receipts", "Allocations", "Customers", "Escalation", "Letters", "Problems")}
    book = a_book(empty | tables)
    refreshed(book)
    writer = Kept()
    _, problems = make_statements(book, writer, Asked(kind, DAY, **how), lambda kind, _: kind)
    return writer.letters, problems


def paid(*invoices, amount="100.00", on="2026-10-20", **more):
    return {
        "Invoices": [*invoices],
        "Receipts": [receipt("Z1", amount, on=on)],
        "Allocations": [allocation("R1", amount, on=on, receipt="Z1", **more)],
    }


def documents(letters):
    return [row["DocumentNo"] for letter in letters for row in letter.rows]


def test_what_was_paid_after_a_reminder_is_thanked_for():
    (letter,), problems = made(THANKS, paid(invoice("R1", "100.00", **REMINDED)))
    assert (letter.template, documents([letter]), problems) == ("thanks_for_settlement", ["R1"], [])
    assert (letter.fields["TotalSettled"], letter.fields["SettledOn"]) == (Decimal("100.00"), date(2026, 10, 20))


def test_nobody_is_thanked_for_what_no_letter_was_about():
    assert made(THANKS, paid(invoice("R1", "100.00")))[0] == []


def test_nobody_is_thanked_twice_what_was_settled_before_the_month_is_left_out():
    early = paid(invoice("R1", "100.00", level=1, last_letter=date(2026, 9, 10)), on="2026-09-28")
    assert made(THANKS, early)[0] == []
    assert documents(made(THANKS, early, first_day=date(2026, 9, 1))[0]) == ["R1"]


def test_nobody_is_thanked_while_anything_else_is_past_due():
    other = invoice("R2", "10.00", due="2026-10-15")
    assert made(THANKS, paid(invoice("R1", "100.00", **REMINDED), other))[0] == []
    not_due = invoice("R2", "10.00", due="2026-11-15")
    assert documents(made(THANKS, paid(invoice("R1", "100.00", **REMINDED), not_due))[0]) == ["R1"]


def test_a_part_payment_and_a_debt_written_off_are_not_thanked_for():
    assert made(THANKS, paid(invoice("R1", "100.00", due="2026-11-15", **REMINDED), amount="60.00"))[0] == []
    written_off = paid(invoice("R1", "100.00", **REMINDED), amount="60.00")
    written_off["Allocations"].append(allocation("R1", "40.00", on="2026-10-21", kind="write-off"))
    assert made(THANKS, written_off)[0] == []
    credited = {"Invoices": [invoice("R1", "100.00", **REMINDED)],
                "Allocations": [allocation("R1", "100.00", on="2026-10-21", kind="write-off")]}  # fmt: skip
    assert made(THANKS, credited)[0] == []


def instalments(*amounts, plan="P1", **more):
    return [
        {"plan": plan, "customer": "C1", "agreed_on": date(2026, 10, 25), "due_date": date(2026, 11 + n, 15),
         "amount": Decimal(amount)} | more
        for n, amount in enumerate(amounts)
    ]  # fmt: skip


ITEMS = [invoice("R1", "100.00"), invoice("R2", "50.00"), invoice("R3", "70.00", due="2026-11-30")]


def test_an_agreement_states_what_is_past_due_and_the_instalments_that_pay_it():
    (letter,), problems = made(AGREEMENT, {"Invoices": ITEMS, "Plans": instalments("80.00", "70.00")})
    assert (letter.template, documents([letter]), problems) == ("instalment_agreement", ["R1", "R2"], [])
    assert letter.number == "C1 EUR 2026-10-31 agreement P1"
    assert (letter.fields["TotalDue"], letter.fields["InstalmentCount"]) == (Decimal("150.00"), 2)
    rows = letter.regions["Instalments"]
    assert [(row["InstalmentDate"], row["InstalmentAmount"], row["InstalmentRest"]) for row in rows] == [
        (date(2026, 11, 15), Decimal("80.00"), Decimal("70.00")),
        (date(2026, 12, 15), Decimal("70.00"), Decimal("0.00")),
    ]


def test_a_plan_that_comes_to_everything_open_is_about_everything_open():
    (letter,), _ = made(AGREEMENT, {"Invoices": ITEMS, "Plans": instalments("110.00", "110.00")})
    assert documents([letter]) == ["R1", "R2", "R3"]


def test_credits_and_receipts_on_account_lower_what_is_agreed():
    book = {"Invoices": [*ITEMS, invoice("G1", "-20.00", due=None)], "Receipts": [receipt("Z1", "5.00")],
            "Plans": instalments("62.50", "62.50")}  # fmt: skip
    (letter,), _ = made(AGREEMENT, book)
    assert (letter.fields["TotalDue"], letter.fields["Credits"]) == (Decimal("125.00"), Decimal("-25.00"))


def test_a_plan_for_one_item_is_about_that_item_alone():
    book = {"Invoices": [*ITEMS, invoice("G1", "-20.00", due=None)],
            "Plans": [*instalments("50.00", "50.00", item="R1"), *instalments("50.00", plan="P2", item="R2")],
            }  # fmt: skip
    letters, problems = made(AGREEMENT, book)
    assert ([documents([letter]) for letter in letters], problems) == ([["R1"], ["R2"]], [])
    assert [letter.number for letter in letters] == ["C1 EUR 2026-10-31 agreement P1", "C1 EUR 2026-10-31 agreement P2"]


def test_a_plan_that_comes_to_another_amount_gets_no_agreement_and_says_what_is_owed():
    letters, (problem,) = made(AGREEMENT, {"Invoices": ITEMS, "Plans": instalments("80.00", "60.00")})
    assert (letters, problem.name, problem.found) == ([], "plan-differs", "P1")
    assert problem.values == {"planned": "140.00", "late": "150.00", "owed": "220.00", "currency": "EUR"}
    assert "Plans" in str(problem.where)


def test_a_plan_that_was_kept_needs_no_agreement():
    book = paid(invoice("R1", "100.00"), on="2026-10-28") | {"Plans": instalments("100.00")}
    assert made(AGREEMENT, book) == ([], [])
