"""What is remembered of cells that could not be computed, and for how long."""

from arrears.errors import InputRefused
from arrears.functions import reasons
from arrears.functions.calling import Caller
from arrears.functions.reasons import Reasons
from arrears.functions.results import Fault

FAULT = Fault("#VALUE!", InputRefused("argument-blank", argument="as_of"))


def at(address: str, sheet: str = "Home") -> Caller:
    return Caller("Book.xlsx", sheet, address)


def test_a_fault_is_found_where_it_spilled_to() -> None:
    kept = Reasons()
    kept.keep(at("AB10"), [[1.0, FAULT], [FAULT, 2.0]])
    assert [kept.of(at(cell)) for cell in ("AB10", "AC10", "AB11", "AC11")] == [None, FAULT, FAULT, None]


def test_a_call_that_went_well_forgets_what_it_said_before() -> None:
    kept = Reasons()
    kept.keep(at("A1"), FAULT)
    kept.keep(at("A1"), 1.0)
    assert kept.of(at("A1")) is None


def test_the_latest_spill_over_a_cell_counts() -> None:
    other = Fault("#N/A")
    kept = Reasons()
    kept.keep(at("A1"), [[1.0], [FAULT]])
    kept.keep(at("A2"), other)
    assert kept.of(at("A2")) == other


def test_memory_is_bounded(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(reasons, "CALLS_KEPT", 3)
    monkeypatch.setattr(reasons, "CELLS_KEPT", 2)
    kept = Reasons()
    kept.keep(at("A1"), [[FAULT]] * 5)
    assert [kept.of(at(f"A{row}")) is FAULT for row in (1, 2, 3)] == [True, True, False]
    for row in range(10, 13):
        kept.keep(at(f"A{row}"), FAULT)
    assert kept.of(at("A1")) is None
    assert kept.of(at("A12")) is FAULT


def test_a_place_that_is_no_cell_is_not_remembered() -> None:
    kept = Reasons()
    kept.keep(Caller(), FAULT)
    assert kept.of(Caller()) is None
    assert kept.of(at("Total")) is None
