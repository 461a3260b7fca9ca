"""Generated months with known truth: tied out to the cent, rebuilt as reported, and one planted cent is found."""

import pytest
from tests import tied_months
from tests.generated_months import months

SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_month_ties_out_and_any_past_day_is_rebuilt_as_it_was_reported(seed):
    made = months(3, 40, seed)
    reported = tied_months.reported(made)
    assert tied_months.faults(made, reported) == []
    assert tied_months.rebuilt_otherwise(made, reported, days=4) == []


@pytest.mark.parametrize("name", tied_months.PLANTED)
def test_a_planted_cent_is_found_and_named_with_its_cause(name):
    made = months(2, 25, 3)
    assert tied_months.found_of_planted(made, name) == tied_months.PLANTED[name].named
