"""``arrears interest`` under statutes: minimum, payments that came back, fixed sums, scope, and due dates by law."""

import pytest
from tests.command_line import answered, arrears

JANUARY = ("--due", "2025-01-31", "--as-of", "2025-02-28")
OWN = ("interest", "--amount", "1000", "--currency", "EUR", "--rate", "10", "--due", "2025-01-31")
GB = ("interest", "--amount", "10500", "--regime", "gb-1998")


def test_interest_below_the_minimum_is_not_paid_by_receipts_either():
    words = (*OWN, "--minimum", "5", "--order", "interest-first", "--as-of", "2025-02-10")
    answer = answered(*words, "--receipt", "2025-02-10=500")
    assert (answer["principal"], answer["interest_paid"], answer["total"]) == ("500.00", "0.00", "500.00")
    assert answer["receipts"][0]["to_principal"] == "500.00"


def test_what_is_paid_beyond_a_debt_without_chargeable_interest_is_said():
    answer = answered(
        "interest", "--amount", "1000", "--currency", "USD", "--regime", "us-prompt-payment",
        "--order", "interest-first", "--due", "2025-01-31", "--as-of", "2025-02-05", "--receipt", "2025-02-05=1000.50",
    )  # fmt: skip
    told = [answer[name] for name in ("interest", "interest_paid", "principal", "total")]
    assert told == ["0.00"] * 4
    assert answer["receipts"][0]["beyond"] == "0.50"


def test_a_receipt_before_the_minimum_was_reached_paid_interest_all_the_same():
    words = (*OWN, "--minimum", "5", "--order", "interest-first", "--as-of", "2025-03-31")
    answer = answered(*words, "--receipt", "2025-02-10=100")
    assert answer["receipts"][0]["to_interest"] == answer["interest_paid"] == "2.74"


@pytest.mark.parametrize("first", [("--costs", "50"), ("--earlier-interest", "50", "--order", "interest-first")])
def test_a_payment_of_costs_that_came_back_bears_no_interest(first):
    words = (*OWN, "--as-of", "2025-03-31", *first)
    answer = answered(*words, "--receipt", "2025-02-10=50", "--receipt", "2025-02-20=-50")
    assert (answer["interest"], answer["principal"], answer["total"]) == ("16.16", "1000.00", "1066.16")


@pytest.mark.parametrize("first", [("--costs", "50"), ("--earlier-interest", "50", "--order", "interest-first")])
def test_what_came_back_on_the_day_it_was_paid_changes_nothing(first):
    words = (*OWN, "--as-of", "2025-03-31", *first)
    answer = answered(*words, "--receipt", "2025-02-10=50", "--receipt", "2025-02-10=-50")
    assert (answer["interest"], answer["total"]) == ("16.16", "1066.16")


def test_what_came_back_is_owed_again_before_the_costs_are():
    words = (*OWN, "--as-of", "2025-03-31", "--costs", "50")
    answer = answered(*words, "--receipt", "2025-02-10=150", "--receipt", "2025-02-20=-120")
    assert [one["balance"] for one in answer["slices"]] == ["1000.00", "900.00", "1000.00"]
    assert (answer["principal"], answer["costs"]) == ("1000.00", "20.00")


def test_the_fixed_sum_goes_by_what_was_owed_when_interest_began():
    words = (*GB, *JANUARY)
    assert answered(*words, "--costs", "600", "--receipt", "2025-01-15=600")["fixed_sum"] == "100.00"
    assert answered(*words, "--receipt", "2025-01-15=600")["fixed_sum"] == "70.00"
    assert answered(*words, "--disputed", "600")["fixed_sum"] == "70.00"
    assert answered(*words, "--minimum", "5000")["fixed_sum"] == "100.00", "interest ran although it is not charged"


def test_there_is_no_fixed_sum_where_no_interest_began_to_run():
    assert answered(*GB, *JANUARY, "--disputed", "10500")["fixed_sum"] == "0.00"


def test_a_regime_brings_the_currency_of_its_fixed_sum_and_says_so():
    answer = answered(*GB, *JANUARY)
    assert (answer["currency"], answer["fixed_sum"]) == ("GBP", "100.00")
    assert answer["parameters"]["currency_by_regime"] == "GBP"
    assert "currency_by_regime" not in answered(*GB, *JANUARY, "--currency", "GBP")["parameters"]


def test_the_german_fixed_sum_is_set_against_the_costs():
    words = ("interest", "--amount", "1000", "--regime", "de-b2b", *JANUARY)
    answer = answered(*words, "--costs", "50")
    assert (answer["fixed_sum"], answer["fixed_sum_credited"], answer["total"]) == ("0.00", "40.00", "1058.65")
    assert answered(*words, "--costs", "15")["total"] == "1048.65"


@pytest.mark.parametrize(("regime", "interest"), [("cn-sme", "15000.00"), ("cn-judgment", "5250.00")])
def test_a_number_of_days_without_dates_has_no_first_day_of_a_law(regime, interest):
    answer = answered("interest", "--amount", "1000000", "--regime", regime, "--days", "30")
    assert answer["interest"] == interest


@pytest.mark.parametrize(
    ("regime", "day_before", "first_day"),
    [("gb-1998", "2002-08-06", "2002-08-07"), ("fr-b2b", "2012-12-31", "2013-01-01")],
)
def test_the_first_day_of_interest_decides_from_when_a_regime_is_used(regime, day_before, first_day):
    words = ("interest", "--amount", "1000", "--regime", regime, "--days", "10", "--first-day")
    assert answered(*words, first_day)["slices"][0]["from"] == first_day
    assert arrears(*words, day_before, "--json").answer["error"]["name"] == "regime-not-yet"


def test_a_margin_is_for_the_period_of_its_rate():
    words = ("interest", "--amount", "1000", *JANUARY, "--per", "month", "--margin", "1")
    assert answered(*words, "--rate", "1")["slices"][0]["rate"] == "24"
    assert answered(*words, "--dated-rate", "2025-01-01=1")["slices"][0]["rate"] == "24"


@pytest.mark.parametrize("due_day", ["--due-day", "--no-due-day"])
def test_a_number_of_days_from_the_first_day_is_counted_as_it_is(due_day):
    words = ("interest", "--amount", "1000", "--rate", "5", "--days", "10", due_day)
    dated = answered(*words, "--first-day", "2025-02-01")["slices"]
    assert [(one["from"], one["days"]) for one in dated] == [("2025-02-01", 10)]
    assert [one["days"] for one in answered(*words)["slices"]] == [10]


def test_terms_are_read_as_the_terms_command_reads_them():
    words = ("interest", "--amount", "1000", "--rate", "5", "--as-of", "2026-06-30", "--invoice-date", "2026-01-31")
    taken = answered(*words, "--terms", "30 EOM", "--reading", "following-month-end")
    assert taken["due"] == "2026-02-28"
    moved = answered(*words, "--terms", "30 EOM", "--reading", "following-month-end", "--weekend", "next")
    assert moved["due"] == "2026-03-02", "28 February 2026 is a Saturday"
    holiday = (*words, "--terms", "net 62", "--weekend", "next", "--country", "DE")
    assert answered(*holiday)["due"] == "2026-04-07", "Good Friday to Easter Monday"


def test_without_agreed_terms_the_british_statute_gives_30_days_with_the_day_of_the_invoice():
    words = ("--invoice-date", "2025-01-01", "--as-of", "2025-03-01")
    answer = answered(*GB, *words)
    assert answer["due"] == answer["parameters"]["due_by_statute"] == "2025-01-30"
    ran = arrears("interest", "--amount", "1000", "--regime", "de-b2b", *words, "--json")
    assert ran.answer["error"]["name"] == "due-needed", "German law asks for more than a day"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("regime", ["cn-sme", "us-prompt-payment", "in-msmed"])
def test_a_regime_for_some_only_says_who_owes_whom(regime, language, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", language)
    told = answered("regimes", regime)["regimes"][0]["scope"]
    assert told
    words = ("interest", "--amount", "1000", "--regime", regime, "--due", "2024-01-31", "--as-of", "2024-02-28")
    assert answered(*words)["scope"] == told
    assert " ".join(told.split())[:12] in " ".join(arrears(*words).out.split())


def test_the_sum_set_against_costs_is_told_in_both_languages(monkeypatch):
    words = ("interest", "--amount", "1000", "--regime", "de-b2b", *JANUARY, "--costs", "50")
    for language, said in (("en", "set against"), ("zh", "抵充")):
        monkeypatch.setenv("ARREARS_LANGUAGE", language)
        assert said in arrears(*words).out
