"""The tie-out as it is typed: what it answers, what it says on a terminal, and what it leaves in the workbook."""

import json

import pytest
from tests.command_line import answered, arrears
from tests.samples import books
from tests.samples.typed_cells import table_rows


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tie-out")
    book = folder / "tied.xlsx"
    return book, books.with_tie_out(book, folder)


def test_the_answer_proves_each_account_and_names_what_is_unknown(made):
    _, answer = made
    euro, yen, dinar = answer["accounts"]
    assert (answer["from"], answer["as_of"], answer["opened"]) == ("2026-10-01", "2026-10-31", "2026-09-30")
    assert euro["movements"] == {
        "invoices": "9178.27", "returned_payments": "5000.00", "credit_notes": "-400.50", "receipts": "-16700.00",
        "discounts": "-240.00", "write_offs": "-60.00",
    }  # fmt: skip
    assert (euro["opening"], euro["closing"], euro["ageing"], euro["control"]) == (
        "17000.00", "13777.77", "13777.77", "13827.76",
    )  # fmt: skip
    assert euro["causes"]["manual journal"]["amount"] == "-50"
    assert [account["unknown"] for account in (euro, yen, dinar)] == ["0.01", "1", "0.000"]
    assert [(point["name"], point["currency"], point["amount"]) for point in answer["open_points"]] == [
        ("unknown-difference", "EUR", "0.01"), ("unknown-difference", "JPY", "1"),
    ]  # fmt: skip


def test_every_customers_row_rolls_forward(made):
    _, answer = made
    assert [(row["customer"], row["currency"], row["opening"], row["closing"]) for row in answer["roll_forward"]] == [
        ("K1", "EUR", "12000.00", "8000.00"), ("K2", "EUR", "5000.00", "5777.77"),
        ("K3", "JPY", "500000", "249999"), ("K4", "KWD", "0.000", "100.125"),
    ]  # fmt: skip


def test_the_sales_list_is_compared_and_both_lists_add_up_on_the_sheet(made):
    book, answer = made
    found = {one["reason"]: (one["sales"] or one["finance"])[0]["document"] for one in answer["sales"]["differences"]}
    assert found == {"amount differs": "A2", "number differs": "D-0009", "only in sales": "D-0077"}
    assert answer["sales"]["currencies"]["EUR"] == {"sales": "8777.32", "finance": "8777.77", "equal": 2}
    rows = table_rows(book, "ListComparison")
    totals = {column: sum(float(row[column]) for row in rows if row["Currency"] == "EUR") for column in
              ("Sales amount", "Finance amount")}  # fmt: skip
    assert {column: round(total, 2) for column, total in totals.items()} == {
        "Sales amount": 8777.32, "Finance amount": 8777.77,
    }  # fmt: skip


def test_checks_name_the_late_document_and_the_one_in_two_spellings(made):
    _, answer = made
    assert [(one["check"], one["document"], one["other"]) for one in answer["checks"]] == [
        ("dated, posted later", "B-0002", ""), ("same number", "B2", "B-0002"),
    ]  # fmt: skip


def test_the_sheet_lists_what_a_person_entered_and_a_second_run_changes_nothing(made):
    book, answer = made
    before = [table_rows(book, table) for table in ("Reconciliation", "Differences", "RollForward")]
    again = answered("tie-out", book, "--as-of", "2026-10-31")
    assert again["accounts"] == answer["accounts"]
    assert [table_rows(book, table) for table in ("Reconciliation", "Differences", "RollForward")] == before


def test_a_terminal_shows_the_proof_from_opening_to_unknown(made):
    book, _ = made
    said = arrears("tie-out", book).out
    assert "From 2026-10-01 to 2026-10-31; opening balance of 2026-09-30." in said
    assert "Not ready to be signed off:" in said
    assert "1200 EUR: 0.01 is not explained." in said
    for line in ("Opening balance", "Returned payments", "Manual journal on the account", "Unknown difference"):
        assert line in said


def test_a_period_of_three_months_is_one_roll_forward(made, tmp_path):
    book = tmp_path / "quarter.xlsx"
    book.write_bytes(made[0].read_bytes())
    answer = answered("tie-out", book, "--from", "2026-08-01")
    assert [account["opening"] for account in answer["accounts"]] == ["0.00", "0", "0.000"]
    assert [account["closing"] for account in answer["accounts"]] == [one["closing"] for one in made[1]["accounts"]]
    assert json.dumps(answer["open_points"]) == json.dumps(made[1]["open_points"])
