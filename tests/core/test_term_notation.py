"""Reading payment terms as people write them."""

import json
from datetime import date

import pytest
from tests.vectors import vectors

from arrears.core.term_notation import Ambiguous, parse
from arrears.core.terms import Terms


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("net 30", "net 30 days"),
        ("Net 30", "net 30 days"),
        ("NET30", "net 30 days"),
        ("N30", "net 30 days"),
        ("n/30", "net 30 days"),
        ("30", "net 30 days"),
        ("30 days", "net 30 days"),
        ("30 days net", "net 30 days"),
        ("due in 30 days", "net 30 days"),
        ("30 days from invoice date", "net 30 days"),
        ("30 Tage netto", "net 30 days"),
        ("zahlbar innerhalb von 30 Tagen", "net 30 days"),
        ("à 30 jours", "net 30 days"),
        ("60 días fecha factura", "net 60 days"),
        ("30天", "net 30 days"),
        ("３０天", "net 30 days"),
        ("账期60天", "net 60 days"),
        ("开票后30天内付款", "net 30 days"),
        ("2 months", "net 2 months"),
        ("3个月", "net 3 months"),
        ("2/10 net 30", "2%/10 days, net 30 days"),
        ("2/10, n/30", "2%/10 days, net 30 days"),
        ("2% 10, net 30", "2%/10 days, net 30 days"),
        ("2% 10 days, net 30 days", "2%/10 days, net 30 days"),
        ("2%10NET30", "2%/10 days, net 30 days"),
        ("net 30, 2% 10 days", "2%/10 days, net 30 days"),
        ("2,5% 10 Tage, 30 Tage netto", "2.5%/10 days, net 30 days"),
        ("14 Tage 2% Skonto, 30 Tage netto", "2%/14 days, net 30 days"),
        ("3 % Skonto innerhalb 7 Tagen, 14 Tage netto", "3%/7 days, net 14 days"),
        ("10天内2%折扣，30天", "2%/10 days, net 30 days"),
        ("2/10 1/20 n/60", "2%/10 days, 1%/20 days, net 60 days"),
        ("4/10,2/20,n/30", "4%/10 days, 2%/20 days, net 30 days"),
        ("14 days 3%, 30 days 2%, 60 days net", "3%/14 days, 2%/30 days, net 60 days"),
        ("Within 14 days 2 % cash discount, within 30 days without deduction", "2%/14 days, net 30 days"),
        ("30 Tage rein netto", "net 30 days"),
        ("Net-30", "net 30 days"),
        ("due on receipt", "due on receipt"),
        ("sofort ohne Abzug", "due on receipt"),
        ("sofort fällig", "due on receipt"),
        ("COD", "COD"),
        ("货到付款", "COD"),
        ("CIA", "CIA"),
        ("预付款", "CIA"),
        ("票到30天", "net 30 days after receipt"),
        ("30 Tage nach Rechnungserhalt", "net 30 days after receipt"),
        ("货到30天", "net 30 days after delivery"),
        ("收货后30天", "net 30 days after delivery"),
        ("到票后30天", "net 30 days after receipt"),
        ("发票后60天", "net 60 days"),
        ("验收合格后60日内", "net 60 days after delivery"),
        ("10 EOM", "net 10 days from month end"),
        ("21 MFI", "net 21 days from month end"),
        ("NMA", "net 1 month then month end"),
    ],
)
def test_everyday_notations_are_read(text: str, written: str) -> None:
    assert str(parse(text)) == written


@pytest.mark.parametrize(
    ("text", "why", "readings"),
    [
        ("2/10", "net-missing", ()),
        ("2/10 EOM", "net-missing", ()),
        ("30 EOM", "month-end-order", ("net 30 days from month end", "net 30 days then month end")),
        ("45 jours fin de mois", "month-end-order", ("net 45 days from month end", "net 45 days then month end")),
        ("月结30天", "statement-date", ("net 30 days from month end", "net 30 days")),
        ("月結 60 天", "statement-date", ("net 60 days from month end", "net 60 days")),
    ],
)
def test_a_notation_with_two_meanings_is_told_not_guessed(text: str, why: str, readings: tuple[str, ...]) -> None:
    found = parse(text)
    assert isinstance(found, Ambiguous)
    assert (found.why, tuple(str(reading) for reading in found.readings)) == (why, readings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2/30 net 10",
        "0/10 net 30",
        "as agreed",
        "net 30 or 60",
        "3/10-50x",
        "次月结30天",
        "2026-01-31",
        "netto Kasse",
    ],
)
def test_what_is_not_known_is_none(text: str) -> None:
    assert parse(text) is None


def test_where_the_month_end_counts_it_counts_for_the_discount_too() -> None:
    found = parse("2/10, net 30 EOM")
    assert isinstance(found, Ambiguous)
    first = found.readings[0]
    assert first.discount_until(date(2026, 6, 16))[0][0] == date(2026, 7, 10)
    assert first.due_date(date(2026, 6, 16)) == date(2026, 7, 30)


LATER = {
    "3/10-50x": "extra dating", "3/10, 50 extra": "extra dating", "50 ex": "extra dating",
    "netto Kasse": "names no number of days",
}  # fmt: skip


def test_published_notations_mean_what_their_sources_say() -> None:
    for case in json.loads(vectors("interest/payment_terms_notation.json").read_text(encoding="utf-8"))["vectors"]:
        for text in case["inputs"]["text"]:
            found = parse(text)
            if text in LATER or (text == "2/10 EOM" and isinstance(found, Ambiguous)):
                continue
            assert found is not None, text
            readings = found.readings if isinstance(found, Ambiguous) else (found,)
            assert isinstance(found, Terms) or case.get("ambiguity"), text
            told = [step for step in case["expected"].get("discounts", ()) if str(step["days"]) in text]
            for step, expected in zip(readings[0].discounts if readings else (), told, strict=False):
                assert (str(step.percent), step.deadline.days) == (expected["percent"], expected["days"]), text
            example = case.get("date_example")
            if example and example.get("text", text) == text:
                due = readings[0].due_date(date.fromisoformat(example["invoice"]))
                assert due == date.fromisoformat(example["due"]), text
