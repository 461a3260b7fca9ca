"""2,466 real invoices with their settled days: aged as of six days, each against plain pandas on the raw file."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from tests.command_line import answered
from tests.real_files import ibm
from tests.real_files.folder import real_file

DAYS = [
    date(2012, 3, 31),
    date(2012, 12, 31),
    date(2013, 1, 1),
    date(2013, 6, 30),
    date(2013, 9, 15),
    date(2013, 12, 31),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the list imported."""
    path = tmp_path_factory.mktemp("ibm") / "receivables.xlsx"
    answer = ibm.imported(path, real_file(*ibm.FILE))
    assert (answer["read"], answer["left_out"], answer["problems"]) == (ibm.INVOICES, [], [])
    return path


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """The raw file."""
    return ibm.raw(real_file(*ibm.FILE))


def test_everything_in_the_file_is_read_and_its_sum_is_the_sum_of_the_file(tmp_path: Path, frame: pd.DataFrame) -> None:
    answer = ibm.imported(tmp_path / "receivables.xlsx", real_file(*ibm.FILE))
    assert answer["mapping"]["settled_date"] == "SettledDate"
    assert answer["read"] == len(frame) == ibm.INVOICES
    assert Decimal(answer["totals"]["USD"]) == Decimal(int(frame["cents"].sum())) / 100


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_counts_and_totals_of_every_bucket_are_those_of_plain_pandas(
    book: Path, frame: pd.DataFrame, tmp_path: Path, as_of: date
) -> None:
    work = shutil.copy(book, tmp_path / "work.xlsx")
    answer = answered("refresh", work, "--as-of", as_of)
    wanted = ibm.expected(frame, as_of)
    assert ibm.buckets(answer) == wanted
    told = answer["currencies"]["USD"]
    assert told["items"] == sum(count for count, _ in wanted.values())
    assert Decimal(told["open"]) == sum(amount for _, amount in wanted.values())
    assert Decimal(answer["control"]["USD"]["difference"]) == 0


def test_every_customer_has_the_balance_that_plain_pandas_gives(
    book: Path, frame: pd.DataFrame, tmp_path: Path
) -> None:
    work = shutil.copy(book, tmp_path / "work.xlsx")
    answered("refresh", work, "--as-of", "2013-06-30")
    rows = CalamineWorkbook.from_path(work).get_sheet_by_name("Ageing").to_python()
    top = next(n for n, row in enumerate(rows) if "Customer" in row and "Total" in row)
    at = {heading: rows[top].index(heading) for heading in ("Customer", "Total", *ibm.LABELS)}
    written = {
        row[at["Customer"]]: [round(float(row[at[label]] or 0) * 100) for label in ibm.LABELS]
        for row in rows[top + 1 :]
    }
    owed = ibm.open_on(frame, date(2013, 6, 30))
    by_customer = owed.pivot_table(index="customerID", columns="bucket", values="cents", aggfunc="sum", observed=False)
    wanted = {customer: [int(cents) for cents in row] for customer, row in by_customer.fillna(0).iterrows()}
    assert {customer: cents for customer, cents in written.items() if any(cents)} == wanted
