"""Every real file: a listing with rows, or one clear refusal, in bounded time and memory; each outcome looked at."""

import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrears.errors import Refusal
from arrears.office.exports.listing import read_listing
from arrears.texts import LANGUAGES, wrong_and_do

HOME = os.environ.get("ARREARS_REAL_FILES")
needs_files = pytest.mark.skipif(not HOME, reason="ARREARS_REAL_FILES names no folder of real files")

OUTCOMES = {
    "ageing_workbooks/bcapps/AgedAccountsReceivableExcel.xlsx": "list-empty",
    "ageing_workbooks/bcapps/OpenCustEntriestoDate.xlsx": "list-empty",
    "ageing_workbooks/danngo_receivables.xlsx": 20,
    "ageing_workbooks/dc_dgs/old_report_input.xlsx": "payables-list",
    "ageing_workbooks/dc_dgs/old_report_output.xlsx": "payables-list",
    "ageing_workbooks/finblore_bank_reconciliation.xlsx": "fields-missing",
    "ageing_workbooks/layout_only/erp_ar_aging_47col.json": "format-unknown",
    "ageing_workbooks/layout_only/kingdee_voucher_journal.json": "format-unknown",
    "ageing_workbooks/pqa_receivables.xlsx": 45,
    "ageing_workbooks/quickbooks/qb-desktop-before.xlsx": "header-not-found",
    "xlsx_corpus/calamine__OOM_alloc.xls": "header-not-found",
    "xlsx_corpus/calamine__any_sheets.xlsx": "header-not-found",
    "xlsx_corpus/calamine__column_row_ranges.xlsx": "header-not-found",
    "xlsx_corpus/calamine__date_1904.xlsx": "header-not-found",
    "xlsx_corpus/calamine__empty_shared_string.xlsx": "header-not-found",
    "xlsx_corpus/calamine__encoded_entities.xlsx": "header-not-found",
    "xlsx_corpus/calamine__errors.xlsx": "list-empty",
    "xlsx_corpus/calamine__has_x000D_.xlsx": "header-not-found",
    "xlsx_corpus/calamine__header-row.xlsx": "header-not-found",
    "xlsx_corpus/calamine__issue_594_dos.ods": "format-unknown",
    "xlsx_corpus/calamine__malformed_format.xls": "header-not-found",
    "xlsx_corpus/calamine__merged_range.xlsx": "header-not-found",
    "xlsx_corpus/calamine__minimal_package.xlsx": "header-not-found",
    "xlsx_corpus/calamine__number_rows_repeated.ods": "format-unknown",
    "xlsx_corpus/calamine__pass_protected.ods": "format-unknown",
    "xlsx_corpus/calamine__rph.xlsx": "header-not-found",
    "xlsx_corpus/calamine__strict_iso_paths.xlsx": "header-not-found",
    "xlsx_corpus/calamine__table_with_absolute_paths.xlsx": "fields-missing",
    "xlsx_corpus/calamine__too_small.xls": "header-not-found",
    "xlsx_corpus/calamine__whitespace_trim.xlsx": "header-not-found",
    "xlsx_corpus/calamine__xls_wrong_decimals.xls": "header-not-found",
    "xlsx_corpus/cxml__AutoFilterWithThousandsSeparator.xlsx": "header-not-found",
    "xlsx_corpus/cxml__CellsWithDateTimeWithLocalePrefix.xlsx": "header-not-found",
    "xlsx_corpus/cxml__file1.xlsx": "header-not-found",
    "xlsx_corpus/cxml__input.xlsx": "fields-missing",
    "xlsx_corpus/openxlsx__openxlsx2_example_pass.xlsx": "password-protected",
    "xlsx_corpus/poi__1900DateWindowing.xls": "header-not-found",
    "xlsx_corpus/poi__54764.xlsx": "unsafe-file",
    "xlsx_corpus/poi__59746_NoRowNums.xlsx": "header-not-found",
    "xlsx_corpus/poi__DBCSSheetName.xls": "list-empty",
    "xlsx_corpus/poi__DateFormatTests.xlsx": "fields-missing",
    "xlsx_corpus/poi__ExcelTables.xlsx": "header-not-found",
    "xlsx_corpus/poi__Excel_file_with_trash_item.xlsx": "header-not-found",
    "xlsx_corpus/poi__MalformedSSTCount.xlsx": "header-not-found",
    "xlsx_corpus/poi__NumberFormatTests.xlsx": "fields-missing",
    "xlsx_corpus/poi__SampleSS.strict.xlsx": "header-not-found",
    "xlsx_corpus/poi__SimpleMacro.xlsm": "header-not-found",
    "xlsx_corpus/poi__SubtotalsNested.xls": "header-not-found",
    "xlsx_corpus/poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5265527465181184.xlsx": "damaged-file",
    "xlsx_corpus/poi__crash-274d6342e4842d61be0fb48eaadad6208ae767ae.xlsx": "damaged-file",
    "xlsx_corpus/poi__duplicate-filename.xlsx": "unsafe-file",
    "xlsx_corpus/poi__finance.xls": "header-not-found",
    "xlsx_corpus/poi__link-external-workbook-a.xlsx": "header-not-found",
    "xlsx_corpus/poi__password.xls": "password-protected",
    "xlsx_corpus/poi__poc-xmlbomb-empty.xlsx": "unsafe-file",
    "xlsx_corpus/poi__protected_passtika.xlsx": "password-protected",
    "xlsx_corpus/poi__sample.strict.xlsx": "header-not-found",
    "xlsx_corpus/poi__sheetProtection_allLocked.xlsx": "list-empty",
    "xlsx_corpus/poi__simple-monthly-budget.xlsx": "fields-missing",
    "xlsx_corpus/poi__testEXCEL_3.xls": "format-unknown",
    "xlsx_corpus/poi__testEXCEL_5.xls": "header-not-found",
    "xlsx_corpus/poi__unicodeSheetName.xlsx": "header-not-found",
    "xlsx_corpus/poi__xlsx-corrupted.xlsx": "nothing-inside",
    "xlsx_corpus/poi__xor-encryption-abc.xls": "password-protected",
    "xlsx_corpus/poi__xxe_in_schema.xlsx": "header-not-found",
    "xlsx_corpus/test_fil__AutoFilter.xml": "format-unknown",
    "xlsx_corpus/test_fil__ErrorTypes.slk": "format-unknown",
    "xlsx_corpus/test_fil__ErrorTypes.xlsx": "header-not-found",
    "xlsx_corpus/test_fil__large_strings.xlsx": "header-not-found",
    "xlsx_corpus/test_fil__merge_cells.xls": "header-not-found",
    "xlsx_corpus/test_fil__password_2002_40_xor.xls": "password-protected",
    "xlsx_corpus/test_fil__text_and_numbers.xlsx": "header-not-found",
    "xlsx_corpus/xlsx2csv__input-weird.xlsx": "header-not-found",
    "xlsx_corpus/xlsx2csv__last-column-empty.xlsx": "header-not-found",
    "xlsx_corpus/xlsx2csv__namespace.xlsx": "header-not-found",
    "xlsx_corpus/xlsx2csv__no_cell_ids.xlsx": "fields-missing",
    "ar_ibm/WA_Fn-UseC_-Accounts-Receivable.csv": 2466,
    "ar_other/ms_PublicLatePaymentFeaturesFile.csv": "header-not-found",
}
"""Rows read, or the refusal. Layouts without figures are empty lists; a file of vendors is one of payables."""
DISPUTED = (561, Decimal("36746.12"))
"""How many invoices the file marks Yes, and what they come to."""


def said(refusal: Refusal) -> bool:
    """Tell whether a refusal has its sentences in every language."""
    return all(sentence for language in LANGUAGES for sentence in wrong_and_do(refusal, language))


def kind_or_refusal(path: Path) -> str:
    try:
        return read_listing(path, kind=None, currency="EUR").kind
    except Refusal as refusal:
        return refusal.name


def outcome(path: Path) -> int | str:
    try:
        return len(read_listing(path, kind=None, currency="EUR"))
    except Refusal as refusal:
        return refusal.name if said(refusal) else ""


@needs_files
@pytest.mark.parametrize("name", OUTCOMES)
def test_a_real_file_gives_rows_or_one_clear_refusal(name):
    assert outcome(Path(str(HOME)) / name) == OUTCOMES[name]


@needs_files
def test_every_file_of_the_folders_is_in_the_table():
    found = {
        str(path.relative_to(str(HOME)))
        for folder in ("ageing_workbooks", "xlsx_corpus", "ar_ibm", "ar_other")
        for path in (Path(str(HOME)) / folder).rglob("*")
        if path.is_file()
    }
    assert found == set(OUTCOMES)


@needs_files
def test_no_real_file_needs_more_than_300_mib():
    # VmHWM, because ru_maxrss of a child counts what its parent held when it was started.
    script = (
        "import pathlib, sys\n"
        "from arrears.errors import Refusal\n"
        "from arrears.office.exports.listing import read_listing\n"
        "for name in sys.argv[1:]:\n"
        "    try: read_listing(pathlib.Path(name), kind=None, currency='EUR')\n"
        "    except Refusal: pass\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(status.split('VmHWM:')[1].split()[0])\n"
    )
    names = [str(Path(str(HOME)) / name) for name in OUTCOMES]
    told = subprocess.run([sys.executable, "-c", script, *names], capture_output=True, text=True, check=True)
    assert int(told.stdout) < 300 * 1024


@needs_files
@pytest.mark.parametrize("folder", ["bank/csv_xlsx", "bank/cn"])
def test_bank_files_never_pass_as_lists_of_invoices(folder):
    for path in sorted((Path(str(HOME)) / folder).rglob("*")):
        if path.is_file():
            assert kind_or_refusal(path) in {"receipts", "fields-missing", "header-not-found"}


@needs_files
def test_the_ibm_list_is_mapped_whole():
    listing = read_listing(Path(str(HOME)) / "ar_ibm/WA_Fn-UseC_-Accounts-Receivable.csv", kind=None, currency="USD")
    assert listing.kind == "invoices"
    assert len(listing) == 2466
    assert listing.mapping == {
        "customer": "customerID",
        "document_no": "invoiceNumber",
        "document_date": "InvoiceDate",
        "due_date": "DueDate",
        "gross": "InvoiceAmount",
        "disputed": "Disputed",
        "settled_date": "SettledDate",
    }
    assert list(listing.mapping) == [
        "customer", "document_no", "document_date", "due_date", "gross", "disputed", "settled_date",
    ]  # fmt: skip
    disputed = [amount for amount in listing.column("disputed") if amount is not None]
    assert (len(disputed), sum(disputed)) == DISPUTED
    assert not listing.left_out
    assert not listing.problems
    assert all(day is not None for day in listing.column("settled_date"))


@needs_files
@pytest.mark.parametrize("name", ["ageing_workbooks/pqa_receivables.xlsx", "xlsx_corpus/calamine__OOM_alloc.xls"])
def test_damaged_bytes_are_refused_in_a_sentence_or_read_never_a_traceback(name, tmp_path):
    content = (Path(str(HOME)) / name).read_bytes()
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    for _ in range(40):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path = tmp_path / f"list{Path(name).suffix}"
        path.write_bytes(broken[: chance.randint(1, len(broken))] if chance.random() < 0.3 else broken)
        outcome(path)


CELLS = st.sampled_from(
    [
        "Customer",
        "客户",
        "Invoice",
        "Date",
        "Amount",
        "Total",
        "合计",
        "",
        "1,234",
        "31/01/2026",
        "2026-02-30",
        "-",
        "(5)",
        "x",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=12), heading=st.booleans())
def test_any_text_gives_rows_that_add_up_or_one_refusal(tmp_path, rows, heading):
    table = [["Customer", "Invoice", "Date", "Amount"], *rows] if heading else rows
    path = tmp_path / "list.csv"
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in table), encoding="utf-8")
    try:
        listing = read_listing(path, kind="invoices", currency="EUR", dates="dmy")
    except Refusal as refusal:
        listing, refused = None, refusal
    if listing is None:
        assert said(refused)
        return
    below = [row for row in table[listing.header_row :] if any(cell.strip() for cell in row)]
    assert len(listing) + len(listing.left_out) == len(below)
    assert len(listing) > 0
    assert all(len(column) == len(listing) for column in listing.columns.values())
