"""The commands on measures and confirmations, from lists to answers as JSON."""

import json

import pytest

from arrears.cli.app import app
from arrears.cli.screens import outcome
from arrears.core.measures.month_measures import MEASURES

LIST = """Customer,Document no.,Document date,Due date,Currency,Gross,Net
C1,A1,2026-08-05,2026-09-04,EUR,1190.00,1000.00
C1,A2,2026-09-05,2026-10-05,EUR,595.00,500.00
C2,B1,2026-10-05,2026-11-04,EUR,119.00,100.00
C2,B2,2026-10-08,2026-11-07,EUR,238.00,200.00
"""


def answered(*arguments, capsys):
    """Run a command as the program does and read its answer."""
    capsys.readouterr()
    code = outcome(app, [*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def book(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    answered("new", "Book.xlsx", "--language", "en", "--currency", "EUR", capsys=capsys)
    answered("import", "Book.xlsx", "list.csv", "--as", "invoices", "--yes", capsys=capsys)
    answered("refresh", "Book.xlsx", "--as-of", "2026-10-31", capsys=capsys)
    return "Book.xlsx"


def test_measures_come_with_figures_or_reasons(book, capsys):
    _, answer = answered("measures", book, capsys=capsys)
    now = {one["measure"]: one for one in answer["measures"] if one["month"] == "2026-10"}
    assert set(MEASURES) <= set(now)
    assert now["dso"]["reason"] == "not computable: Sales missing"
    assert now["receivables"]["figure"] == "2142.00"
    assert now["overdue_ratio"]["figure"] == "83.33"


def test_a_list_of_invoices_becomes_sales_by_month_and_measures_use_them(book, capsys):
    _, brought = answered("sales", book, "list.csv", capsys=capsys)
    assert brought["sales"] == [
        {"month": "2026-08", "currency": "EUR", "gross": "1190.00"},
        {"month": "2026-09", "currency": "EUR", "gross": "595.00"},
        {"month": "2026-10", "currency": "EUR", "gross": "357.00"},
    ]
    assert answered("sales", book, "list.csv", capsys=capsys)[1] == brought
    _, answer = answered("measures", book, capsys=capsys)
    now = {one["measure"]: one for one in answer["measures"] if one["month"] == "2026-10"}
    assert now["dso"]["figure"] == "92.00"  # all of three months' sales is open
    assert now["credit_sales"]["figure"] == "357.00"


def test_a_terminal_gets_a_narrow_table_and_reasons_once_below_it(book, capsys):
    capsys.readouterr()
    outcome(app, ["measures", book])
    out = capsys.readouterr().out
    assert out.count("not computable: Sales missing") == 1
    assert "(1)" in next(line for line in out.splitlines() if line.startswith("DSO"))
    assert max(map(len, out.splitlines())) <= 100


def test_figures_of_a_month_carried_over_keep_their_decimals(book, capsys):
    answered("measures", book, capsys=capsys)
    answered("next", book, "2026-11", "--out", "Next.xlsx", capsys=capsys)
    _, answer = answered("measures", "Next.xlsx", capsys=capsys)
    carried = [one for one in answer["measures"] if one["state"] == "carried" and one.get("figure")]
    assert "2142.00" in {one["figure"] for one in carried}
    assert {len(one["figure"].partition(".")[2]) for one in carried} == {2}


def test_a_later_correction_of_the_former_month_reaches_the_measures_carried_over(book, capsys):
    answered("measures", book, capsys=capsys)
    answered("next", book, "2026-11", "--out", "Next.xlsx", capsys=capsys)
    with open("late.csv", "w", encoding="utf-8") as late:  # noqa: PTH123 - beside the others in the test's folder
        late.write(LIST.splitlines()[0] + "\nC2,B3,2026-10-30,2026-11-29,EUR,100.50,84.45\n")
    answered("import", book, "late.csv", "--as", "invoices", "--yes", capsys=capsys)
    outcome(app, ["refresh-opening", "Next.xlsx", "--from", book])
    out = capsys.readouterr().out
    assert "Measures 2026-10: " in out
    _, answer = answered("measures", "Next.xlsx", capsys=capsys)
    october = {one["measure"]: one for one in answer["measures"] if one["month"] == "2026-10"}
    assert (october["receivables"]["figure"], october["receivables"]["state"]) == ("2242.50", "carried")
    assert answered("refresh-opening", "Next.xlsx", "--from", book, capsys=capsys)[1]["differences"] == []


def test_replies_are_recorded_and_listed(book, capsys):
    _, made = answered(
        "statement", book, "--kind", "account", "--sheets", "s.xlsx", "--letter-date", "2026-11-02", capsys=capsys
    )
    assert made.get("error") is None, made
    assert made["confirmations"] == ["202610-0001", "202610-0002"]
    first, second = made["confirmations"]
    answered("confirmation", "record", book, first, "--agrees", "--on", "2026-11-09", capsys=capsys)
    _, differs = answered(
        "confirmation", "record", book, second, "--balance", "300.00", "--cause", "in transit", capsys=capsys
    )
    assert differs["confirmations"][0]["difference"] == "57.00"
    _, listed = answered("confirmation", "list", book, capsys=capsys)
    assert [one["reply"] for one in listed["confirmations"]] == ["agrees", "differs"]
    assert answered("confirmation", "list", book, "--unanswered", capsys=capsys)[1]["confirmations"] == []
