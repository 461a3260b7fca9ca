"""Two lists of documents compared: one reason a document, and differences that add up to that of the lists."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from arrears.core.reconciliation.document_numbers import plain_number
from arrears.core.reconciliation.list_comparison import REASONS, Line, compare_lists

DAY = date(2026, 10, 5)


def line(number, amount, *, customer="C1", day=DAY, row=1, within=True, currency="EUR"):
    return Line(number, customer, currency, amount, day, row, within)


def reasons(sales, finance):
    return [one.reason for one in compare_lists(sales, finance)]


def test_each_finding_has_its_reason():
    assert reasons([line("INV-001", 100)], [line("inv 1", 100)]) == ["equal"]
    assert reasons([line("1", 100)], [line("1", 90)]) == ["amount differs"]
    assert reasons([line("1", 100)], [line("1", 100, customer="C2")]) == ["customer differs"]
    assert reasons([line("1", 100)], [line("1", 100, day=DAY + timedelta(days=3))]) == ["date differs"]
    assert reasons([line("1", 100)], [line("2", 100, day=DAY + timedelta(days=3))]) == ["number differs"]
    assert reasons([line("1", 100), line("1", 100, row=2)], [line("1", 100)]) == ["doubled in sales"]
    assert reasons([line("1", 100)], [line("1", 100), line("1", 100, row=2)]) == ["doubled in finance"]
    assert reasons([line("1", 100)], [line("1", 100, within=False)]) == ["other month"]
    assert reasons([line("1", 100)], []) == ["only in sales"]
    assert reasons([], [line("1", 100)]) == ["only in finance"]


def test_of_documents_with_other_numbers_the_nearest_in_days_is_taken_and_none_further_than_five():
    days = [DAY + timedelta(days=apart) for apart in (4, -2, 2, 6)]
    finance = [line(f"F{n}", 100, day=day, row=n) for n, day in enumerate(days)]
    found = compare_lists([line(f"S{n}", 100, row=n) for n in range(4)], finance)
    joined = [one.finance[0].number for one in found if one.reason == "number differs"]
    assert joined == ["F1", "F2", "F0"]
    assert [one.reason for one in found][3:] == ["only in sales", "only in finance"]


def test_several_lines_of_one_document_are_taken_together():
    assert reasons([line("1", 60), line("1", 40, row=2)], [line("1", 100)]) == ["equal"]


def test_documents_of_other_months_matter_only_where_sales_names_them():
    assert reasons([], [line("1", 100, within=False)]) == []


def test_one_number_in_two_currencies_is_two_documents():
    assert reasons([line("1", 100)], [line("1", 100, currency="USD")]) == ["only in sales", "only in finance"]


def test_dates_too_far_apart_do_not_join_two_numbers():
    assert reasons([line("1", 100)], [line("2", 100, day=DAY + timedelta(days=6))]) == [
        "only in sales", "only in finance",
    ]  # fmt: skip


LINES = st.lists(
    st.builds(
        line, st.sampled_from(["1", "01", "2", "A-3", "", "4"]), st.integers(-500, 500),
        customer=st.sampled_from(["", "C1", "C2"]), day=st.sampled_from([None, DAY, DAY + timedelta(days=9)]),
        row=st.integers(1, 10_000), currency=st.sampled_from(["EUR", "USD"]),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, LINES, st.booleans())
def test_every_line_is_in_one_result_and_the_differences_add_up(sales, finance, outside):
    finance = [one._replace(within=not outside or one.amount % 2 == 0) for one in finance]
    found = compare_lists(sales, finance)
    assert sum(len(one.sales) for one in found) == len(sales)
    named = {(x.currency, plain_number(x.number)) for x in sales if x.number}
    shown = [x for x in finance if x.within or (x.number and (x.currency, plain_number(x.number)) in named)]
    assert sum(len(one.finance) for one in found) == len(shown)
    for code in ("EUR", "USD"):
        own = [one for one in found if one.currency == code]
        total = sum(x.amount for x in finance if x.within and x.currency == code)
        assert sum(one.difference for one in own) == total - sum(x.amount for x in sales if x.currency == code)
    assert {one.reason for one in found} <= set(REASONS)
