"""New rows look like the last one, with as many rules as before, and nobody's selection changed."""

import pytest
from tests.office.live import stand_in
from tests.office.live.stand_in_rules import Rule

from arrears.office.live.live_table import LiveTable
from arrears.office.xlsx.areas import column_letters


@pytest.fixture
def sheet():
    made = stand_in.sheet("Items", {"A1": "Item", "B1": "Hold", "C1": "Amount", "A2": "'a", "A3": "'b"})
    made.rules[:] = [Rule("muted", "A2:B3"), Rule("decimals", "A2:A3,C2:C3")]
    made.checks.update({(2, 2): "yes,no", (3, 2): "yes,no"})
    return made


def grown(sheet, rows):
    live = LiveTable(sheet, stand_in.table(sheet, "Items", "A1:C3"))
    live.rewrite([[f"'{n}", None, float(n)] for n in range(rows)])
    return live


def rules(sheet):
    return [str(rule) for rule in sheet.rules]


def test_validation_comes_down_with_the_rows(sheet):
    grown(sheet, 5)
    assert sheet.checks == dict.fromkeys([(row, 2) for row in range(2, 7)], "yes,no")


def test_conditional_formats_apply_to_the_new_rows_and_stay_as_many(sheet):
    grown(sheet, 5)
    assert rules(sheet) == ["muted A2:B6", "decimals A2:A6,C2:C6"]


def test_a_rule_that_reaches_below_already_stays_one_rule(sheet):
    sheet.rules.append(Rule("own", "A1:A50"))
    live = grown(sheet, 5)
    assert rules(sheet)[:2] == ["muted A2:B6", "decimals A2:A6,C2:C6"]
    assert [str(one) for one in sheet.rules if one.name == "own"] == ["own A1:A50"]
    assert len(live.values) == 5


def test_a_rule_beside_the_table_stays_where_it_is(sheet):
    sheet.rules.append(Rule("beside", "E2:F3"))
    grown(sheet, 5)
    assert rules(sheet)[-1] == "beside E2:F3"


def test_a_rule_over_more_areas_than_a_reference_takes_is_stretched_whole(sheet):
    columns = [column_letters(number) for number in range(1, 80, 2)]
    sheet.rules[:] = [Rule("decimals", ",".join(f"{name}2:{name}3" for name in columns))]
    live = LiveTable(sheet, stand_in.table(sheet, "Items", "A1:CC3"))
    live.rewrite([[None] * 81] * 1000)
    assert rules(sheet) == [f"decimals {','.join(f'{name}2:{name}1001' for name in columns)}"]


def test_selection_and_copy_mode_are_as_before(sheet):
    sheet.book.app.selected = "B2"
    grown(sheet, 5)
    assert (sheet.book.app.selected, sheet.book.app.cut_copy_mode) == ("B2", False)


def test_a_sheet_that_is_not_shown_leaves_what_is_selected_alone(sheet):
    sheet.book.sheets.active = stand_in.sheet("Home", {"A1": "Home"})
    grown(sheet, 5)
    assert sheet.checks[(6, 2)] == "yes,no"
    assert sheet.book.app.cut_copy_mode is False


def test_rows_that_go_take_their_validation_along(sheet):
    live = grown(sheet, 5)
    live.rewrite([["'a", None, 1.0]])
    assert sheet.checks == {(2, 2): "yes,no"}


def test_a_table_of_the_same_size_is_left_as_it_looks(sheet):
    before = rules(sheet), dict(sheet.checks)
    grown(sheet, 2)
    assert (rules(sheet), sheet.checks) == before
    assert sheet.book.app.cut_copy_mode is None


def test_without_the_clipboard_the_rows_are_written_nevertheless(sheet, monkeypatch):
    def held(*_, **__):
        raise stand_in.ComError(stand_in.REFUSED, "Exception occurred.", None, None)

    monkeypatch.setattr(stand_in.Range, "copy", held)
    assert len(grown(sheet, 5).values) == 5
    assert rules(sheet) == ["muted A2:B6", "decimals A2:A6,C2:C6"]
    assert (6, 2) not in sheet.checks


def test_a_host_that_asks_to_be_called_later_is_called_again(sheet, monkeypatch):
    paste, calls = stand_in.Range.paste, []

    def later(*given, **named):
        calls.append(given)
        if len(calls) < 3:
            raise stand_in.ComError(-2147417846, "Later.", None, None)
        paste(*given, **named)

    monkeypatch.setattr(stand_in.Range, "paste", later)
    grown(sheet, 5)
    assert sheet.checks[(6, 2)] == "yes,no"
    assert rules(sheet) == ["muted A2:B6", "decimals A2:A6,C2:C6"]
