"""From a file to a listing: kinds, mappings, refusals."""

import hashlib
from decimal import Decimal

import pytest

from arrears.errors import FileRefused, InputRefused, ListRefused, Refusal
from arrears.office.exports.header_row import fingerprint
from arrears.office.exports.listing import read_listing
from arrears.office.exports.notes import Note
from arrears.texts import wrong_and_do

PLAIN = (
    "Customer No.,Customer Name,Invoice No.,Invoice Date,Due Date,Amount Due\n0042,Acme,1,2026-01-31,2026-02-28,5.00\n"
)


def test_a_plain_list_is_mapped_typed_and_hashed(read, tmp_path):
    listing = read(PLAIN)
    assert listing.kind == "open-items"
    assert listing.mapping == {
        "customer": "Customer No.", "name": "Customer Name", "document_no": "Invoice No.",
        "document_date": "Invoice Date", "due_date": "Due Date", "remaining": "Amount Due",
    }  # fmt: skip
    assert listing.column("customer") == ["0042"]
    assert listing.sha256 == hashlib.sha256((tmp_path / "list.csv").read_bytes()).hexdigest()
    assert listing.fingerprint == fingerprint(PLAIN.splitlines()[0].split(","))


def test_the_mapping_follows_the_columns_of_the_file(read):
    listing = read(
        "Amount Due,Due Date,Invoice Date,Invoice No.,Colour,Customer Name\n5,2026-02-28,2026-01-31,1,red,Acme\n"
    )
    assert list(listing.mapping.values()) == ["Amount Due", "Due Date", "Invoice Date", "Invoice No.", "Customer Name"]
    balance = read("Customer,Balance,Invoice,Date\nA,4,1,2026-01-31\n", kind="open-items")
    assert list(balance.mapping) == ["customer", "remaining", "document_no", "document_date"]


def test_the_kind_guessed_is_said_and_a_given_one_is_kept(read):
    assert "Read as a list of open items." in read(PLAIN).notes
    assert read(PLAIN, kind="invoices").kind == "invoices"
    settled = PLAIN.replace("Amount Due", "Amount Due,Settled Date").replace("5.00", "5.00,2026-02-01")
    assert read(settled).kind == "invoices"


def test_a_remembered_mapping_goes_before_every_guess(read):
    headings = PLAIN.splitlines()[0].split(",")
    known = {
        fingerprint(headings): {
            "customer": "Customer Name",
            "document_no": "Customer No.",
            "document_date": "Due Date",
            "amount": "Amount Due",
        }
    }
    listing = read(PLAIN, remembered=known)
    assert listing.column("customer") == ["Acme"]
    assert listing.column("document_no") == ["0042"]
    assert "Columns mapped as the last time." in listing.notes


def test_notes_and_reasons_can_be_had_in_chinese(read):
    note = read(PLAIN).notes[0]
    assert isinstance(note, Note)
    assert note.in_language("zh") == "清单类型由标题判断：“应收未清项”。"


def test_headings_with_padding_breaks_and_currency(read):
    listing = read('"  Customer\nNo. ",Invoice #,Date,"  Amount (₹)  "\n7,1,2026-01-31,"15,00,000"\n')
    assert listing.column("amount") == [1500000]
    assert listing.column("currency") == ["INR"]
    full_width = read("客户编码,单据号,日期,金额（元）\n7,1,2026-01-31,5\n")
    assert full_width.column("currency") == ["CNY"]


def test_the_currency_comes_from_the_column_the_figure_the_heading_or_as_given(read):
    listing = read(
        "Customer,Invoice,Date,Amount,Curr.\nA,1,2026-01-31,$5.00,\nA,2,2026-01-31,5.00,gbp\nA,3,2026-01-31,5.00,\n"
    )
    assert listing.column("currency") == ["USD", "GBP", "EUR"]
    assert "1 row names no currency and is taken as EUR." in listing.notes


def test_lists_without_amounts_say_nothing_of_currencies(read):
    listing = read("Customer No.,Customer Name,Email\nC1,Acme,a@acme.example\n")
    assert listing.kind == "customers"
    assert not any("currency" in note for note in listing.notes)


def test_an_unknown_currency_leaves_the_row_out(read):
    listing = read("Customer,Invoice,Date,Amount,Currency\nA,1,2026-01-31,5,XXQ\nA,2,2026-01-31,6,EUR\n")
    assert listing.column("document_no") == ["2"]
    assert [(p.name, p.where.cell, p.amount) for p in listing.problems] == [("currency-unknown", "E2", Decimal(5))]


def test_a_running_balance_is_not_taken_for_the_open_amount(read):
    rows = "A,1,2026-01-01,10,10\nA,2,2026-01-02,20,30\nA,3,2026-01-03,5,35\nA,4,2026-01-04,5,40\n"
    listing = read("Customer,Invoice,Date,Amount,Balance\n" + rows, kind="open-items")
    assert "remaining" not in listing.columns
    assert any("running balance" in note for note in listing.notes)
    open_amounts = read(
        "Customer,Invoice,Date,Amount,Balance\nA,1,2026-01-01,10,4\nA,2,2026-01-02,20,20\nA,3,2026-01-03,5,0\n",
        kind="open-items",
    )
    assert open_amounts.column("remaining") == [4, 20, 0]


def test_doubled_headings_are_told_apart(read):
    listing = read("Segment,Customer,Invoice,Date,Amount,Segment\nx,A,1,2026-01-31,5,y\n")
    assert listing.column("amount") == [5]


def test_an_amount_that_cannot_be_read_leaves_the_row_out_with_its_cell(read):
    listing = read("Customer,Invoice,Date,Amount\nA,1,2026-01-31,five\nB,2,2026-01-31,6\n")
    assert listing.column("document_no") == ["2"]
    assert ("amount-unreadable-in-list", "D2") in {(p.name, p.where.cell) for p in listing.problems}
    assert [row.row for row in listing.left_out] == [2]


def test_text_is_never_a_formula_and_control_characters_go(read):
    listing = read("Customer,Invoice,Date,Amount,Note\n=1+1,@SUM(A1),2026-01-31,5,a\x07b\n")
    assert listing.column("customer") == ["=1+1"]
    assert listing.column("document_no") == ["@SUM(A1)"]
    assert listing.column("note") == ["a b"]


def test_an_unknown_document_type_is_reported_once(read):
    listing = read("Customer,Invoice,Type,Date,Amount\nA,1,Zebra,2026-01-31,5\nA,2,Zebra,2026-01-31,-6\n")
    assert listing.column("kind") == ["invoice", "credit note"]
    assert [p.name for p in listing.problems] == ["document-type-unknown"]


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "list.csv", "file-empty"),
        (b"%PDF-1.7", "list.xlsx", "format-unknown"),
        (b"ID;PWXL;N;E\r", "list.slk", "format-unknown"),
        (b"<html><table><tr><td>x</td></tr></table>", "list.xls", "format-unknown"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "list.xls",
            "format-unknown",
        ),
        (b"a,b\n1,2\n", "list.doc", "format-unknown"),
        (b"\x01\x02\x03\xff" * 50, "list.xls", "file-damaged"),
        (b"PK\x03\x04 not really", "list.xlsx", "damaged-file"),
        (b"Vendor,Invoice,Date,Amount\nA,1,2026-01-31,5\n", "list.csv", "payables-list"),
        (b"Customer,Amount\nA,5\n", "list.csv", "fields-missing"),
        (b"one,two,three\n1,2,3\n", "list.csv", "header-not-found"),
        (b"Customer,Invoice,Date,Amount\n", "list.csv", "list-empty"),
        (b"Customer,Invoice,Date,Amount\nA,1,2026-01-31,x\n", "list.csv", "no-row-readable"),
        (b'Customer,Invoice,Date,Amount\nA,1,2026-01-31,"' + b"x" * 200_000, "list.csv", "text-damaged"),
    ],
)
def test_what_cannot_be_read_is_one_refusal_in_a_full_sentence(tmp_path, content, name, refusal):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        read_listing(path, kind="invoices", currency="EUR")
    assert refused.value.name == refusal
    for language in ("en", "zh"):
        assert all(wrong_and_do(refused.value, language))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileRefused) as refused:
        read_listing(tmp_path / "gone.csv", kind=None, currency="EUR")
    assert refused.value.name == "not-there"


def test_missing_fields_are_named_with_what_each_heading_was_taken_for(read):
    with pytest.raises(ListRefused) as refused:
        read("Customer,Amount,Colour\nA,5,red\n", kind="open-items")
    wrong, _ = wrong_and_do(refused.value, "en")
    assert "document number; document date or due date" in wrong
    assert "Customer = customer; Amount = amount; Colour" in wrong


def test_an_unknown_kind_is_refused(read):
    with pytest.raises(InputRefused) as refused:
        read(PLAIN, kind="poems")
    assert refused.value.name == "list-kind-unknown"


@pytest.mark.parametrize("dates", ["xyz", "", "DMY", "ydm"])
def test_an_unknown_order_of_dates_is_refused(read, dates):
    with pytest.raises(InputRefused) as refused:
        read(PLAIN, dates=dates)
    assert (refused.value.name, refused.value.found) == ("dates-option", dates)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(read, encoding, delimiter, ends):
    text = "客户编码,客户名称,单据号,单据日期,未收金额\n001,北京某某商贸有限公司,A1,2026-01-31,5\n".replace(
        ",", delimiter
    ).replace("\n", ends)
    listing = read(text, encoding=encoding, name="list.txt")
    assert listing.column("name") == ["北京某某商贸有限公司"]
    assert listing.column("remaining") == [5]


def test_a_sep_line_and_trailing_delimiters_keep_row_numbers(read):
    listing = read("sep=;\nCustomer;Invoice;Date;Amount;\nA;1;2026-01-31;5,50;\n")
    assert (listing.header_row, list(listing.source_rows)) == (2, [3])
    assert listing.column("amount") == [Decimal("5.50")]


def test_a_text_export_named_xls_is_read_as_text(read):
    listing = read("Customer\tInvoice\tDate\tAmount\nA\t1\t2026-01-31\t5\n", name="export.xls")
    assert listing.column("amount") == [5]


def test_a_mapping_remembered_from_another_kind_of_list_does_not_stand_in_the_way(read):
    headings = PLAIN.splitlines()[0].split(",")
    known = {fingerprint(headings): {"customer": "Customer No.", "name": "Customer Name"}}
    assert read(PLAIN, kind="open-items", remembered=known).mapping["remaining"] == "Amount Due"
