"""The sample months' bank statements against their known truth: nine of ten matched rightly, nothing sure is wrong."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.command_line import answered as arrears

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
FIRST = date(2026, 10, 1)
MONTHS = {
    "en": ("month_en", "EUR", "utf-8-sig", ("Value Date", "Applied On", "Kind", "Credit Note No."), "%d/%m/%Y"),
    "zh": ("month_zh", "CNY", "gb18030", ("收款日期", "核销日期", "核销类型", "红字单号"), "%Y-%m-%d"),
}


def day(text, notation):
    return datetime.strptime(text, notation).replace(tzinfo=UTC).date()


def until_september(folder, files, language):
    """Write receipts and allocations of before October: what October's statement pays is still open then."""
    name, _, encoding, (received, applied, _, credit), notation = MONTHS[language]
    for list_, column in (("receipts", received), ("allocations", applied)):
        with (SAMPLES / name / f"{list_}.csv").open(encoding=encoding, newline="") as source:
            rows = list(csv.DictReader(source))
        kept = [row for row in rows if row.get(credit) or day(row[column], notation) < FIRST]
        with (files / f"{list_}.csv").open("w", encoding=encoding, newline="") as target:
            out = csv.DictWriter(target, rows[0].keys())
            out.writeheader()
            out.writerows(kept)


def matched(folder, language):
    name, currency, *_ = MONTHS[language]
    book, lists = folder / "Book.xlsx", SAMPLES / name
    until_september(lists, folder, language)
    arrears(
        "new",
        book,
        "--language",
        language,
        "--currency",
        currency,
        "--set",
        "match_tolerance=0.50",
        "--set",
        "match_accept=95",
    )
    for file, kind in ((lists / "customers.csv", "customers"), (lists / "invoices.xlsx", "invoices"),
                       (folder / "receipts.csv", "receipts"), (folder / "allocations.csv", "allocations")):  # fmt: skip
        arrears("import", book, file, "--as", kind, "--yes")
    for statement in sorted(lists.glob("bank_2026-10*")):
        arrears("bank", "import", book, statement)
    return book, arrears("match", book, "--as-of", "2026-10-31")


@pytest.mark.parametrize("language", MONTHS)
def test_the_months_payments_are_matched_rightly_and_nothing_wrong_is_sure(tmp_path, language):
    book, answer = matched(tmp_path, language)
    truth = json.loads((SAMPLES / MONTHS[language][0] / "bank_expected.json").read_text(encoding="utf-8"))
    truly = {}
    for line in truth:
        pays = {number: Decimal(one["paid"]) for number, one in line["pays"].items()}
        truly.setdefault((line["currency"], line["booked"], Decimal(line["amount"])), []).append(
            (pays, line["customer"])
        )
    receipts = right = sure = 0
    wrong = []
    for one in answer["proposals"]:
        if one["source"] != "bank":
            continue
        pays = {item["document_no"]: Decimal(item["paid"]) for item in one["items"]}
        known = [p for key, p in truly.items() if (key[0], key[2]) == (one["currency"], Decimal(one["received"]))]
        fits = any(pays == p and (one["customer"] or "") in (c, "") for group in known for p, c in group)
        mine = any(c for group in known for _, c in group)
        receipts += mine
        right += fits and mine
        sure += fits and mine and one["confidence"] >= 95
        if one["confidence"] >= 95 and not fits:
            wrong.append(one)
    assert wrong == []
    assert receipts > 40
    assert right >= 0.9 * receipts, (right, receipts)
    assert sure >= 0.6 * receipts, (sure, receipts)
    posted = arrears("match", book, "--post", "--as-of", "2026-10-31")
    assert len(posted["automatic"]) == answer["sure"] - _to_approve(answer)
    assert arrears("match", book, "--post", "--as-of", "2026-10-31")["receipts"] == []
    control = arrears("refresh", book, "--as-of", "2026-10-31")["control"]
    assert {one["difference"] for one in control.values()} == {"0.00"}


def _to_approve(answer):
    """Count the sure proposals that somebody must approve: those with a small difference."""
    sure = (one for one in answer["proposals"] if one["confidence"] >= 95)
    return sum(any(item["deducted_as"] not in (None, "discount") for item in one["items"]) for one in sure)
