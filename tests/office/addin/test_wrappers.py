"""The VBA wrapper of each worksheet function: what Excel would misread is refused, and xlwings agrees with it."""

import re
import subprocess
import sys

import pytest
from tests.office.addin.standins import DAYS, FUNCTIONS, StandInFunction, StandInParameter, said

from arrears.functions import DECLARED
from arrears.office.addin.wrappers import help_texts, wrappers

SIGNATURE = re.compile(r"^(?:Public )?Function (\w+)\((.*)\)", re.MULTILINE)

# xlwings' generator runs where pywin32 is not: three modules stand in for it, and nothing of them is called.
ORACLE = """
import io, sys, types
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["pythoncom"].CoInitialize = lambda: None
sys.modules["pywintypes"].com_error = Exception
sys.modules["win32com.client"].Dispatch = None
import xlwings, xlwings.udfs as udfs
xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
import arrears.functions.excel as ours
class Book:
    Name = "Arrears.xlam"
out = io.StringIO()
udfs.generate_vba_wrapper("arrears.functions.excel", ours, out, Book)
sys.stdout.write(out.getvalue())
"""


def one(name, *parameters):
    return StandInFunction(name, tuple(StandInParameter(p) if isinstance(p, str) else p for p in parameters))


@pytest.fixture(scope="module")
def xlwings_own():
    ran = subprocess.run([sys.executable, "-c", ORACLE], capture_output=True, text=True, timeout=120, check=True)
    return ran.stdout


def test_names_order_and_optionality_of_arguments_equal_those_of_xlwings_own_generator(xlwings_own):
    """Deviations: ours is Public, and says As Variant."""
    theirs = dict(SIGNATURE.findall(xlwings_own))
    ours = {name: given.replace(" As Variant", "") for name, given in SIGNATURE.findall(wrappers(DECLARED))}
    assert len(ours) > 2
    assert ours == theirs


def test_python_is_given_the_same_arguments_in_the_same_order_as_by_xlwings_own_generator(xlwings_own):
    """Deviations: the calling cell comes from Here; a range as its Values or Place; no workbook, no caller object."""
    call = re.compile(r'XLPy\.CallUDF\("arrears\.functions\.excel", "(\w+)", Array\((.*?)\), ActiveWorkbook, App')
    theirs = {name: given.replace("Place_()", "Here()").split(", ") for name, given in call.findall(xlwings_own)}
    ours = {
        name: re.sub(r"(?:Values|Place)\((\w+)\)", r"\1", given).split(", ")
        for name, given in re.findall(r'Computed\("(\w+)", Array\((.*)\)\)', wrappers(DECLARED))
    }
    assert ours == theirs


def test_what_a_wrapper_looks_like():
    assert SIGNATURE.findall(wrappers([DAYS])) == [
        ("AR_DAYS_PAST_DUE", "due_date As Variant, as_of As Variant, Optional working As Variant")
    ]
    assert (
        '    AR_DAYS_PAST_DUE = Computed("AR_DAYS_PAST_DUE", '
        "Array(Here(), Values(due_date), Values(as_of), Values(working)))\n"
    ) in wrappers([DAYS])


@pytest.mark.parametrize("name", ["AR30", "ABC1048577", "R1C1", "R", "c", "R17", "rc", "date", "Currency"])
def test_a_function_whose_name_excel_or_vba_would_misread_is_refused(name):
    with pytest.raises(ValueError, match=name):
        wrappers([one(name)])


@pytest.mark.parametrize(
    "name", ["date", "currency", "type", "String", "rate%", "überfällig", "_x", "2nd", "", "Values"]
)
def test_a_parameter_that_vba_cannot_name_is_refused(name):
    with pytest.raises(ValueError, match="AR_X: VBA cannot take"):
        wrappers([one("AR_X", name)])


def test_a_required_parameter_after_an_optional_one_is_refused():
    with pytest.raises(ValueError, match="b is required"):
        wrappers([one("AR_X", StandInParameter("a", optional=True), "b")])


def test_two_parameters_that_differ_only_in_their_letters_are_refused():
    with pytest.raises(ValueError, match="one name"):
        wrappers([one("AR_X", "day", "Day")])


def test_help_is_cut_to_what_excel_takes_and_kept_in_every_language():
    long = StandInFunction("AR_X", (StandInParameter("day", help=said("d " * 300)),), help=said("Says\n  more."))
    texts = help_texts([long], ("en", "zh"))
    assert texts["AR_X"] == ("Says more.", "Says more.（中文）")
    assert [len(text) for text in texts["AR_X.1"]] == [255, 255]


def test_every_function_is_described_to_excel_with_its_category_and_every_parameter():
    described = re.findall(r'^    Describe "(\w+)", "Arrears", (\d)$', wrappers(FUNCTIONS), re.MULTILINE)
    assert described == [("AR_DAYS_PAST_DUE", "3"), ("AR_EXPLAIN", "1"), ("AR_VERSION", "0")]


def test_a_quotation_mark_in_a_help_text_does_not_end_it():
    assert 'VB_Description = "Says ""which"" version"' in wrappers(FUNCTIONS)
