"""What commands answer: amounts as text in major units, days in ISO form, everything in the reader's language."""

import json
from decimal import Decimal

import pytest
from tests.books import a_book, allocation, invoice, receipt, refreshed
from tests.listings import bring

from arrears.cli import answers
from arrears.core.problems import Place, Problem
from arrears.errors import FileRefused


def answered(tables, language="en"):
    return answers.refreshed(refreshed(a_book(tables)), language)


def test_a_refusal_says_where_what_was_found_what_is_wrong_and_what_to_do():
    error = answers.refusal(FileRefused("not-there", "a.xlsx", "a.xlsx"), "en")["error"]
    assert error == {
        "name": "not-there", "where": "a.xlsx", "found": "a.xlsx", "wrong": "There is no file a.xlsx.",
        "do": "Check the name and the folder.",
    }  # fmt: skip


@pytest.mark.parametrize(("language", "where"), [("en", "list.csv, row 7"), ("zh", "list.csv 第 7 行")])
def test_a_problem_names_its_place_in_the_readers_language(language, where):
    problem = Problem("amount-missing", Place(file="list.csv", row=7), "", amount=Decimal("1E+3"), currency="EUR")
    answer = answers.problem(problem, language)
    assert (answer["where"], answer["amount"], answer["severity"]) == (where, "1000", "warning")


def test_amounts_have_the_decimals_of_their_currency():
    answer = answered(
        {"Invoices": [invoice("A", "100"), invoice("J", "7", currency="JPY"), invoice("K", "1.5", currency="KWD")]}
    )
    assert {code: one["open"] for code, one in answer["currencies"].items()} == {
        "EUR": "100.00", "JPY": "7", "KWD": "1.500",
    }  # fmt: skip
    json.dumps(answer)


def test_buckets_and_credits_add_up_to_what_is_open():
    answer = answered({
        "Invoices": [invoice("A", "100"), invoice("B", "40", due="2026-12-31"), invoice("N", "-15")],
        "Receipts": [receipt("R", "30")],
        "Allocations": [allocation("A", "25", receipt="R")],
    })  # fmt: skip
    euro = answer["currencies"]["EUR"]
    assert sum(Decimal(one["amount"]) for one in euro["buckets"].values()) + Decimal(euro["unapplied"]) == Decimal(
        euro["open"]
    )
    assert (euro["unapplied"], euro["unapplied_count"], euro["overdue"]) == ("-20.00", 2, "75.00")
    assert answer["control"]["EUR"] == {
        "open_items": "95.00", "buckets": "95.00", "difference": "0.00", "control_account": None, "listed": {},
        "unknown": None,
    }  # fmt: skip


def test_proposals_bear_their_reasons_in_words():
    answer = answered({"Invoices": [invoice("A", "100")]}, "en")
    assert [(one["customer"], one["send"], one["level"], one["exposure"]) for one in answer["proposals"]] == [
        ("C1", True, 1, "100.00")
    ]
    assert "A is 31 days past due" in answer["proposals"][0]["reasons"]


def test_an_import_answers_what_was_read_and_what_changed():
    text = "customer | document_no | document_date | currency | remaining\n C1 | A | 2026-09-01 | EUR | 10.00"
    answer = answers.imported(bring(a_book(), text, "2026-10-31"), "en")
    assert (answer["read"], answer["header_row"], answer["list_date"]) == (1, 1, "2026-10-31")
    assert answer["mapping"]["remaining"] == "remaining"
    assert answer["totals"] == {"EUR": "10.00"}
    assert answer["changes"]["new"] == {"items": 1, "amounts": {"EUR": "10.00"}, "keys": ["C1|invoice|A|2026"]}
    json.dumps(answer)


def test_problems_left_out_of_totals_come_first():
    answer = answered({"Invoices": [invoice("A", "1.005"), invoice("B", "1", currency="?")]})
    assert [one["severity"] for one in answer["problems"]] == ["left out", "warning"]


def test_a_problem_of_the_sheet_names_its_cell():
    row = {"place": "Control accounts", "cell": "D6", "found": "90", "wrong": "", "do": "", "severity": "warning",
           "amount": None, "currency": ""}  # fmt: skip
    assert answers.listed_problem(row)["where"] == "Control accounts!D6"
    assert answers.listed_problem({**row, "place": "list.csv, row 7", "cell": None})["where"] == "list.csv, row 7"
