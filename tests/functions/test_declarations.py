"""What every host relies on: names that VBA and formulas can take, help in both languages, and a light import."""

import subprocess
import sys

import pytest
from tests.functions.examples_held import BY_NAME

from arrears.functions import DECLARED, Function
from arrears.functions.results import Cell, Fault, Outcome
from arrears.office.addin.wrappers import wrappers
from arrears.texts import LANGUAGES, functions

OWN_FAULT = "function-failed"
HEAVY = ("pandas", "openpyxl", "docx", "lxml", "babel", "holidays", "xlwings", "typer", "rich")


def test_importing_the_functions_loads_nothing_heavy() -> None:
    code = f"import sys, arrears.functions; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_vba_takes_every_name_and_its_parameters() -> None:
    assert all(f"Public Function {function.name}(" in wrappers(DECLARED) for function in DECLARED)


@pytest.mark.parametrize("function", DECLARED, ids=lambda function: function.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_of_a_function_and_its_parameters_fits_the_wizard(function: Function, language: str) -> None:
    told = [function.help[language], *(parameter.help[language] for parameter in function.parameters)]
    assert all(0 < len(text) <= 255 for text in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_explain_nothing_that_does_not_exist(language: str) -> None:
    told = dict(functions(language))
    shared = set(told.pop("parameters"))
    assert set(told) == set(BY_NAME)
    for name, entry in told.items():
        assert set(entry.get("parameters", {})) <= {parameter.name for parameter in BY_NAME[name].parameters}
    assert shared <= {parameter.name for function in DECLARED for parameter in function.parameters}


@pytest.mark.parametrize("function", DECLARED, ids=lambda function: function.name)
def test_whatever_a_function_is_given_it_answers_and_blames_nobody_else(function: Function) -> None:
    for cell in (None, "", "x", -1.0, 1e308, 46053.5, float("nan"), float("inf"), True, "#N/A", "=1+1", "\ud800", b"?"):
        for given in (cell, ((cell, cell), (cell, cell)), ((cell,), (46053.0,)), ()):
            cells = _cells(function.call(*[given] * len(function.parameters)))
            assert not [one for one in cells if isinstance(one, Fault) and one.reason and one.reason.name == OWN_FAULT]


def _cells(outcome: Outcome) -> list[Cell]:
    return [cell for row in outcome for cell in row] if isinstance(outcome, list) else [outcome]


def test_what_the_ribbon_loads_at_the_first_click_is_not_what_makes_new_books() -> None:
    apart = "sys.modules.update(pandas=None, matplotlib=None, PIL=None)"  # xlwings loads these where they are
    names = ("openpyxl", "docx", "babel", "holidays")
    code = f"import sys; {apart}; import arrears.addin; print([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
