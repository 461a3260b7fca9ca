"""Procedures as data: presets, whose procedure applies, and what makes one unusable."""

from decimal import Decimal

import pytest
from tests.books import a_book, invoice, refreshed

from arrears.runs.dunning.procedures_table import add_part


def stage(level, days, procedure="Key", **more):
    return {"procedure": procedure, "level": level, "days": days, "interval": 5, "minimum": Decimal(1)} | more


STAGES = [stage(1, 30, actor="finance", channel="Post", template="second_reminder"), stage(2, 60, actor="legal")]


def book_with(*stages, customers=({"customer": "C1", "procedure": "Key"},), policy=None, due="2026-09-30"):
    tables = {"Invoices": [invoice("A", "100", due=due)], "Customers": customers, "Procedures": stages}
    return a_book(tables, policy=policy)


def proposal(book):
    refreshed(book)
    return book.rows("Escalation")[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_part_starts_with_three_procedures_that_can_all_be_used(language):
    book = a_book(language=language)
    add_part(book, "procedures")
    names = list(dict.fromkeys(row["procedure"] for row in book.rows("Procedures")))
    assert len(names) == 3
    assert {"Four letters", "四级催款函"} & {names[0]}
    for name in names:
        book.put("Customers", [{"customer": "C1", "procedure": name}])
        refreshed(book)
        assert book.rows("Problems") == []
    add_part(book, "procedures")
    assert len(book.rows("Procedures")) == 13, "presets are filled in once"


def test_a_customer_goes_by_the_procedure_it_names():
    row = proposal(book_with(*STAGES))
    assert (row["send"], row["level"], row["actor"], row["channel"]) == (True, 1, "finance", "Post")
    assert "from 30 days past due" in row["reasons"]


def test_a_customer_that_names_none_goes_by_the_policy():
    row = proposal(book_with(*STAGES, customers=()))
    assert (row["level"], "actor" in row, "from 7 days past due" in row["reasons"]) == (1, False, True)


def test_the_policy_may_name_the_procedure_of_all_others():
    assert "from 30 days" in proposal(book_with(*STAGES, customers=(), policy={"procedure": "Key"}))["reasons"]


@pytest.mark.parametrize(
    "stages", [[stage(2, 30)], [stage(1, 30), stage(2, 30)], [stage(1, 30), stage(1, 60)], [stage(0, 5)]]
)
def test_a_procedure_whose_levels_do_not_fit_together_is_named_and_not_used(stages):
    book = book_with(*stages)
    assert "from 7 days past due" in proposal(book)["reasons"]
    assert [row["found"] for row in book.rows("Problems")] == ["Key", "Key"]


def test_an_unknown_procedure_is_named_and_the_policy_counts():
    book = book_with(*STAGES, customers=({"customer": "C1", "procedure": "Kye"},))
    assert "from 7 days past due" in proposal(book)["reasons"]
    cell = book.read("Customers")["Customers"].place(0, "procedure").cell
    assert [(row["cell"], row["found"]) for row in book.rows("Problems")] == [(cell, "Kye")]


def test_a_changed_stage_makes_a_new_proposal():
    book = book_with(*STAGES)
    proposal(book)
    before = proposal(book)["proposed"]
    book.tables["Procedures"]["fee"][0] = Decimal(20)
    assert proposal(book)["proposed"] != before


def test_a_clean_customer_is_reminded_before_the_due_date():
    row = proposal(book_with(stage(0, 5, minimum=Decimal(0)), *STAGES, due="2026-11-04"))
    assert (row["send"], row["level"], row["overdue"], row["exposure"]) == (True, 0, 0, 100)
    assert "RE" not in row["reasons"]
    assert "A falls due in 4 days" in row["reasons"]
