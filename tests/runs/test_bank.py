"""Bank statements into the book: once only, overlapping or late, with gaps and differences named."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import a_book
from tests.listings import FixedClock

from arrears.core.bank.statement import Line, Statement
from arrears.errors import InputRefused
from arrears.runs.bank import bring_in_statements
from arrears.runs.dunning.issue_conditions import receipts_known

ACCOUNT = "DE89370400440532013000"


def line(amount, day="2026-11-02", *, to="Alder", about="RE-1", ref="", **more):
    return Line(Decimal(amount), date.fromisoformat(day), payer=to, reference=about, bank_reference=ref, **more)


def statement(number, opening, *lines, closing=None, **more):
    total = Decimal(opening) + sum((one.amount for one in lines), Decimal(0))
    return Statement(
        account=ACCOUNT, currency="EUR", number=number, opening=Decimal(opening),
        closing=total if closing is None else Decimal(closing), lines=lines, **more,
    )  # fmt: skip


_FILES = iter(range(10**9))


def bring(book, *statements, sha=None):
    name = sha or f"file{next(_FILES)}"
    return bring_in_statements(book, statements, FixedClock(), "Ada", file=f"{name}.sta", sha256=name)


def names(done):
    return [problem.name for problem in done.problems]


def held(book):
    return sorted((row["amount"], row["booking_date"], row.get("payer", "")) for row in book.rows("Bank"))


def account(book):
    (row,) = book.rows("BankAccounts")
    return row


def test_lines_come_in_with_the_state_they_start_in():
    book = a_book()
    back = line("-7", to="Birch", returned=True)
    done = bring(book, statement("1", "100", line("5"), line("-3", to="Bank"), back, line("0", to="Note")))
    assert [(row["amount"], row["state"]) for row in book.rows("Bank")] == [
        (Decimal("5.00"), "open"), (Decimal("-3.00"), "not a receipt"), (Decimal("-7.00"), "returned"),
        (Decimal("0.00"), "not a receipt"),
    ]  # fmt: skip
    assert done.totals() == {(ACCOUNT, "EUR"): (Decimal("5.00"), Decimal("-10.00"))}
    assert (account(book)["closing"], account(book)["closing_check"]) == (Decimal(95), Decimal("95.00"))


def test_the_same_file_twice_changes_nothing():
    book = a_book()
    bring(book, statement("1", "100", line("5")), sha="same")
    before = {name: book.rows(name) for name in book.tables}
    assert bring(book, statement("1", "100", line("5")), sha="same").already
    assert {name: book.rows(name) for name in book.tables} == before


def test_the_same_statement_in_another_file_adds_nothing():
    book = a_book()
    one = statement("1", "100", line("5"), line("5"), line("5", about="RE-2"))
    bring(book, one)
    done = bring(book, one)
    assert (len(done.new), done.known, names(done)) == (0, 3, [])


def test_an_overlapping_statement_adds_only_what_is_new():
    book = a_book()
    bring(book, statement("a", "100", line("5"), line("6", "2026-11-03")))
    done = bring(book, statement("b", "105", line("6", "2026-11-03"), line("7", "2026-11-04")))
    assert [new.amount for new in done.new] == [Decimal("7.00")]
    assert account(book)["difference_check"] == 0


def test_equal_payments_in_two_statements_of_one_day_are_both_kept():
    book = a_book()
    bring(book, statement("1", "100", line("5")))
    done = bring(book, statement("2", "105", line("5")))
    assert (len(done.new), len(held(book))) == (1, 2)
    assert len({row["line_key"] for row in book.rows("Bank")}) == 2


def test_bank_references_name_the_same_line_though_its_text_differs():
    book = a_book()
    bring(book, replace(statement("1", "100", line("5", to="ALDER GMBH", ref="B7")), interim=True))
    assert bring(book, statement("2", "100", line("5", to="Alder", ref="B7"))).known == 1


def test_a_line_that_may_be_there_already_is_added_and_named():
    book = a_book()
    bring(book, statement("1", "100", line("5", ref="B7")))
    done = bring(book, replace(statement("", "0", line("5", about="transfer in")), opening=None, closing=None))
    assert (len(done.new), names(done)) == (1, ["bank-line-alike", "bank-account-differs"])


def test_a_gap_between_statements_is_named_and_settled_by_the_missing_one():
    book = a_book()
    bring(book, statement("1", "100", line("5")))
    late = bring(book, statement("3", "115", line("6", "2026-11-04")))
    assert names(late) == ["bank-gap", "bank-account-differs"]
    assert account(book)["difference_check"] == Decimal("10.00")
    assert len(book.rows("Problems")) == 2
    filled = bring(book, statement("2", "105", line("10", "2026-11-03")))
    assert names(filled) == []
    assert account(book)["difference_check"] == 0
    assert book.rows("Problems") == []


def test_an_earlier_statement_moves_the_opening_balance_back():
    book = a_book()
    bring(book, statement("2", "105", line("6", "2026-11-04")))
    assert names(bring(book, statement("1", "100", line("5")))) == []
    row = account(book)
    assert (row["opening"], row["closing"], row["difference_check"]) == (Decimal(100), Decimal(111), Decimal(0))


def test_a_number_left_out_is_named_though_the_balances_agree():
    book = a_book()
    bring(book, statement("7/1", "100", line("5")))
    done = bring(book, statement("9/1", "105", line("6", "2026-11-04")))
    assert [(p.name, p.values["missing"]) for p in done.problems] == [("bank-statement-missing", "8")]


def test_the_payments_of_a_collective_entry_are_rows_of_their_own():
    book = a_book()
    whole = replace(line("12", to=""), parts=(line("5", ref="P1"), line("7", to="Birch", ref="P2")))
    bring(book, statement("1", "100", whole))
    assert [(row["amount"], row["payer"]) for row in book.rows("Bank")] == [
        (Decimal("5.00"), "Alder"), (Decimal("7.00"), "Birch"),
    ]  # fmt: skip


def test_announced_entries_wait_for_the_statement_that_books_them():
    book = a_book()
    done = bring(book, statement("1", "100", closing="100", interim=True))
    soon = replace(statement("1", "100", line("5", pending=True), closing="100"), interim=True)
    done = bring(book, soon)
    assert (len(done.new), done.pending) == (0, 1)


def test_more_decimals_than_the_currency_has_are_rounded_and_named():
    book = a_book()
    done = bring(book, statement("1", "100", line("5.005")))
    assert book.rows("Bank")[0]["amount"] == Decimal("5.01")
    assert "amount-rounded" in names(done)


def test_an_import_of_receipts_is_as_recent_as_the_last_day_of_the_statement():
    book = a_book()
    bring(book, statement("1", "100", line("5", "2026-11-20")))
    assert receipts_known(book.read("Imports")["Imports"]) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("missing", "name"), [("account", "bank-account-missing"), ("currency", "bank-currency-missing")]
)
def test_a_statement_that_names_no_account_or_currency_is_refused(missing, name):
    book = a_book()
    with pytest.raises(InputRefused, match=name):
        bring(book, replace(statement("1", "100", line("5")), **{missing: ""}))
    assert not book.has("Bank")


def test_what_people_wrote_beside_a_line_stays():
    book = a_book()
    bring(book, statement("1", "100", line("5")))
    rows = book.rows("Bank")
    book.put("Bank", [rows[0] | {"note": "mine", "state": "matched", "receipt": "R1"}])
    bring(book, statement("2", "105", line("6", "2026-11-04")))
    first = book.rows("Bank")[0]
    assert (first["note"], first["state"], first["receipt"]) == ("mine", "matched", "R1")


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from((-2, -1, 1, 2)), st.sampled_from(("A", "B"))),
        min_size=1,
        max_size=12,
    ),
    st.data(),
)
def test_however_the_days_are_cut_and_in_whatever_order_the_book_is_the_same(drawn, data):
    """Cut a month into statements of whole days that overlap; any order of import gives every line once."""
    lines = [
        replace(line(amount, to=who), booking_date=date(2026, 11, 1) + timedelta(days=day))
        for day, amount, who in sorted(drawn)
    ]
    whole = statement("all", "100", *lines)
    cuts = data.draw(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=4))
    pieces = [_days(whole, min(cut), max(cut)) for cut in [*cuts, (0, 8)]]
    book = a_book()
    for piece in data.draw(st.permutations(pieces)):
        bring(book, piece)
    other = a_book()
    bring(other, whole)
    assert held(book) == held(other)
    assert account(book)["difference_check"] == 0
    assert account(book)["opening"] == Decimal(100)


def _days(whole, first, last):
    """Cut out the statement of some days, with the balances it would have."""
    start, end = date(2026, 11, 1) + timedelta(days=first), date(2026, 11, 1) + timedelta(days=last)
    before = sum((one.amount for one in whole.lines if one.booking_date < start), Decimal(0))
    inside = [one for one in whole.lines if start <= one.booking_date <= end]
    cut = statement(f"{first}-{last}", whole.opening + before, *inside)
    return replace(cut, first_day=start, last_day=end)
