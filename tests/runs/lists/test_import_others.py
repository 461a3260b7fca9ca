"""Lists of customers, of control accounts, and of balances that become opening items."""

from datetime import date

from tests.books import a_book, refreshed, totals
from tests.listings import bring


def test_customers_are_brought_up_to_date_and_what_people_keep_beside_them_stays():
    book = a_book({"Customers": [{"customer": "007", "name": "Old", "note": "mine", "stop": "lawyer"}]})
    text = """
        customer | name  | email | note
        007      | Alder | a@b.c | theirs
        7        | Birch |       | theirs
    """
    done = bring(book, text, kind="customers")
    assert book.rows("Customers") == [
        {"customer": "007", "name": "Alder", "email": "a@b.c", "note": "mine", "stop": "lawyer"},
        {"customer": "7", "name": "Birch", "note": "theirs"},
    ]
    assert (done.changes["new"].keys, done.changes["changed"].keys) == (("7",), ("007",))
    assert [p.name for p in done.problems] == ["edit-kept"]


def test_the_same_customers_again_are_not_called_changed():
    book = a_book()
    bring(book, "customer | name\n 1 | Alder", kind="customers")
    assert bring(book, "customer | name\n 1 | Alder\n", kind="customers", file="b.csv").changes["changed"].count == 0


def test_balances_of_accounts_are_compared_with_the_open_items():
    book = a_book()
    text = """
        account | currency | balance
        1200    | EUR      | 75.00
        1210    | EUR      | 25.00
        1200    | USD      | 9.00
    """
    bring(book, text, "2026-10-31", "balances")
    assert [(row["account"], row["currency"], row["balance_date"]) for row in book.rows("ControlAccounts")] == [
        ("1200", "EUR", date(2026, 10, 31)), ("1210", "EUR", date(2026, 10, 31)), ("1200", "USD", date(2026, 10, 31)),
    ]  # fmt: skip
    again = bring(book, text.replace("75.00", "80.00"), "2026-10-31", "balances", file="corrected.csv")
    assert (again.changes["changed"].count, len(book.rows("ControlAccounts"))) == (1, 3)


def test_balances_of_customers_become_one_opening_item_each():
    book = a_book()
    text = """
        customer | currency | balance
        C1       | EUR      | 75.005
        C2       | EUR      | -25.00
        C3       | EUR      | 0.00
        C4       | ?        | 1.00
    """
    done = bring(book, text, "2026-10-31", "balances")
    assert [(row["customer"], row["kind"], str(row["gross"])) for row in book.rows("Invoices")] == [
        ("C1", "opening", "75.01"), ("C2", "on-account", "-25.00"),
    ]  # fmt: skip
    assert [p.name for p in done.problems].count("currency-unknown") == 1
    assert [p.name for p in done.problems].count("amount-rounded") == 1
    assert totals(refreshed(book)) == {"EUR": ("50.01", "50.01")}
    bring(book, text + "\n", "2026-10-31", "balances", file="again.csv")
    assert len(book.rows("Invoices")) == 2
