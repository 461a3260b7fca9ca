"""Formulas whose cells move: references to the record go along, the rest stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from arrears.office.xlsx.areas import Area, column_letters
from arrears.office.xlsx.moved_formulas import TableMove, copied

ITEMS = TableMove("Items", Area(1, 7, 10, 20), 30)


@pytest.mark.parametrize(
    ("formula", "rows", "moved"),
    [
        ("C12*2", 3, "C15*2"),
        ("C12*L$1+$C12", 3, "C15*L$1+$C15"),
        ("C$12+$C$12", 3, "C$12+$C$12"),
        ("C12*L2+Z12", 3, "C15*L2+Z12"),
        ("N(J11)+C12", -5, "N(J6)+C7"),
        ("SUM(C$7:C12)", 3, "SUM(C$7:C15)"),
        ("SUM(C$7:C$20)/C12", 3, "SUM(C$7:C$30)/C15"),
        ("SUM(C7:C20)", 0, "SUM(C7:C30)"),
        ("SUM($A$6:$J$20)", 5, "SUM($A$6:$J$30)"),
        ("SUM(C12:F12)", 1, "SUM(C13:F13)"),
        ("Policy!B12*Items!C12", 2, "Policy!B12*Items!C14"),
        ("'My ''list'''!C12+'Items'!C12", 2, "'My ''list'''!C12+'Items'!C14"),
        ("[1]Items!C12+'[1]Items'!C12", 2, "[1]Items!C12+'[1]Items'!C12"),
        ("Items:Other!C12", 2, "Items:Other!C12"),
        ("Invoices[[#This Row],[C12]]*Invoices[C12]", 2, "Invoices[[#This Row],[C12]]*Invoices[C12]"),
        ("Invoices[[#This Row],[a']C12]]+C12", 2, "Invoices[[#This Row],[a']C12]]+C14"),
        ('IF(C12="C12 ""C12""",LOG10(C12),TAX_C12)', 2, 'IF(C14="C12 ""C12""",LOG10(C14),TAX_C12)'),
        ("ROUND(C12,2)&_xlfn.CONCAT(C12)", 1, "ROUND(C13,2)&_xlfn.CONCAT(C13)"),
        ("C12", -20, "#REF!"),
        ("COUNTIF(C:C,C12)", 1, "COUNTIF(C:C,C13)"),
    ],
)
def test_a_formula_moves_with_its_record(formula: str, rows: int, moved: str) -> None:
    assert ITEMS.formula(formula, rows) == moved


def test_a_sheet_of_another_name_leaves_unqualified_references_alone() -> None:
    assert ITEMS.formula("C12+Items!$C$7:$C$20", 0, "Home") == "C12+Items!$C$7:$C$30"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A7:J20", "A7:J30"),
        ("C1:C20", "C1:C30"),
        ("C12:C20", "C12:C30"),
        ("C9", "C9"),
        ("L7:L20", "L7:L20"),
        ("C7:C500", "C7:C500"),
        ("A1:C6", "A1:C6"),
    ],
)
def test_an_area_that_ends_with_the_body_grows_with_it(before: str, after: str) -> None:
    assert str(ITEMS.area(Area.read(before))) == after


def test_an_area_beyond_the_new_end_is_gone_when_the_table_shrinks() -> None:
    shrunk = TableMove("Items", Area(1, 7, 10, 20), 9)
    assert shrunk.area(Area.read("C12:C20")) is None
    assert str(shrunk.area(Area.read("C8:C15"))) == "C8:C9"
    assert str(shrunk.area(Area.read("A7:J20"))) == "A7:J9"


def test_print_areas_and_names_follow_the_last_row() -> None:
    names = "Items!$A$1:$J$20,'Items'!$L$1:$L$20,Other!$A$1:$J$20,Items!$C$5"
    assert ITEMS.names(names) == "Items!$A$1:$J$30,'Items'!$L$1:$L$20,Other!$A$1:$J$20,Items!$C$5"


_DOLLAR = st.sampled_from(["", "$"])
_CELL = st.builds(
    lambda a, c, b, r: f"{a}{column_letters(c)}{b}{r}", _DOLLAR, st.integers(30, 900), _DOLLAR, st.integers(60, 9_000)
)
_SHEET = st.sampled_from(["", "", "Other!", "'My sheet'!", "'It''s'!"])
_OPERAND = st.one_of(
    st.builds("{}{}".format, _SHEET, _CELL),
    st.builds("{}{}:{}".format, _SHEET, _CELL, _CELL),
    st.sampled_from(['"A1"', '"a ""B2"" c"', "1.5", "TRUE", "Rate", "Tbl[[#This Row],[A1]]", "$AB:AC", "AA:AB"]),
)
_FORMULA = st.lists(_OPERAND, min_size=1, max_size=6).map(lambda parts: f"SUM({','.join(parts)})*LOG10({parts[0]})")


@given(_FORMULA, st.integers(-50, 50), st.integers(-20, 20))
def test_a_copied_formula_is_what_openpyxl_makes_of_it(formula: str, rows: int, columns: int) -> None:
    expected = Translator(f"={formula}", "ZZ500").translate_formula(row_delta=rows, col_delta=columns)
    assert f"={copied(formula, rows, columns)}" == expected


@given(_FORMULA.filter(lambda text: "!" not in text), st.integers(-50, 50))
def test_inside_the_table_a_moved_formula_is_a_copied_one(formula: str, rows: int) -> None:
    everywhere = TableMove("Items", Area(1, 2, 16_384, 1_000_000), 1_000_000)
    assert everywhere.formula(formula, rows) == copied(formula, rows, 0)
