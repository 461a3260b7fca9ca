"""``arrears functions``: the list, one formula, and the add-in for Calc."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.command_line import arrears

from arrears.functions import DECLARED


def test_the_list_names_every_function_with_its_parameters() -> None:
    answer = json.loads(arrears("functions", "--json").out)
    assert [one["name"] for one in answer["functions"]] == [one.name for one in DECLARED]
    assert answer["functions"][0]["formula"] == "=AR_DAYS_PAST_DUE(due_date, as_of)"


def test_the_list_comes_in_the_language_asked_for() -> None:
    assert "逾期天数" in arrears("functions", "--language", "zh").out


@pytest.mark.parametrize(
    ("formula", "shown"),
    [("=AR_DSO(10869, 17674, 90)", "55.35\n"), ("=AR_DAYS_PAST_DUE({46053;46054;#N/A}, 46082)", "29\n28\n#N/A\n")],
)
def test_a_formula_is_computed(formula: str, shown: str) -> None:
    ran = arrears("functions", formula)
    assert (ran.code, ran.out) == (0, shown)


def test_what_cannot_be_computed_is_refused_with_its_reason() -> None:
    ran = arrears("functions", "=AR_DSO(1, 0, 90)", "--json")
    assert ran.code != 0
    assert json.loads(ran.out)["error"]["name"] == "measure-no-sales"


def test_the_extension_is_built_and_never_written_over(tmp_path: Path) -> None:
    out = tmp_path / "arrears.oxt"
    assert arrears("functions", "--oxt", str(out)).code == 0
    assert "component.py" in zipfile.ZipFile(out).namelist()
    assert arrears("functions", "--oxt", str(out)).code != 0
