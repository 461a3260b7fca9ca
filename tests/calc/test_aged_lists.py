"""Ageing lists as people keep them: titles above, totals below, gaps, notations, several lists on a sheet."""

from datetime import date

import pytest
from openpyxl import Workbook
from tests.calc.ribbon import pressed

pytestmark = pytest.mark.libreoffice

HEADINGS = ["Customer", "Document no.", "Document date", "Due date", "Currency", "Open amount"]
ROWS = [
    ["C1", "001", date(2026, 7, 1), date(2026, 8, 1), "EUR", 100.5],
    ["C2", "002", date(2026, 8, 1), date(2026, 9, 1), "EUR", 201],
    ["C2", "003", date(2026, 10, 1), date(2026, 11, 30), "EUR", 50],
]
AGED = {("C1", "EUR"): 100.5, ("C2", "EUR"): 251.0, ("Total", "EUR"): 351.5}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")


@pytest.fixture
def aged(application, tmp_path):
    """Age a list on a sheet of its own; give the totals by customer and currency, all texts, and who was asked."""
    opened = []

    def age(rows, selected, *answers, others=()):
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Debtors"
        for row in rows:
            sheet.append(row)
        for name in others:
            book.create_sheet(name)
        path = tmp_path / f"Plain {len(opened)}.xlsx"
        book.save(path)
        opened.append(application.books.open(str(path)))
        there = {one.name for one in opened[-1].sheets}
        place = opened[-1].sheets["Debtors"].range(selected)
        place.select()
        before = opened[-1].sheets["Debtors"].range("A1:M20").api.Formula
        desk = pressed(application, "age_list", "2026-10-31", *answers)
        assert opened[-1].sheets["Debtors"].range("A1:M20").api.Formula == before
        made = [one for one in opened[-1].sheets if one.name not in there]
        assert len(made) <= 1
        cells = [row for one in made for row in one.range("A1:M30").api.Value2]
        head = next((row for row in cells if "Total" in row and "Currency" in row), ())
        money, total = (head.index("Currency"), head.index("Total")) if head else (0, 0)
        totals = {(row[0], row[money]): round(row[total], 2) for row in cells if isinstance(row[total], float)}
        return totals, [str(row[0]) for row in cells if row[0]], desk

    yield age
    for book in opened:
        book.close()


def test_rows_of_a_list_far_down_are_named_as_they_stand_on_the_sheet(aged):
    rows = [[]] * 69 + [HEADINGS, *ROWS, ["C3", "004", None, None, "EUR", "n/a"]]
    totals, texts, _ = aged(rows, "B72", True)
    assert totals == AGED
    assert any("74" in text for text in texts if text not in ("List: Debtors, A70:F74",)), "\n".join(texts)


def test_titles_above_and_a_total_below_are_no_items(aged):
    rows = [["Debtors of Alder"], ["printed 31 Oct 2026"], [], HEADINGS, *ROWS, ["Total", *[None] * 4, 351.5]]
    totals, texts, desk = aged(rows, "B6", True)
    assert totals == AGED
    assert "row 8: total of the list: Total" in texts
    assert "List: Debtors, A1:F8" in desk.asked[-1]


def test_a_whole_column_is_the_list_in_it(aged):
    assert aged([["Debtors"], [], HEADINGS, *ROWS], "A1:F1048576", True)[0] == AGED


def test_blank_columns_and_rows_in_between_do_not_end_a_list(aged):
    parted = [[row[0], None, row[1], None, *row[2:]] for row in (HEADINGS, *ROWS)]
    assert aged(parted, "A3", True)[0] == AGED
    apart = [HEADINGS, ROWS[0], [], *ROWS[1:]]
    assert aged(apart, "B2", True)[0] == AGED


def test_of_two_lists_side_by_side_the_selected_one_is_aged(aged):
    others = [[*row[:5], row[5] if n == 0 else row[5] * 2] for n, row in enumerate((HEADINGS, *ROWS))]
    rows = [[*one, None, *two] for one, two in zip(others, (HEADINGS, *ROWS), strict=True)]
    assert aged(rows, "I3", True)[0] == AGED


def test_dates_and_amounts_as_texts_are_read_and_asked_about_where_they_have_two_meanings(aged):
    plain = [HEADINGS, ["C1", "1", "01.08.2026", "31.08.2026", "EUR", "1.250,00"],
             ["C1", "2", "01.08.2026", "31.08.2026", "EUR", "250,00-"]]  # fmt: skip
    assert aged(plain, "A2", True)[0][("C1", "EUR")] == 1000.0
    doubtful = [HEADINGS, ["C1", "1", "01/02/2026", "03/04/2026", "EUR", 10]]
    totals, _, desk = aged(doubtful, "A2", "dmy", True)
    assert totals[("C1", "EUR")] == 10.0
    assert "dmy" in desk.asked[1]
    assert "--" not in "".join(desk.asked), "there is no command line here"


def test_a_list_that_names_no_currency_is_asked_for_it(aged):
    totals, _, desk = aged([[*row[:4], row[5]] for row in (HEADINGS, *ROWS)], "A2", "GBP", True)
    assert totals == {(name, "GBP"): amount for (name, _), amount in AGED.items()}
    assert "Currency" in desk.asked[1]


def test_customers_named_once_a_group_subtotals_and_terms_instead_of_due_dates(aged):
    lines = [("C1", "1", 100.5), (None, "2", 1), (None, "3", 2), ("Subtotal C1", None, 103.5),
             ("C2", "4", 251), (None, "5", 3), ("Subtotal C2", None, 254), ("Grand total", None, 357.5)]  # fmt: skip
    rows = [["Customer", "Invoice", "Invoice date", "Terms", "Currency", "Amount"]]
    rows += [
        [who, no, *([date(2026, 8, 1), "net 30", "EUR"] if no else [None] * 3), amount] for who, no, amount in lines
    ]
    totals, texts, _ = aged(rows, "A2", True)
    assert totals == {("C1", "EUR"): 103.5, ("C2", "EUR"): 254.0, ("Total", "EUR"): 357.5}
    assert "Rows left out: 3" in texts


def test_what_does_not_count_stands_on_the_sheet_with_row_and_amount(aged):
    rows = [HEADINGS, *ROWS, ["C9", "9", "?", "??", "EUR", 77.7], ["C1", "001", *ROWS[0][2:]]]
    totals, texts, _ = aged(rows, "A2", True)
    assert totals == AGED
    assert any(text.startswith("row 5:") and "77.7" in text for text in texts), texts
    assert any("stands twice" in text for text in texts), "a row that was read and does not count is named too"


def test_a_taken_sheet_name_and_several_currencies(aged):
    rows = [HEADINGS, *ROWS, ["C1", "004", date(2026, 7, 1), date(2026, 8, 1), "USD", 40]]
    totals, _, desk = aged(rows, "A2", True, others=["Ageing 2026-10-31"])
    assert totals == AGED | {("C1", "USD"): 40.0, ("Total", "USD"): 40.0}
    assert "Ageing 2026-10-31 (2)" in desk.told[-1]


def test_what_is_no_list_makes_no_sheet_and_says_why_without_naming_options(aged):
    totals, texts, desk = aged([["Customer", "Total", "0-30"], ["C1", 100, 50]], "A2")
    assert (totals, texts) == ({}, [])
    assert "lack" in desk.told[0]
    assert "--" not in desk.told[-1]
    assert "no rows" in aged([[None]], "H20")[2].told[0]
