"""``arrears rates``: every series with its source, and nothing beyond what was sourced."""

import json
from datetime import date

import pytest
from tests.command_line import answered, arrears
from tests.errors.catalogue import opened, table_of
from tests.vectors import vectors

from arrears.office.rate_files import shipped_rows


def test_every_series_is_listed_with_its_days_its_latest_rate_and_its_source():
    listed = {one["series"]: one for one in answered("rates")["series"]}
    assert set(listed) == set(shipped_rows())
    bank_rate = listed["uk_boe_bank_rate"]
    assert (bank_rate["first_day"], bank_rate["last_day"], bank_rate["rate"]) == ("1975-01-02", "2026-10-06", "3.75")
    assert all(one["source"] and one["certainty"] in "ABCD" for one in listed.values())
    assert ["2025-07-01", "2025-12-31"] in listed["us_prompt_payment"]["gaps"]


def test_a_series_shows_every_row_and_its_gaps():
    rows = answered("rates", "us_prompt_payment")["rows"]
    assert len(rows) == len(shipped_rows()["us_prompt_payment"])
    assert [row["until"] for row in rows if row["rate"] is None][-1] == "2025-12-31"


@pytest.mark.parametrize("name", ["cn_lpr_1y", "CN_LPR_1Y", "cn-lpr-1y", " cn lpr 1y "])
def test_a_series_is_met_however_its_name_is_typed(name):
    assert answered("rates", name, "--on", "2024-07-22") == {
        "series": "cn_lpr_1y",
        "date": "2024-07-22",
        "rate": "3.35",
        "certainty": "A",
        "source": answered("rates", "cn_lpr_1y", "--on", "2024-07-22")["source"],
        "own": False,
        "from": "2024-07-22",
        "until": "2024-08-19",
    }


@pytest.mark.parametrize(
    ("series", "day"),
    [
        ("uk_boe_bank_rate", "2027-01-01"),
        ("uk_late_payment_reference_rate", "2027-01-01"),
        ("us_prompt_payment", "2025-07-01"),
        ("cn_lpr_1y", "2019-08-19"),
    ],
)
def test_a_gap_and_a_day_beyond_the_source_are_refused_with_day_and_series(series, day):
    ran = arrears("rates", series, "--on", day, "--json")
    assert ran.code == 2
    error = ran.answer["error"]
    assert error["name"] == "rate-missing"
    assert series in error["wrong"]
    assert day in error["wrong"]


def test_a_series_nobody_knows_is_refused():
    assert arrears("rates", "libor", "--json").answer["error"]["name"] == "series-unknown"


def test_of_a_day_every_series_that_has_a_rate_then_is_listed():
    on = {one["series"]: one["rate"] for one in answered("rates", "--on", "2025-08-01")["series"]}
    assert on["de_basiszinssatz"] == "1.27"
    assert "us_prompt_payment" not in on


def test_rows_of_ones_own_workbook_are_marked_as_theirs(tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    book = tmp_path / "Month.xlsx"
    assert arrears("new", book).code == 0
    assert arrears("add", book, "interest").code == 0
    with opened(book) as workbook:
        sheet, table = table_of(workbook, "InterestRates")
        first = sheet[table.ref][1]
        for cell, typed in zip(
            first, ("UK_BoE_bank_rate", date(2026, 10, 7), 3.5, "Bank of England notice"), strict=False
        ):
            cell.value = typed
    mine = answered("rates", "uk_boe_bank_rate", "--on", "2026-11-01", "--book", book)
    assert (mine["rate"], mine["own"], mine["source"]) == ("3.5", True, "Bank of England notice")
    assert arrears("rates", "uk_boe_bank_rate", "--on", "2026-11-01").code == 2
    assert answered("rates", "uk_boe_bank_rate", "--on", "2026-10-01", "--book", book)["own"] is False


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_get_a_table_in_their_language(language, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", language)
    for words in (["rates"], ["rates", "cn_lpr_1y"], ["rates", "cn_lpr_1y", "--on", "2024-07-22"]):
        out = arrears(*words).out
        assert "cn_lpr_1y" in out
        assert any("一" <= letter <= "鿿" for letter in out.splitlines()[-1]) == (language == "zh"), out


def _cases(name):
    return json.loads(vectors(f"interest/{name}.json").read_text(encoding="utf-8"))["vectors"]


def test_published_reference_rates_are_those_of_the_series():
    compared = 0
    for case in _cases("uk_late_payment"):
        if "interest_starts" in case["inputs"]:
            rate = answered("rates", "uk_late_payment_reference_rate", "--on", case["inputs"]["interest_starts"])[
                "rate"
            ]
            assert rate == case["expected"]["reference_rate"], case["id"]
            compared += 1
    for case in _cases("eu_late_payment"):
        if "base" in case["expected"]:
            assert (
                answered("rates", "de_basiszinssatz", "--on", case["inputs"]["day"])["rate"] == case["expected"]["base"]
            )
            compared += 1
    for case in _cases("cn_late_payment"):
        if "lpr_1y" in case["expected"]:
            rate = answered("rates", "cn_lpr_1y", "--on", case["inputs"]["day"])["rate"]
            assert float(rate) == float(case["expected"]["lpr_1y"]), case["id"]
            compared += 1
    assert compared >= 12
