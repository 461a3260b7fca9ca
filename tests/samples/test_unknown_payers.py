"""Money of which nobody knows the payer: its rows recalculate to what is written, and Home shows no difference."""

from tests.command_line import answered
from tests.libreoffice import needed, recalculate
from tests.samples.books import AS_OF
from tests.samples.formula_cells import compare

_INVOICES = """Customer No.,Customer Name,Document Type,Invoice No.,Invoice Date,Due Date,Currency,Amount
K1,Sample Works Ltd,Invoice,A1,2026-10-01,2026-10-31,EUR,100.00
"""
_RECEIPTS = """Receipt No.,Customer No.,Value Date,Posting Date,Currency,Amount Received
R1,,2026-10-20,2026-10-20,EUR,30.25
R2,,2026-10-21,2026-10-21,KWD,1.005
"""


def test_a_receipt_without_a_customer_is_checked_by_formulas_too(tmp_path):
    needed()
    book = tmp_path / "Book.xlsx"
    answered("new", book, "--language", "en", "--currency", "EUR")
    for kind, text in {"invoices": _INVOICES, "receipts": _RECEIPTS}.items():
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        answered("import", book, file, "--as", kind)
    tied = answered("tie-out", book, "--as-of", AS_OF)
    closing = {(row["customer"], row["currency"]): row["closing"] for row in tied["roll_forward"]}
    assert closing == {("", "EUR"): "-30.25", ("", "KWD"): "-1.005", ("K1", "EUR"): "100.00"}
    assert compare(book, recalculate(book, tmp_path / "recalculated")).differing == []
