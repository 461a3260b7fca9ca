"""Reading payment terms as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.terms.deadlines import Unit
from arrears.core.terms.term_notation import parse
from arrears.core.terms.term_readings import Ambiguous, chosen
from arrears.core.terms.term_vocabulary import LETTERS
from arrears.core.terms.terms import Terms


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("net 30", "net 30 days"),
        ("Net 30", "net 30 days"),
        ("NET30", "net 30 days"),
        ("N30", "net 30 days"),
        ("n/30", "net 30 days"),
        ("N-30", "net 30 days"),
        ("30", "net 30 days"),
        ("30d", "net 30 days"),
        ("30 days", "net 30 days"),
        ("30 days net", "net 30 days"),
        ("due in 30 days", "net 30 days"),
        ("Payment due within 30 days of invoice date", "net 30 days"),
        ("30 days from invoice date", "net 30 days"),
        ("30 days after date of invoice", "net 30 days"),
        ("30 days from the date of the invoice", "net 30 days"),
        ("payment terms: net 45 days", "net 45 days"),
        ("4 weeks", "net 28 days"),
        ("10 working days", "net 10 working days"),
        ("30 Tage netto", "net 30 days"),
        ("netto 30 Tage", "net 30 days"),
        ("zahlbar innerhalb von 30 Tagen", "net 30 days"),
        ("Zahlungsziel: 14 Tage", "net 14 days"),
        ("14 Tage ab Rechnungsdatum", "net 14 days"),
        ("14 Tage nach Rechnungsdatum netto", "net 14 days"),
        ("30 Tage netto Kasse", "net 30 days"),
        ("30 Tage rein netto", "net 30 days"),
        ("10 Arbeitstage", "net 10 working days"),
        ("à 30 jours", "net 30 days"),
        ("30 jours nets", "net 30 days"),
        ("30 jours date de facture", "net 30 days"),
        ("60 días fecha factura", "net 60 days"),
        ("a 60 días", "net 60 days"),
        ("30 giorni data fattura", "net 30 days"),
        ("30 gg d.f.", "net 30 days"),
        ("binnen 14 dagen", "net 14 days"),
        ("30天", "net 30 days"),
        ("三十天", "net 30 days"),
        ("３０天", "net 30 days"),
        ("账期60天", "net 60 days"),
        ("帳期60天", "net 60 days"),
        ("信用期30天", "net 30 days"),
        ("开票后30天内付款", "net 30 days"),
        ("自开票之日起30日内付清", "net 30 days"),
        ("发票后60天", "net 60 days"),
        ("30个工作日内", "net 30 working days"),
        ("2 months", "net 2 months"),
        ("3个月", "net 3 months"),
        ("1 month and 10 days", "net 1 month then 10 days"),
        ("T/T 30 days", "net 30 days"),
        ("Net-30", "net 30 days"),
    ],
)
def test_plain_terms_are_read(text: str, written: str | None) -> None:
    found = parse(text)
    assert (str(found) if found else None) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2/10 net 30", "2%/10 days, net 30 days"),
        ("2/10, n/30", "2%/10 days, net 30 days"),
        ("2/10/30", "2%/10 days, net 30 days"),
        ("2/10/n30", "2%/10 days, net 30 days"),
        ("2%/10, net 30", "2%/10 days, net 30 days"),
        ("2% 10, net 30", "2%/10 days, net 30 days"),
        ("2% 10 Net 30", "2%/10 days, net 30 days"),
        ("2% 10 days, net 30 days", "2%/10 days, net 30 days"),
        ("2%10NET30", "2%/10 days, net 30 days"),
        ("net 30, 2% 10 days", "2%/10 days, net 30 days"),
        ("1.5/10 n/45", "1.5%/10 days, net 45 days"),
        ("2 percent 10 days, net 30", "2%/10 days, net 30 days"),
        ("2% discount if paid within 10 days, net 30 days", "2%/10 days, net 30 days"),
        ("Within 14 days 2 % cash discount, within 30 days without deduction", "2%/14 days, net 30 days"),
        ("2,5% 10 Tage, 30 Tage netto", "2.5%/10 days, net 30 days"),
        ("14 Tage 2% Skonto, 30 Tage netto", "2%/14 days, net 30 days"),
        ("14 Tage 2 % Skonto 30 Tage netto", "2%/14 days, net 30 days"),
        ("2% Skonto 14 Tage, netto 30", "2%/14 days, net 30 days"),
        ("8 Tage 2 %, 30 Tage netto Kasse", "2%/8 days, net 30 days"),
        ("3 % Skonto innerhalb 7 Tagen, 14 Tage netto", "3%/7 days, net 14 days"),
        ("Bei Zahlung innerhalb von 10 Tagen 2% Skonto, 30 Tage netto", "2%/10 days, net 30 days"),
        ("2% escompte 10 jours, 30 jours net", "2%/10 days, net 30 days"),
        ("10天内2%折扣，30天", "2%/10 days, net 30 days"),
        ("10天内付款享2%现金折扣，30天付清", "2%/10 days, net 30 days"),
        ("2/10 1/20 n/60", "2%/10 days, 1%/20 days, net 60 days"),
        ("2/10, 1/20, n/60", "2%/10 days, 1%/20 days, net 60 days"),
        ("4/10,2/20,n/30", "4%/10 days, 2%/20 days, net 30 days"),
        ("14 days 3%, 30 days 2%, 60 days net", "3%/14 days, 2%/30 days, net 60 days"),
        ("3% 14 Tage, 2% 30 Tage, netto 60 Tage", "3%/14 days, 2%/30 days, net 60 days"),
        ("3/10-50x, n/90", "3%/60 days, net 90 days"),
        ("2/10, n/30 ROG", "2%/10 days after delivery, net 30 days after delivery"),
        ("2% 14 Tage, 30 Tage nach Rechnungserhalt", "2%/14 days after receipt, net 30 days after receipt"),
        ("2/10, n/30 as of 2007-05-01", "2%/10 days, net 30 days as of 2007-05-01"),
        ("2/10, n/30 as of May 1, 2007", "2%/10 days, net 30 days as of 2007-05-01"),
        ("14 days, 3%, 30 days, 2%, 60 days net", "3%/14 days, 2%/30 days, net 60 days"),
        ("10 Tage 2%, netto Monatsende", "2%/10 days, net month end"),
        ("2½/10 net 30", "2.5%/10 days, net 30 days"),
        ("2% d'escompte à 10 jours, 30 jours net", "2%/10 days, net 30 days"),
        ("2% Skonto bei Zahlung innerhalb von 14 Tagen, sonst 30 Tage netto", "2%/14 days, net 30 days"),
        ("Zahlbar innerhalb von 10 Tagen mit 3% Skonto oder 30 Tage netto", "3%/10 days, net 30 days"),
        ("30 days, 2% 10 days", "2%/10 days, net 30 days"),
        ("net 20 days, 2% 5 days", "2%/5 days, net 20 days"),
        ("Zahlung innerhalb 10 Tagen mit 2 % Skonto, innerhalb 30 Tagen netto", "2%/10 days, net 30 days"),
        ("2/10 prox, n/30 prox", "2%/1 month then day 10, net 1 month then day 30"),
    ],
)
def test_terms_with_discounts_are_read(text: str, written: str) -> None:
    assert str(parse(text)) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("due on receipt", "due on receipt"),
        ("Payable upon receipt of invoice", "due on receipt"),
        ("immediate payment", "due on receipt"),
        ("sofort ohne Abzug", "due on receipt"),
        ("sofort fällig", "due on receipt"),
        ("netto Kasse", "due on receipt"),
        ("rein netto", "due on receipt"),
        ("comptant", "due on receipt"),
        ("à réception de facture", "due on receipt"),
        ("al contado", "due on receipt"),
        ("见票即付", "due on receipt"),
        ("现结", "due on receipt"),
        ("票到付款", "due on receipt"),
        ("COD", "COD"),
        ("C.O.D.", "COD"),
        ("cash on delivery", "COD"),
        ("货到付款", "COD"),
        ("貨到付款", "COD"),
        ("Nachnahme", "COD"),
        ("contre remboursement", "COD"),
        ("CIA", "CIA"),
        ("PIA", "CIA"),
        ("CWO", "CIA"),
        ("CBS", "CIA"),
        ("CND", "CIA"),
        ("payment in advance", "CIA"),
        ("Vorkasse", "CIA"),
        ("预付款", "CIA"),
        ("款到发货", "CIA"),
        ("payment before shipment", "CIA"),
        ("票到30天", "net 30 days after receipt"),
        ("见票后30天", "net 30 days after receipt"),
        ("到票后30天", "net 30 days after receipt"),
        ("收到发票后10个工作日内付款", "net 10 working days after receipt"),
        ("30 days after receipt of invoice", "net 30 days after receipt"),
        ("30 Tage nach Rechnungserhalt", "net 30 days after receipt"),
        ("30 Tage nach Erhalt der Rechnung", "net 30 days after receipt"),
        ("货到30天", "net 30 days after delivery"),
        ("收货后30天", "net 30 days after delivery"),
        ("10 ROG", "net 10 days after delivery"),
        ("net 30 ROG", "net 30 days after delivery"),
        ("net 30 AOG", "net 30 days after delivery"),
        ("验收后30天", "net 30 days after acceptance"),
        ("验收合格后60日内", "net 60 days after acceptance"),
        ("30 Tage nach Abnahme", "net 30 days after acceptance"),
        ("60 days from B/L date", "net 60 days after shipment"),
        ("发货后30天", "net 30 days after shipment"),
    ],
)
def test_terms_that_count_from_an_event_are_read(text: str, written: str) -> None:
    assert str(parse(text)) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("10 EOM", "net 10 days from month end"),
        ("N10 EOM", "net 10 days from month end"),
        ("n/10 E.O.M.", "net 10 days from month end"),
        ("EOM", "net month end"),
        ("last day of month", "net month end"),
        ("EOM + 30", "net 30 days from month end"),
        ("30 days after end of month", "net 30 days from month end"),
        ("45 days after end of month", "net 45 days from month end"),
        ("fin de mois + 45 jours", "net 45 days from month end"),
        ("21 MFI", "net 1 month then day 21"),
        ("21st MFI", "net 1 month then day 21"),
        ("15th prox", "net 1 month then day 15"),
        ("10 proximo", "net 1 month then day 10"),
        ("10th of the following month", "net 1 month then day 10"),
        ("15th of the month following invoice", "net 1 month then day 15"),
        ("zahlbar bis zum 15. des Folgemonats", "net 1 month then day 15"),
        ("le 10 du mois suivant", "net 1 month then day 10"),
        ("次月10日", "net 1 month then day 10"),
        ("次月10号前付款", "net 1 month then day 10"),
        ("月结，次月25日付", "net 1 month then day 25"),
        ("first day of next month", "net 1 month then day 1"),
        ("1st of next month", "net 1 month then day 1"),
        ("NMA", "net 1 month then month end"),
        ("net monthly account", "net 1 month then month end"),
        ("end of next month", "net 1 month then month end"),
        ("end of the following month", "net 1 month then month end"),
        ("Ende des Folgemonats", "net 1 month then month end"),
        ("次月底", "net 1 month then month end"),
        ("次月结", "net 1 month then month end"),
        ("2nd month following, 10th", None),
        ("隔月10日", "net 2 months then day 10"),
        ("30 jours le 10", "net 30 days then pay day 10"),
        ("31 days then on the 15th", "net 31 days then pay day 15"),
        ("min 31 days, then on the 15th", "net 31 days then pay day 15"),
        ("30 days, on the 5th or 20th", "net 30 days then pay day 5 or 20"),
    ],
)
def test_terms_by_the_month_are_read(text: str, written: str | None) -> None:
    found = parse(text)
    assert (str(found) if found else None) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("30% advance, 70% in 60 days", "30% CIA; 70% net 60 days"),
        ("30% in advance, balance net 60", "30% CIA; rest net 60 days"),
        ("50% 30 days 50% 60 days", "50% net 30 days; 50% net 60 days"),
        ("50% 30 days, 50% 60 days", "50% net 30 days; 50% net 60 days"),
        ("50% deposit and balance on delivery", "50% CIA; rest COD"),
        ("30% with order, 40% on delivery, 30% 30 days after acceptance",
         "30% net 0 days after order; 40% COD; 30% net 30 days after acceptance"),
        ("30/60/90 days", "1/3 net 30 days; 1/3 net 60 days; 1/3 net 90 days"),
        ("30, 60 and 90 days", "1/3 net 30 days; 1/3 net 60 days; 1/3 net 90 days"),
        ("30/60 días", "50% net 30 days; 50% net 60 days"),
        ("30% Anzahlung, Rest 14 Tage netto", "30% CIA; rest net 14 days"),
        ("acompte 30%, solde à 30 jours", "30% CIA; rest net 30 days"),
        ("预付30%，余款30天", "30% CIA; rest net 30 days"),
        ("30 % d'acompte, solde à 30 jours", "30% CIA; rest net 30 days"),
        ("合同签订后预付30%，到货后付60%，验收后付10%",
         "30% net 0 days after order; 60% COD; 10% net 0 days after acceptance"),
        ("签合同付30%，货到付60%，验收付10%",
         "30% net 0 days after order; 60% COD; 10% net 0 days after acceptance"),
        ("预付30%，余款月底", "30% CIA; rest net month end"),
        ("30%预付，70%发货前付清", "30% CIA; 70% CIA"),
        ("30%预付，60%验收后30天，10%一年后", "30% CIA; 60% net 30 days after acceptance; 10% net 12 months"),
        ("33.33% 30 days, 33.33% 60 days, 33.34% 90 days",
         "33.33% net 30 days; 33.33% net 60 days; 33.34% net 90 days"),
    ],
)  # fmt: skip
def test_instalments_are_read(text: str, written: str | None) -> None:
    found = parse(text)
    assert (str(found) if found else None) == written


@pytest.mark.parametrize(
    ("text", "why", "readings"),
    [
        ("2/10", "net-missing", ("2%/10 days, net 30 days", "2%/10 days, net 10 days")),
        (
            "2/10 EOM",
            "net-missing",
            (
                "2%/10 days from month end, net 30 days from month end",
                "2%/10 days from month end, net 10 days from month end",
            ),
        ),
        ("3/10-50x", "net-missing", ("3%/60 days, net 80 days", "3%/60 days, net 60 days")),
        ("3/10, 50 extra", "net-missing", ("3%/60 days, net 80 days", "3%/60 days, net 60 days")),
        (
            "2/10 ROG",
            "net-missing",
            (
                "2%/10 days after delivery, net 30 days after delivery",
                "2%/10 days after delivery, net 10 days after delivery",
            ),
        ),
        (
            "2/10, EOM",
            "net-missing",
            (
                "2%/10 days from month end, net 30 days from month end",
                "2%/10 days from month end, net 10 days from month end",
            ),
        ),
        (
            "8/10 EOM ROG",
            "net-missing",
            (
                "8%/10 days from month end after delivery, net 30 days from month end after delivery",
                "8%/10 days from month end after delivery, net 10 days from month end after delivery",
            ),
        ),
        (
            "2/10 ROG, n/30",
            "net-base",
            ("2%/10 days after delivery, net 30 days after delivery", "2%/10 days after delivery, net 30 days"),
        ),
        (
            "30 EOM",
            "month-end-order",
            ("net 30 days from month end", "net 30 days then month end", "net 1 month then month end"),
        ),
        (
            "90 days EOM",
            "month-end-order",
            ("net 90 days from month end", "net 90 days then month end", "net 3 months then month end"),
        ),
        ("45 EOM", "month-end-order", ("net 45 days from month end", "net 45 days then month end")),
        (
            "2/10, net 30 EOM",
            "month-end-order",
            (
                "2%/10 days from month end, net 30 days from month end",
                "2%/10 days, net 30 days then month end",
                "2%/10 days, net 1 month then month end",
            ),
        ),
        ("45 jours fin de mois", "month-end-order", ("net 45 days from month end", "net 45 days then month end")),
        ("45 JFDM", "month-end-order", ("net 45 days from month end", "net 45 days then month end")),
        ("60 gg d.f.f.m.", "month-end-order", ("net 60 days from month end", "net 60 days then month end")),
        ("30 días fin de mes", "month-end-order", ("net 30 days from month end", "net 30 days then month end")),
        (
            "45 jours fin de mois le 15",
            "month-end-order",
            ("net 45 days from month end then pay day 15", "net 45 days then month end then pay day 15"),
        ),
        ("月结30天", "statement-date", ("net 30 days from month end", "net 30 days", "net 1 month")),
        ("月結 60 天", "statement-date", ("net 60 days from month end", "net 60 days", "net 2 months")),
        ("每月25日", "which-month", ("net pay day 25", "net 1 month then day 25")),
        ("net 10th", "which-month", ("net pay day 10", "net 1 month then day 10")),
        ("月结", "month-meant", ("net month end", "net 1 month then month end")),
        (
            "次月结30天",
            "following-month",
            ("net 2 months then day 1", "net 1 month then month end then 30 days", "net 30 days from month end"),
        ),
        (
            "3 instalments",
            "first-instalment",
            (
                "1/3 net 0 days; 1/3 net 1 month; 1/3 net 2 months",
                "1/3 net 1 month; 1/3 net 2 months; 1/3 net 3 months",
            ),
        ),
        (
            "分3期",
            "first-instalment",
            (
                "1/3 net 0 days; 1/3 net 1 month; 1/3 net 2 months",
                "1/3 net 1 month; 1/3 net 2 months; 1/3 net 3 months",
            ),
        ),
        (
            "30% advance, 70% 30 EOM",
            "month-end-order",
            (
                "30% CIA; 70% net 30 days from month end",
                "30% CIA; 70% net 30 days then month end",
                "30% CIA; 70% net 1 month then month end",
            ),
        ),
    ],
)
def test_a_notation_with_several_meanings_is_told_not_guessed(text: str, why: str, readings: tuple[str, ...]) -> None:
    found = parse(text)
    assert isinstance(found, Ambiguous)
    assert (found.why, tuple(str(reading.terms) for reading in found.readings)) == ((why,), readings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "soon",
        "2/30 net 10",
        "0/10 net 30",
        "100/10 net 30",
        "1/10 2/20 net 30",
        "as agreed",
        "net 30 or 60 maybe",
        "2026-01-31",
        "net",
        "50 ex",
        "50%",
        "50% 30 days, 40% 60 days",
        "2-10-30",
        "110% 30 days",
        "-30 days",
        "30 or 60 days",
        "30 oder 60 Tage",
        "45 MFI",
        "net 30 days" * 30,
    ],
)
def test_what_is_not_known_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("choices", "due"),
    [
        (["month-end-first"], "2026-03-17"),
        (["days-first"], "2026-03-31"),
        (["days-first", "no-cutoff", "from-document"], "2026-03-31"),
    ],
)
def test_a_choice_by_name_gives_the_reading(choices: list[str], due: str) -> None:
    found = parse("45 jours fin de mois", choices)
    assert isinstance(found, Terms)
    assert found.due_date(date(2026, 1, 15)) == date.fromisoformat(due)


def test_a_question_left_open_stays_open_with_its_readings() -> None:
    found = parse("3/10 EOM", ["due-with-discount"], date(2026, 3, 28))
    assert isinstance(found, Ambiguous)
    assert found.why == ("month-cutoff",)
    until = {reading.choices: reading.terms.discount_until(date(2026, 3, 28))[0][0] for reading in found.readings}
    assert until == {("no-cutoff",): date(2026, 4, 10), ("cutoff-26",): date(2026, 5, 10)}
    assert isinstance(chosen(found, ["cutoff-26"]), Terms)


@pytest.mark.parametrize(
    ("text", "choices", "document", "due"),
    [
        ("10 EOM", [], "2026-03-25", "2026-04-10"),
        ("10 EOM", ["cutoff-26"], "2026-03-25", "2026-04-10"),
        ("10 EOM", ["cutoff-26"], "2026-03-26", "2026-05-10"),
        ("10 EOM", ["cutoff-25"], "2026-03-25", "2026-05-10"),
        ("10 EOM", ["no-cutoff"], "2026-03-28", "2026-04-10"),
        ("15 prox", ["cutoff-26"], "2026-03-28", "2026-05-15"),
        ("15 prox", ["cutoff-26"], "2026-12-31", "2027-02-15"),
        ("net 30", ["cutoff-26"], "2026-03-28", "2026-04-27"),
        ("次月10日", ["cutoff-26"], "2026-03-28", "2026-04-10"),
    ],
)
def test_the_cutoff_day_moves_terms_by_the_month_where_chosen(
    text: str, choices: list[str], document: str, due: str
) -> None:
    found = parse(text, choices, date.fromisoformat(document))
    assert isinstance(found, Terms)
    assert found.due_date(date.fromisoformat(document)) == date.fromisoformat(due)


def test_a_document_of_the_26th_asks_for_the_cutoff_only_where_it_matters() -> None:
    assert isinstance(parse("10 EOM", document_date=date(2026, 3, 26)), Ambiguous)
    assert isinstance(parse("10 EOM", document_date=date(2026, 3, 25)), Terms)
    assert isinstance(parse("net 30", document_date=date(2026, 3, 26)), Terms)
    assert isinstance(parse("次月10日", document_date=date(2026, 3, 26)), Terms)


def test_where_the_month_end_counts_it_counts_for_the_discount_too() -> None:
    found = parse("2/10, net 30 EOM", ["month-end-first"])
    assert isinstance(found, Terms)
    assert found.discount_until(date(2026, 6, 16))[0][0] == date(2026, 7, 10)
    assert found.due_date(date(2026, 6, 16)) == date(2026, 7, 30)


_WORDS = st.sampled_from(sorted(LETTERS))
_PIECES = st.one_of(
    _WORDS,
    st.integers(0, 120).map(str),
    st.sampled_from(
        ["2/10", "1/20", "n/30", "2%", "30%", "70%", "15th", ",", ";", "/", "-", "%", "as of 2026-02-30", "1,5%"]
    ),
)


@pytest.mark.parametrize("text", ["10 2/10 2/10 aog", "2/10 2/10 arrival 10", "40 2/10 2/10 ultimo"])
def test_one_percentage_twice_is_no_notation(text: str) -> None:
    assert parse(text) is None


@given(st.lists(_PIECES, max_size=8).map(" ".join))
def test_whatever_is_read_can_be_written_and_read_again(text: str) -> None:
    found = parse(text)
    meant = [reading.terms for reading in found.readings] if isinstance(found, Ambiguous) else [found]
    for terms in meant:
        assert terms is None or parse(str(terms)) == terms


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = parse(text)
    assert found is None or isinstance(found, Terms | Ambiguous)


@given(st.lists(_PIECES, max_size=6).map(" ".join), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_no_reading_is_due_before_its_document(text: str, day: date) -> None:
    found = parse(text)
    meant = [reading.terms for reading in found.readings] if isinstance(found, Ambiguous) else [found]
    for terms in meant:
        if terms is not None:
            assert terms.due_date(day) >= (terms.dated or day) or _goes_back(terms)


def _goes_back(terms: Terms) -> bool:
    """Tell whether a term names a day of the month reached, which may lie before the day it is counted from."""
    return any(step.unit is Unit.DAY for step in terms.net.steps)


def test_many_ambiguous_instalments_are_read_at_once() -> None:
    found = parse("，".join(["10%月结30天"] * 10))
    assert isinstance(found, Ambiguous)
    assert [reading.choices for reading in found.readings] == [
        ("from-month-end",), ("from-document",), ("months-from-document",)
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["2026-01-01", "2026-01-31"])
def test_in_the_united_kingdom_30_eom_ends_with_the_following_month(day: str) -> None:
    document_date = date.fromisoformat(day)
    found = parse("30 EOM", ["following-month-end"], document_date)
    terms = [found] if isinstance(found, Terms) else [one.terms for one in found.readings] if found else []
    assert {one.due_date(document_date) for one in terms} == {date(2026, 2, 28)}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("预付30%，余款70%货到30天", "30% CIA; 70% net 30 days after delivery"),
        ("50% advance, balance 50% net 30", "50% CIA; 50% net 30 days"),
        ("30% deposit, 70% balance net 30", "30% CIA; 70% net 30 days"),
    ],
)
def test_a_rest_that_is_named_beside_its_own_percent_is_no_further_share(text: str, terms: str) -> None:
    assert str(parse(text)) == terms


def test_a_rest_that_nothing_is_left_for_is_not_understood() -> None:
    assert parse("30% advance, 70% net 30, balance net 60") is None
