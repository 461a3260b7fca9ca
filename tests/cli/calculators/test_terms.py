"""``arrears terms`` as it is typed: dates, discounts, instalments, what payments earn, and choices asked for."""

import re

import pytest
from tests.command_line import answered, arrears

from arrears import texts
from arrears.core.terms import term_readings
from arrears.core.terms.deadlines import Base


def one(text, *options):
    return answered("terms", text, *options)


def test_terms_give_due_date_discounts_and_what_forgoing_them_costs():
    answer = one("2/10 net 30", "--invoice-date", "2026-01-10", "--amount", "750", "--currency", "EUR")
    assert answer == {
        "text": "2%/10 days, net 30 days",
        "due": "2026-02-09",
        "discounts": [
            {"until": "2026-01-20", "percent": "2", "amount": "15.00", "pay": "735.00", "annual_cost": "37.2449"}
        ],
        "instalments": [{"due": "2026-02-09", "amount": "750.00"}],
        "assumed": [],
        "ambiguous": None,
    }


def test_an_amount_is_not_needed_for_dates():
    answer = one("2/10 net 30", "--invoice-date", "2026-01-10")
    assert answer["discounts"][0]["amount"] is None
    assert answer["instalments"] == [{"due": "2026-02-09", "amount": None}]


@pytest.mark.parametrize(
    ("options", "cost"),
    [([], "37.2449"), (["--year", "360"], "36.7347"), (["--annual", "effective"], "44.5853")],
)
def test_the_annual_cost_is_nominal_or_effective_over_365_or_360_days(options, cost):
    assert one("2/10 net 30", "--invoice-date", "2026-01-10", *options)["discounts"][0]["annual_cost"] == cost


def test_an_ambiguous_notation_asks_for_a_choice_with_exit_code_1_and_names_no_due_date():
    ran = arrears("terms", "45 jours fin de mois", "--invoice-date", "2026-01-15", "--json")
    assert ran.code == 1
    assert ran.answer["due"] is None
    assert ran.answer["ambiguous"]["why"] == ["month-end-order"]
    due = {reading["choices"][0]: reading["due"] for reading in ran.answer["ambiguous"]["readings"]}
    assert due == {"month-end-first": "2026-03-17", "days-first": "2026-03-31"}


def test_a_named_reading_settles_it():
    ran = arrears("terms", "45 jours fin de mois", "--invoice-date", "2026-01-15", "--reading", "days-first", "--json")
    assert (ran.code, ran.answer["due"], ran.answer["ambiguous"]) == (0, "2026-03-31", None)


def test_readings_that_come_to_the_same_days_leave_nothing_to_choose():
    answer = one("3/10 EOM", "--invoice-date", "2026-03-14", "--reading", "due-with-discount")
    assert (answer["due"], answer["ambiguous"]) == ("2026-04-10", None)


@pytest.mark.parametrize(("cutoff", "until"), [("26", "2026-05-10"), ("29", "2026-04-10"), ("none", "2026-04-10")])
def test_the_cutoff_of_eom_is_an_option(cutoff, until):
    answer = one("3/10 EOM", "--invoice-date", "2026-03-28", "--eom-cutoff", cutoff, "--reading", "due-with-discount")
    assert answer["discounts"][0]["until"] == until


def test_a_reading_the_notation_does_not_have_is_refused_with_those_it_has():
    ran = arrears("terms", "月结30天", "--invoice-date", "2026-01-10", "--reading", "days-first", "--json")
    assert ran.code == 2
    assert "from-month-end" in ran.answer["error"]["do"]


@pytest.mark.parametrize(
    ("text", "option", "due"),
    [
        ("2/10 ROG, net 30 ROG", "--received", "2007-04-27"),
        ("货到30天", "--delivered", "2007-04-27"),
        ("票到30天", "--received", "2007-04-27"),
        ("验收后30天", "--accepted", "2007-04-27"),
    ],
)
def test_terms_count_from_the_event_they_name(text, option, due):
    answer = one(text, "--invoice-date", "2007-03-14", option, "2007-03-28")
    assert (answer["due"], answer["assumed"]) == (due, [])
    without = one(text, "--invoice-date", "2007-03-14")
    assert without["due"] == "2007-04-13"
    assert len(without["assumed"]) == 1


def test_instalments_add_up_to_the_cent():
    answer = one(
        "1/3 net 30 days; 1/3 net 60 days; rest net 90 days", "--invoice-date", "2026-01-10", "--amount", "100"
    )
    assert [part["amount"] for part in answer["instalments"]] == ["33.33", "33.33", "33.34"]
    assert answer["due"] == "2026-04-10"


def test_weekends_move_the_last_day_by_the_rule_named():
    words = ("net 30", "--invoice-date", "2026-10-22")
    assert one(*words)["due"] == "2026-11-21"
    assert one(*words, "--weekend", "next")["due"] == "2026-11-23"
    assert one(*words, "--weekend", "previous")["due"] == "2026-11-20"


def test_holidays_of_a_country_count():
    words = ("net 30", "--invoice-date", "2026-04-01", "--weekend", "next")
    assert one(*words)["due"] == "2026-05-01"
    assert one(*words, "--country", "DE")["due"] == "2026-05-04"


def test_a_payment_in_time_earns_its_share_and_a_late_deduction_stays_open():
    words = ("2/10 net 30", "--invoice-date", "2026-01-10", "--amount", "1000")
    full = one(*words, "--paid", "2026-01-20=980")
    assert (full["credited"], full["balance"], full["unearned"]) == ("1000.00", "0.00", "0.00")
    part = one(*words, "--paid", "10=490")
    assert (part["credited"], part["balance"], part["discount"]) == ("500.00", "500.00", "10.00")
    late = one(*words, "--paid", "2026-01-21=980")
    assert (late["credited"], late["balance"], late["unearned"]) == ("980.00", "20.00", "20.00")


def test_days_of_grace_and_policy_decide_what_is_earned():
    words = ("2/10 net 30", "--invoice-date", "2026-01-10", "--amount", "1000", "--paid", "2026-01-21=980")
    assert one(*words, "--grace", "1")["balance"] == "0.00"
    assert one(*words, "--grace", "1", "--no-discount")["balance"] == "20.00"
    part = ("2/10 net 30", "--invoice-date", "2026-01-10", "--amount", "1000", "--paid", "5=490")
    assert one(*part, "--part-payment", "none")["credited"] == "490.00"


def test_what_is_to_be_paid_on_a_day_is_told():
    words = ("2/10, 1/20, n/60", "--invoice-date", "2026-01-26", "--amount", "750")
    assert one(*words, "--as-of", "2026-02-03")["pay"] == "735.00"
    assert one(*words, "--as-of", "2026-02-14")["pay"] == "742.50"
    assert one(*words, "--as-of", "2026-02-16")["pay"] == "750.00"
    assert one(*words, "--as-of", "2026-02-03", "--discount-base", "500")["pay"] == "740.00"


def test_what_to_pay_so_that_so_much_stays_open_is_told():
    answer = one("2/10", "--invoice-date", "2026-01-10", "--amount", "3720", "--as-of", "2026-01-15", "--leave", "1000")
    assert answer["pay"] == "2665.60"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["as agreed", "--invoice-date", "2026-01-10"], "terms-option"),
        (["net 30", "--invoice-date", "10.01.2026"], "date-option"),
        (["net 30", "--invoice-date", "2026-01-10", "--paid", "980"], "dated-amount-option"),
        (["net 30", "--invoice-date", "2026-01-10", "--paid", "5=980"], "amount-needed"),
        (["net 30", "--invoice-date", "2026-01-10", "--leave", "5", "--amount", "10"], "as-of-needed"),
        (["net 30", "--invoice-date", "2026-01-10", "--weekend", "maybe"], "choice-option"),
        (["net 30"], "usage"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(words, name):
    ran = arrears("terms", *words, "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, name)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_it_in_their_language(language, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", language)
    for words in (
        ["2/10 net 30", "--amount", "100", "--paid", "5=98", "--as-of", "7"],
        ["月结30天"],
        ["2/10 ROG"],
        ["50% net 30; rest net 60", "--amount", "7"],
    ):
        ran = arrears("terms", *words, "--invoice-date", "2026-01-10")
        assert ran.code in (0, 1), ran.err
        rest = ran.out.replace(words[0], "")
        assert any("一" <= letter <= "鿿" for letter in rest) == (language == "zh"), ran.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_question_that_a_notation_leaves_open_has_words(language):
    table = term_readings.Ambiguous.__doc__ or ""
    questions = re.findall(r"^ +``([a-z-]+)`` {2,}", table, re.MULTILINE)
    assert len(questions) >= 9
    for question in questions:
        if question != "why":
            assert texts.message(f"terms-why-{question}", language)
    for event in Base:
        assert event is Base.DOCUMENT or texts.message(f"terms-event-{event.value}", language)


def test_readings_may_be_pasted_as_they_are_listed():
    words = ("30 days EOM", "--invoice-date", "2026-01-30")
    listed = arrears("terms", *words, "--json").answer["ambiguous"]["readings"]
    for reading in listed:
        pasted = one(*words, "--reading", ", ".join(reading["choices"]))
        assert (pasted["ambiguous"], pasted["due"]) == (None, reading["due"])


def test_what_stays_on_account_and_small_differences_stand_in_the_table(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    words = ("terms", "2/10 net 30", "--invoice-date", "2026-01-10", "--amount", "750", "--paid")
    more = arrears(*words, "2026-01-20=740", "--surplus", "on-account").out
    assert "On account" in more
    assert more.split()[-1] == "5.00"
    less = arrears(*words, "2026-01-20=734", "--tolerance", "2").out
    assert "difference" in less
    assert less.split()[-1] == "1.00"
    exact = arrears(*words, "2026-01-20=735").out
    assert "On account" not in exact
    assert "difference" not in exact
