"""Word's pictures, in the letter's language."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from arrears.office.word.formats import markup_writer, writer
from arrears.office.word.markup import as_markup

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("picture", "language", "text"),
    [
        ("d MMMM yyyy", "en", "5 March 2026"),
        ("d MMMM yyyy", "de", "5 März 2026"),
        ("yyyy年M月d日", "zh", "2026年3月5日"),
        ("dddd, dd.MM.yy", "fr", "jeudi, 05.03.26"),
        ("MMM d", "zh", "3月 5"),
        ("'day' d", "en", "day 5"),
        ("dd.mm.yyyy", "de", "05.03.2026"),
        ("yyyy'年'M'月'd'日'", "zh", "2026年3月5日"),
        ("EEEE年O月A日", "zh", "二〇二六年三月五日"),
        ("d. MMMM yyyy", "de", "5. März 2026"),
        ("d MMMM yyyy HH:mm", "en", "5 March 2026 00:00"),
    ],
)
def test_date_pictures_speak_the_letters_language(picture, language, text):
    assert writer([("@", picture)], language)(DAY) == text


@pytest.mark.parametrize(
    ("picture", "language", "amount", "text"),
    [
        ("#,##0.00", "en", "1234567.895", "1,234,567.90"),
        ("#,##0.00", "de", "1234.5", "1.234,50"),
        ("#.##0,00", "de", "1234.5", "1.234,50"),
        ("#,##0.00", "fr", "1234.5", "1\u202f234,50"),
        ("#,##0.00;(#,##0.00)", "en", "-12.3", "(12.30)"),
        ("#,##0.00;-#,##0.00;nil", "en", "0", "nil"),
        ("#,##0", "en", "1234567", "1,234,567"),
        ("0.00", "en", "-0.005", "-0.01"),
        ("0.00", "en", "-0.004", "0.00"),
        ("€ #,##0.00", "en", "5", "€ 5.00"),
        ("000", "en", "7", "007"),
        (",0.00", "en", "1234.5", "1,234.50"),
        ("$,0.00", "en", "1234.5", "$1,234.50"),
        ("#.##0,00", "en", "1234.5", "1,234.50"),
        ("#.##0", "de", "1234567", "1.234.567"),
        ("#,##0.00;-#,##0.00", "de", "-1234.5", "-1.234,50"),
        ("#.##0,00;(#.##0,00);null", "de", "-0.001", "0,00"),
        ("#.##0,00;(#.##0,00);null", "de", "0.00", "null"),
        ("#,##0.00 'tax 0%'", "en", "5", "5.00 tax 0%"),
        ("#,##0.00 €", "fr", "-1234567.5", "-1\u202f234\u202f567,50 €"),
        (".00", "en", "0.5", ".50"),
        ("0", "en", "2.5", "3"),
        ("0", "en", "-2.5", "-3"),
        ("#,##0.00", "en", "1E+500", "1E+500"),
        ("#,##0.00", "en", "NaN", "NaN"),
        ("#,##0.00", "en", "-Infinity", "-Infinity"),
        ("#,##0.00", "en", "12345678901234567890.12", "12,345,678,901,234,567,890.12"),
    ],
)
def test_number_pictures_round_half_away_and_use_the_locales_separators(picture, language, amount, text):
    assert writer([("#", picture)], language)(Decimal(amount)) == text


def test_amounts_without_a_picture_keep_their_currencys_decimals():
    write = writer([], "en")
    assert [write(Decimal(text)) for text in ("1234.50", "1234", "1.234")] == ["1,234.50", "1,234", "1.234"]


def test_text_before_and_after_stands_only_beside_a_value():
    write = writer([("b", "Contact: "), ("f", ".")], "en")
    assert (write("Ann"), write(""), write(None)) == ("Contact: Ann.", "", "")


def test_capitals_and_unknown_switches():
    assert writer([("*", "Upper")], "en")("straße") == "STRASSE"
    assert writer([("*", "FirstCap"), ("*", "MERGEFORMAT")], "en")("harbour ltd") == "Harbour ltd"


@given(st.text())
def test_any_text_becomes_plain_well_formed_content(text):
    xml = b'<t xmlns:w="w"><w:t>' + as_markup(text) + b"</w:t></t>"
    root = etree.fromstring(xml)
    assert {str(element.tag) for element in root.iter()} <= {"t", "{w}t", "{w}br", "{w}tab"}


def test_direction_overrides_cannot_turn_an_amount_round():
    assert as_markup("Ltd\u202e12.00\u2066") == b"Ltd12.00"


SWITCHES = [
    [],
    [("#", "#,##0.00")],
    [("#", "0;(0);nil")],
    [("@", "d MMMM yyyy")],
    [("*", "Upper")],
    [("b", "<")],
    [("#", "0 &")],
]


@pytest.mark.parametrize("switches", SWITCHES)
@pytest.mark.parametrize("language", ["en", "de", "fr", "zh"])
@given(
    st.none()
    | st.text()
    | st.integers()
    | st.dates()
    | st.booleans()
    | st.decimals()
    | st.sampled_from([Decimal("-0")])
)
def test_the_short_way_writes_what_the_long_way_does(switches, language, value):
    assert markup_writer(switches, language)(value) == as_markup(writer(switches, language)(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_amounts_are_written_to_the_cent(amount):
    text = writer([("#", "#,##0.00")], "en")(amount)
    assert Decimal(text.replace(",", "")) == amount
