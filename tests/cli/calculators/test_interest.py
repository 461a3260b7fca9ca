"""``arrears interest`` as it is typed: slices, sums, receipts, every choice of a rule, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command_line import answered, arrears

GB = ("--currency", "GBP", "--regime", "gb-1998")
YEAR = ("--due", "2025-03-31", "--as-of", "2025-12-31")
FIVE = ("interest", "--amount", "1000", "--rate", "5", "--due", "2025-01-31", "--as-of", "2025-03-02")


def test_a_late_debt_under_the_statute_is_claimed_slice_by_slice():
    answer = answered("interest", "--amount", "10000", *GB, *YEAR, "--receipt", "2025-06-30=2500", "--payment-day")
    told = [
        (one["from"], one["to"], one["days"], one["balance"], one["rate"], one["amount"]) for one in answer["slices"]
    ]
    assert told == [
        ("2025-04-01", "2025-06-30", 91, "10000.00", "12.75", "317.88"),
        ("2025-07-01", "2025-12-31", 184, "7500.00", "12.75", "482.05"),
    ]
    assert (answer["interest"], answer["fixed_sum"], answer["total"]) == ("799.93", "100.00", "8399.93")
    assert answer["per_diem"] == "2.62"
    assert any("1998" in source for source in answer["sources"])
    assert any("uk_late_payment_reference_rate" in source for source in answer["sources"])
    assert answer["parameters"]["payment_day_counted"] is True


def test_the_fixed_sum_is_claimed_once_late_and_by_choice():
    late = ("interest", "--amount", "999.99", *GB, "--due", "2025-03-31")
    assert answered(*late, "--as-of", "2025-04-01")["fixed_sum"] == "40.00"
    assert answered(*late, "--as-of", "2025-03-31")["fixed_sum"] == "0.00"
    assert answered(*late, "--as-of", "2025-04-01", "--no-fixed-sum")["fixed_sum"] == "0.00"


def test_a_fixed_sum_in_another_currency_is_not_claimed_and_that_is_said(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    words = ("interest", "--amount", "1000", "--currency", "USD", "--regime", "gb-1998", *YEAR)
    assert answered(*words)["fixed_sum"] == "0.00"
    assert "none in USD" in arrears(*words).out


@pytest.mark.parametrize(
    ("options", "interest"),
    [
        ([], "4.11"),
        (["--day-count", "act/360"], "4.17"),
        (["--day-count", "30/360"], "4.44"),
        (["--factor", "1.5"], "6.16"),
        (["--margin", "3"], "6.58"),
        (["--rate", "4.1", "--rate-step", "0.5"], "3.70"),
        (["--due-day"], "4.25"),
        (["--grace", "30"], "0.00"),
        (["--grace", "10", "--grace-moves-start"], "2.74"),
        (["--not-before", "2025-02-11"], "2.74"),
        (["--longest-days", "10"], "1.37"),
        (["--minimum", "5"], "0.00"),
        (["--maximum", "3"], "3.00"),
        (["--disputed", "400"], "2.47"),
        (["--disputed", "400", "--disputed-bears"], "4.11"),
        (["--base", "net", "--net-amount", "840.34"], "3.45"),
        (["--rounding", "daily-amount"], "4.20"),
        (["--round", "up"], "4.11"),
        (["--round", "down"], "4.10"),
        (["--round", "up", "--round-to", "1"], "5.00"),
        (["--per", "day", "--rate", "0.05"], "15.00"),
        (["--per", "month", "--rate", "1", "--day-count", "30/360"], "10.67"),
        (["--receipt", "2025-02-10=1000", "--payment-day"], "1.37"),
        (["--receipt", "2025-02-10=1000", "--no-payment-day"], "1.23"),
        (["--receipt", "10=1000", "--payment-day"], "1.37"),
    ],
)
def test_every_choice_of_a_rule_is_an_option(options, interest):
    assert answered(*FIVE, *options)["interest"] == interest


def test_rates_given_over_time_cut_slices():
    answer = answered(
        "interest", "--amount", "1000", "--dated-rate", "2025-01-01=5", "--dated-rate", "2025-02-15=6", *FIVE[5:]
    )  # fmt: skip
    assert [(one["to"], one["rate"], one["own_rate"]) for one in answer["slices"]] == [
        ("2025-02-14", "5", True),
        ("2025-03-02", "6", True),
    ]


def test_a_rate_of_ones_own_takes_the_place_of_the_whole_rate_of_a_regime():
    answer = answered("interest", "--amount", "1000", *GB, *YEAR, "--rate", "6")
    assert {one["rate"] for one in answer["slices"]} == {"6"}


def test_a_bare_number_of_days_needs_no_dates():
    answer = answered("interest", "--amount", "1000", "--rate", "5", "--days", "30", "--receipt", "10=400")
    assert [(one["from"], one["to"], one["days"]) for one in answer["slices"]] == [(1, 10, 10), (11, 30, 20)]
    assert (answer["due"], answer["receipts"][0]["date"]) == (None, 10)


def test_the_due_date_comes_from_terms_too():
    words = ("interest", "--amount", "1000", "--rate", "5", "--as-of", "2025-03-02", "--invoice-date", "2025-01-01")
    assert answered(*words, "--terms", "net 30")["due"] == "2025-01-31"


def test_a_receipt_pays_costs_then_interest_then_the_debt():
    words = (*FIVE, "--costs", "50", "--earlier-interest", "20", "--receipt", "2025-03-02=100")
    first = answered(*words, "--order", "interest-first")["receipts"][0]
    assert (first["to_costs"], first["to_interest"], first["to_principal"]) == ("50.00", "24.11", "25.89")
    second = answered(*words, "--order", "costs-principal-interest")["receipts"][0]
    assert (second["to_costs"], second["to_interest"], second["to_principal"]) == ("50.00", "0.00", "50.00")


def test_what_is_paid_beyond_all_that_is_owed_is_said():
    answer = answered(*FIVE, "--receipt", "2025-03-02=1100", "--costs", "10")
    paid = answer["receipts"][0]
    assert (paid["to_costs"], paid["to_interest"], paid["to_principal"]) == ("10.00", "4.11", "1000.00")
    assert (paid["beyond"], answer["total"]) == ("85.89", "0.00")


def test_currencies_have_their_own_decimals():
    yen = answered("interest", "--amount", "1000000", "--currency", "JPY", "--rate", "15", "--days", "30")
    assert yen["interest"] == "12329"
    cut = answered(
        "interest", "--amount", "1000000", "--currency", "JPY", "--rate", "15", "--days", "30", "--round", "down"
    )
    assert cut["interest"] == "12328"
    dinar = answered("interest", "--amount", "1000", "--currency", "KWD", "--rate", "5", "--days", "50")
    assert dinar["interest"] == "6.849"


def test_a_payment_that_came_back_is_owed_again():
    back = answered(*FIVE, "--receipt", "2025-02-10=400", "--receipt", "2025-02-20=-400")
    assert [one["balance"] for one in back["slices"]] == ["1000.00", "600.00", "1000.00"]
    assert back["principal"] == "1000.00"


@given(
    st.integers(1, 10**9),
    st.lists(st.tuples(st.integers(-20, 400), st.integers(1, 10**8)), max_size=4),
    st.sampled_from(["principal-first", "interest-first"]),
    st.integers(0, 400),
    st.integers(0, 5000),
)
@settings(max_examples=40, deadline=None)
def test_no_cent_is_lost_between_what_is_claimed_and_what_was_received(cents, paid, order, days, costs):
    due = date(2025, 1, 31)
    receipts = [f"{due + timedelta(days=day)}={Decimal(amount).scaleb(-2)}" for day, amount in paid if day <= days]
    options = [word for each in receipts for word in ("--receipt", each)]
    answer = answered(
        "interest", "--amount", Decimal(cents).scaleb(-2), "--rate", "9.5", "--due", due, "--days", days,
        "--order", order, "--costs", Decimal(costs).scaleb(-2), *options,
    )  # fmt: skip
    money = {
        name: Decimal(answer[name]) for name in ("amount", "interest", "interest_paid", "principal", "costs", "total")
    }
    received = sum(Decimal(one["amount"]) for one in answer["receipts"])
    beyond = sum(Decimal(one["beyond"]) for one in answer["receipts"])
    assert money["interest"] == sum(Decimal(one["amount"]) for one in answer["slices"])
    assert money["total"] == money["principal"] + money["interest"] - money["interest_paid"] + money["costs"]
    assert money["total"] == money["amount"] + money["interest"] + Decimal(costs).scaleb(-2) - received + beyond
    for name, part in (("to_interest", "interest_paid"),):
        assert sum(Decimal(one[name]) for one in answer["receipts"]) == money[part]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["--amount", "1000", *YEAR], "interest-without-rate"),
        (["--amount", "-1000", "--rate", "5", *YEAR], "negative-option"),
        (["--amount", "99999999999999999999", "--rate", "5", *YEAR], "sum-too-large"),
        (["--amount", "1000", "--rate", "1e30", *YEAR], "sum-too-large"),
        (["--amount", "1000", "--rate", "5", "--due", "9999-12-31", "--days", "10"], "beyond-calendar"),
        (["--amount", "1000", "--regime", "de-b2b", "--due", "2014-07-27", "--as-of", "2014-12-31"], "regime-not-yet"),
        (["--amount", "1000", "--rate", "5", "--as-of", "2025-12-31"], "due-needed"),
        (["--amount", "1000", "--rate", "5", "--due", "2025-12-31"], "as-of-needed"),
        (["--amount", "x", "--rate", "5", *YEAR], "number-option"),
        (["--amount", "1000", "--regime", "atlantis", *YEAR], "choice-option"),
        (["--amount", "1000", "--series", "libor", *YEAR], "series-unknown"),
        (["--amount", "1000", "--currency", "XYZ", "--rate", "5", *YEAR], "currency-option"),
        (["--amount", "1000", "--rate", "5", "--base", "net", *YEAR], "net-needed"),
        (["--amount", "1000", "--rate", "5", "--day-count", "act/364", *YEAR], "choice-option"),
        (["--amount", "1000", "--rate", "5", "--receipt", "2500", *YEAR], "dated-amount-option"),
        (
            ["--amount", "1000", "--series", "us_prompt_payment", "--due", "2025-06-01", "--as-of", "2025-12-31"],
            "rate-missing",
        ),
        (["--amount", "1000", *GB, "--due", "2026-12-31", "--as-of", "2027-01-31"], "rate-missing"),
        (["--amount", "1000", "--rate", "5", "--days", "9", "--rounding", "slice", "--round", "up"], "rounding-unfit"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_a_sentence(words, name):
    ran = arrears("interest", *words, "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, name)


def test_days_before_the_regulation_of_2020_bear_none_under_it():
    answer = answered(
        "interest", "--amount", "4900000", "--currency", "CNY", "--regime", "cn-sme", "--due", "2014-10-23",
        "--as-of", "2020-12-31",
    )  # fmt: skip
    assert answer["slices"][0]["from"] == "2020-09-01"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_slices_sums_and_rules_in_their_language(language, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", language)
    ran = arrears("interest", "--amount", "10000", *GB, *YEAR, "--receipt", "2025-06-30=2500")
    assert ran.code == 0
    assert "799.93" in ran.out
    assert ("合计主张" in ran.out) == (language == "zh")
    assert ("Total claimed" in ran.out) == (language == "en")


def test_every_regime_is_listed_with_its_section():
    listed = answered("regimes")["regimes"]
    assert "gb-1998" in [one["regime"] for one in listed]
    assert all(one["source"] and one["rule"] for one in listed)
    assert answered("regimes", "GB-1998")["regimes"][0]["fixed_sum"] == "GBP 40 / 70 / 100"


@pytest.mark.parametrize(
    ("options", "per_diem"),
    [
        (["--currency", "EUR", "--regime", "de-b2b", "--due", "2025-03-31", "--as-of", "2025-06-30"], "28.14"),
        (["--currency", "EUR", "--regime", "de-b2b", "--due", "2025-03-31", "--as-of", "2026-06-30"], "28.82"),
        (["--currency", "INR", "--regime", "in-msmed", "--due", "2025-03-31", "--as-of", "2026-01-31"], "52.33"),
        (
            ["--currency", "USD", "--regime", "us-prompt-payment", "--due", "2025-01-31", "--as-of", "2026-01-31"],
            "0.00",
        ),
        (["--rate", "12", "--maximum", "10", "--due", "2025-01-31", "--as-of", "2026-01-31"], "0.00"),
    ],
)
def test_each_further_day_is_what_the_next_day_really_adds(options, per_diem):
    assert answered("interest", "--amount", "100000", *options)["per_diem"] == per_diem


@pytest.mark.parametrize(
    "words",
    [
        ["--due", "2025-01-31", "--first-day", "2025-02-01", "--as-of", "2025-12-31"],
        ["--due", "2025-01-31", "--terms", "net 30", "--invoice-date", "2025-01-01", "--as-of", "2025-12-31"],
        ["--due", "2025-01-31", "--invoice-date", "2025-01-01", "--as-of", "2025-12-31"],
        ["--due", "2025-01-31", "--as-of", "2025-12-31", "--days", "30"],
    ],
)
def test_options_that_say_the_same_twice_are_refused(words):
    ran = arrears("interest", "--amount", "1000", "--rate", "5", *words, "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, "options-clash")


@pytest.mark.parametrize(
    "receipts", [["2025-02-10=-200"], ["2025-02-10=100", "2025-02-20=-200"], ["2025-02-10=-200", "2025-02-20=200"]]
)
def test_a_payment_that_came_back_needs_the_payment(receipts):
    words = [word for each in receipts for word in ("--receipt", each)]
    ran = arrears(*FIVE, *words, "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, "returned-unpaid")


def test_a_payment_may_come_back_on_its_own_day_in_whatever_order_both_are_given():
    back = answered(*FIVE, "--receipt", "2025-02-10=-200", "--receipt", "2025-02-10=200")
    assert (back["principal"], back["interest"]) == ("1000.00", "4.11")


@pytest.mark.parametrize("rate", [["--regime", "gb-1998"], ["--series", "cn_lpr_1y"], ["--dated-rate", "2001-01-01=5"]])
def test_a_rate_that_depends_on_the_day_needs_days(rate):
    ran = arrears("interest", "--amount", "1000", "--days", "50", *rate, "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, "days-without-dates")
    assert "2001" not in ran.answer["error"]["wrong"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--amount", "0"], "amount"),
        (["--grace", "30"], "in-time"),
        (["--receipt", "2025-01-20=1000"], "in-time"),
        (["--not-before", "2026-01-01"], "not-in-force"),
        (["--minimum", "5"], "minimum"),
        (["--disputed", "1000"], "disputed"),
        (["--longest-days", "0"], "longest-days"),
        (["--maximum", "0"], "maximum"),
        (["--amount", "0.01"], "rounded"),
        (["--rate", "0"], "rate"),
        (["--rate", "-1"], "rate"),
        ([], None),
    ],
)
def test_why_there_is_no_interest_is_said(options, reason, monkeypatch):
    assert answered(*FIVE, *options)["no_interest"] == reason
    for language in ("en", "zh"):
        monkeypatch.setenv("ARREARS_LANGUAGE", language)
        ran = arrears(*FIVE, *options)
        assert ran.code == 0
        assert (("No interest" in ran.out) or ("无利息" in ran.out)) == (reason is not None)


def test_a_rule_that_was_not_in_force_is_named_as_the_reason():
    words = ("--amount", "1000", "--currency", "CNY", "--regime", "cn-sme", "--due", "2014-10-23")
    assert answered("interest", *words, "--as-of", "2020-08-31")["no_interest"] == "not-in-force"


def test_an_amount_with_more_decimals_than_its_currency_is_rounded_and_that_is_said(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    words = ("interest", "--amount", "1000.5", "--currency", "JPY", "--rate", "5", "--days", "30")
    assert answered(*words)["rounded"] == [{"given": "1000.5", "amount": "1001"}]
    assert "Rounded: 1000.5 counts as 1001 JPY." in arrears(*words).out
    assert "Rounded: 1000.555 counts as 1000.56." in arrears(*words[:2], "1000.555", *words[5:]).out
    assert "Rounded" not in arrears(*FIVE).out


def test_a_percent_sign_behind_a_rate_changes_nothing():
    assert answered(*FIVE, "--rate", "12%")["interest"] == answered(*FIVE, "--rate", "12")["interest"]
    dated = ("interest", "--amount", "1000", *FIVE[5:], "--dated-rate", "2025-01-01=5 %", "--margin", "2％")
    assert answered(*dated)["slices"][0]["rate"] == "7"


@pytest.mark.parametrize("command", ["interest", "terms"])
def test_the_help_names_every_option_in_full_on_a_narrow_terminal(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERMINAL_WIDTH", "80")
    told = arrears(command, "--help").out
    assert "…" not in told
    if command == "interest":
        assert "--grace-moves-start / --grace-keeps-start" in told
        assert "--disputed-bears / --disputed-bears-none" in told


@pytest.mark.parametrize("command", ["rates", "regimes"])
def test_names_of_series_do_not_break_on_a_narrow_terminal(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = arrears(command).out
    listed = answered(command)
    names = [one.get("series") or one["regime"] for one in listed.get("series") or listed["regimes"]]
    starts = [line.split(" ")[0] for line in told.splitlines()]
    assert [name for name in names if name not in starts] == []
    assert "uk_late_payment_reference_rate" in told
    table = [line.rstrip() for line in told.split("\n\n")[0].splitlines() if line.split(" ")[0] in names]
    assert len(table) == len(names)
    assert max(map(len, table)) <= 80
