"""A table in Excel's own shapes: what is read can be written again and is the same."""

from types import SimpleNamespace

import pytest
from tests.office.live import stand_in

from arrears.errors import BookRefused
from arrears.office.live.host_cells import cell_of
from arrears.office.live.live_table import LiveTable
from arrears.office.live.row_marks import RowMarks


def items(cells, area, **kinds):
    sheet = stand_in.sheet("Items", cells, **kinds)
    table = stand_in.table(sheet, "Items", area)
    return sheet, LiveTable(sheet, table)


def said(sheet, address, member="Formula2"):
    return getattr(sheet.named(address).api, member)


def test_a_formula_over_a_whole_range_is_written_back_as_one():
    sheet, live = items({"A1": "Own", "A2": "'x", "A3": "'y"}, "A1:A3")
    sheet.named("A2").api.Formula2 = "=SUM((B1:B9>0)*B1:B9)"
    sheet.named("A3").api.Formula = "=SUM(B1:B9)"
    before = said(sheet, "A2:A3")
    live.rewrite(live.cells())
    assert said(sheet, "A2:A3") == before == (("=SUM((B1:B9>0)*B1:B9)",), ("=@SUM(B1:B9)",))


def test_an_excel_without_the_later_notation_is_written_in_the_former():
    sheet, live = items({"A1": "Own", "A2": "=B2+1", "A3": "'y"}, "A1:A3", has_formula2=False)
    live.rewrite(list(reversed(live.cells())))
    assert said(sheet, "A2:A3", "Formula") == (("y",), ("=B2+1",))


def test_an_array_formula_is_refused_where_the_former_notation_would_lose_it():
    sheet, live = items({"A1": "Own", "A2": "=B2+1"}, "A1:A2", has_formula2=False)
    live.refuse_unmovable([None, 0])
    sheet.has_array = None  # some cells
    with pytest.raises(BookRefused, match="arrays-in-table"):
        live.refuse_unmovable([None, 0])


def test_formulas_of_arrears_mean_what_they_mean_in_every_version():
    sheet, live = items({"A1": "Item", "B1": "Check", "A2": "'x", "B2": "'old"}, "A1:B2")
    live.rewrite([["'x", "=INDEX(C1:C9,1)"]], formulas=[1])
    assert said(sheet, "B2") == "=@INDEX(C1:C9,1)"


def test_a_formula_and_a_figure_in_cells_formatted_as_text_stay_what_they_are():
    sheet, live = items({"A1": "Own", "A2": "=B2&1", "A3": 5.0, "A4": "'=1+1", "A5": "'00017"}, "A1:A5")
    sheet.named("A2:A5").number_format = "@"
    cells = live.cells()
    live.rewrite(cells)
    assert live.cells() == cells == [["=B2&1"], [5.0], ["'=1+1"], ["'00017"]]
    assert sheet.named("A2:A5").number_format == "@"


def test_cells_of_several_formats_keep_each_its_own():
    sheet, live = items({"A1": "Own", "A2": "=B2", "A3": "=B3", "A4": 2.5, "A5": "'x"}, "A1:A5")
    sheet.named("A3:A4").number_format = "@"
    sheet.named("A5").number_format = "0.00"
    cells = live.cells()
    live.rewrite(cells)
    assert live.cells() == cells
    assert [said_format(sheet, row) for row in range(2, 6)] == ["General", "@", "@", "0.00"]


def said_format(sheet, row):
    return sheet.range((row, 1), (row, 1)).number_format


def test_a_cell_that_is_not_taken_as_meant_is_refused():
    _, live = items({"A1": "Amount", "A2": 1.0}, "A1:A2", makes_texts_of=("A2",))
    with pytest.raises(BookRefused, match="cell-not-taken") as refused:
        live.rewrite([[5.0]])
    assert refused.value.where.cell == "A2"


AWKWARD = (
    0.1 + 0.2, -0.0, 1e-9, 123456789012.34, 2958465.0, 1.0, 59.0, -1.0, True, False, None,
    "", " ", "'", "''quoted", "^", "a\r\nb\n", "\t", "=1+1", "+1", "-", "@x", "1E5", "TRUE", "#N/A", "00017",
    "２０２６年", "甲" * 7_999,
)  # fmt: skip


@pytest.mark.parametrize("notation", ["General", "@", "yyyy-mm-dd"])
def test_whatever_a_cell_holds_is_written_without_being_refused(notation):
    sheet, live = items({"A1": "Own", "A2": "'x"}, "A1:A2")
    sheet.range((2, 1), (1 + len(AWKWARD), 1)).number_format = notation
    cells = [[cell_of(value, from_1904=False)] for value in AWKWARD]
    live.rewrite(cells)
    live.rewrite(live.cells())
    assert live.cells() == cells


def test_a_figure_need_arrive_only_to_the_digits_that_a_host_keeps(monkeypatch):
    keeps = stand_in.Cell.typed

    def to_15_digits(cell, raw, member, *, stays_text):
        keeps(cell, float(f"{raw:.15g}") if isinstance(raw, float) else raw, member, stays_text=stays_text)

    monkeypatch.setattr(stand_in.Cell, "typed", to_15_digits)
    _, live = items({"A1": "Own", "A2": "'x"}, "A1:A2")
    live.rewrite([[0.1 + 0.2], [123456789012.34]])
    monkeypatch.setattr(stand_in.Cell, "typed", lambda cell, *_, **__: setattr(cell, "value", 0.31))
    with pytest.raises(BookRefused, match="cell-not-taken"):
        live.rewrite([[0.3]])


def test_a_cell_formatted_as_text_stays_so_where_writing_breaks_off(monkeypatch):
    sheet, live = items({"A1": "Own", "A2": "=B2"}, "A1:A2")
    sheet.named("A2").number_format = "@"
    cells, typed = live.cells(), stand_in.Cell.typed

    def breaking(cell, raw, member, *, stays_text):
        if cell.notation == "General":
            raise ZeroDivisionError
        typed(cell, raw, member, stays_text=stays_text)

    monkeypatch.setattr(stand_in.Cell, "typed", breaking)
    with pytest.raises(ZeroDivisionError):
        live.rewrite(cells)
    assert sheet.named("A2").number_format == "@"


def test_a_totals_row_comes_along_with_what_stood_in_it():
    sheet = stand_in.sheet("Items", {"A1": "Amount", "A2": 1.0, "A3": "=SUBTOTAL(109,Items[Amount])"})
    live = LiveTable(sheet, stand_in.table(sheet, "Items", "A1:A3", totals=True))
    live.refuse_unwritable(3)
    live.rewrite([[1.0], [2.0], [3.0]])
    assert said(sheet, "A5") == "=SUBTOTAL(109,Items[Amount])"
    assert str(live.area) == "A1:A5"
    live.rewrite([[4.0]])
    assert said(sheet, "A2:A5") == (("4.0",), ("=SUBTOTAL(109,Items[Amount])",), ("",), ("",))


def test_a_total_over_all_rows_follows_the_last_one_and_comes_back():
    sheet = stand_in.sheet("Items", {"A1": "Amount", "A2": 1.0, "A3": 2.0})
    sheet.named("A4").api.Formula2 = "=SUM(A2:A3)-A$3"
    live = LiveTable(sheet, stand_in.table(sheet, "Items", "A1:A4", totals=True))
    live.rewrite([[1.0], [2.0], [3.0]])
    assert said(sheet, "A5") == "=SUM(A2:A4)-A$3"
    live.rewrite([[1.0], [2.0]])
    assert said(sheet, "A4") == "=SUM(A2:A3)-A$3"


def test_what_stands_below_a_totals_row_forbids_another_size_only():
    sheet = stand_in.sheet("Items", {"A1": "Amount", "A2": 1.0, "A3": "'Total", "A9": "'signed"})
    live = LiveTable(sheet, stand_in.table(sheet, "Items", "A1:A3", totals=True))
    live.refuse_unwritable(1)
    for rows in (2, 9):
        with pytest.raises(BookRefused, match="below-totals-row") as refused:
            live.refuse_unwritable(rows)
        assert refused.value.where.cell == "A9"


def test_a_formula_that_shows_nothing_is_in_the_way_too():
    sheet, live = items({"A1": "Amount", "A2": 1.0, "A4": '=IF(B1:B9="","",1)'}, "A1:A2")
    sheet.cell((4, 1)).value = ""
    live.refuse_unwritable(2)
    with pytest.raises(BookRefused, match="rows-below-table"):
        live.refuse_unwritable(3)


def test_another_table_below_is_in_the_way_even_where_it_is_blank():
    sheet, live = items({"A1": "Amount", "A2": 1.0, "A5": "'Other"}, "A1:A2")
    stand_in.table(sheet, "Other", "A4:B9")
    with pytest.raises(BookRefused, match="rows-below-table") as refused:
        live.refuse_unwritable(3)
    assert refused.value.found == "Other"


def test_merged_cells_below_are_refused(monkeypatch):
    _, live = items({"A1": "Amount", "A2": 1.0}, "A1:A2")
    monkeypatch.setattr(stand_in.NewRange, "merge_cells", None)
    with pytest.raises(BookRefused, match="merged-in-table"):
        live.refuse_unwritable(2)


def test_a_table_that_would_end_below_the_sheet_is_refused():
    _, live = items({"A1": "Amount", "A2": 1.0}, "A1:A2")
    with pytest.raises(BookRefused, match="too-many-rows"):
        live.refuse_unwritable(1_048_576)


def test_headings_that_move_to_the_next_column_stay_what_they_are():
    sheet, live = items({"A1": "1-30", "B1": "31-60", "C1": "Over 60", "A2": 1.0}, "A1:C2")
    live.rename(["1-15", "1-30", "31-60"])
    assert said(sheet, "A1:C1") == (("1-15", "1-30", "31-60"),)
    assert live.headings == ["1-15", "1-30", "31-60"]


def test_a_change_between_reading_and_writing_is_refused():
    sheet, live = items({"A1": "Amount", "A2": 1.0, "A3": "=B1"}, "A1:A3")
    live.cells()
    sheet.cell((3, 1)).value = 99.0  # another result is no change
    live.look_again("Items")
    sheet.named("A2").api.Formula2 = 2.0
    with pytest.raises(BookRefused, match="table-changed") as refused:
        live.look_again("Items")
    assert refused.value.where.cell == "A2"


def test_a_table_that_got_rows_between_reading_and_writing_is_refused():
    sheet = stand_in.sheet("Items", {"A1": "Amount", "A2": 1.0, "A3": 2.0})
    table = stand_in.table(sheet, "Items", "A1:A2")
    live = LiveTable(sheet, table)
    live.cells()
    table.area = table.area.down_to(3)
    with pytest.raises(BookRefused, match="table-changed"):
        live.look_again("Items")


def test_a_table_that_was_deleted_meanwhile_is_missing():
    class Gone:
        @property
        def range(self):
            raise stand_in.ComError(-2147221080, "Object required", None, None)

    _, live = items({"A1": "Amount", "A2": 1.0}, "A1:A2")
    live.cells()
    live._frame.table = Gone()
    with pytest.raises(BookRefused, match="table-missing"):
        live.look_again("Items")


def test_a_note_below_is_not_grown_over():
    sheet, live = items({"A1": "Item", "A2": "'a"}, "A1:A2")
    sheet.named("A4").add_note("call on Monday")
    live.refuse_unwritable(2)
    with pytest.raises(BookRefused, match="rows-below-table") as refused:
        live.refuse_unwritable(3)
    assert refused.value.found == "A4"


def test_notes_are_told_by_row():
    sheet, live = items({"A1": "Item", "B1": "Text", "A2": "'a", "A3": "'b"}, "A1:B3")
    for cell, text in (("B3", "second"), ("A3", "first"), ("A1", "heading"), ("A9", "elsewhere")):
        sheet.named(cell).add_note(text)
    assert live.noted() == {1: ["first", "second"]}


def test_notes_and_hidden_rows_go_with_their_rows():
    sheet, live = items({"A1": "Item", "A2": "'a", "A3": "'b", "A4": "'c"}, "A1:A4")
    sheet.named("A2").add_note("disputed")
    sheet.named("C9").add_note("elsewhere")
    sheet.hidden_rows |= {3, 9}
    marks = live.marks()
    assert marks == RowMarks({(0, 0): "disputed"}, frozenset({1}))
    live.rewrite([["'c"], ["'b"], ["'a"]])
    live.place(marks.moved([2, 1, 0]))
    assert {(note.location.row, note.text) for note in sheet.notes} == {(4, "disputed"), (9, "elsewhere")}
    assert sheet.hidden_rows == {3, 9}
    live.place(RowMarks())
    assert sheet.hidden_rows == {9}


def test_links_go_with_their_rows():
    sheet, live = items({"A1": "Letter", "A2": "'a.docx", "A3": "'b.docx"}, "A1:A3")
    for address in ("A2", "A3", "C9"):
        sheet.api.Hyperlinks.Add(sheet.named(address).api, f"letters/{address}.docx")
    sheet.api.Hyperlinks.append(SimpleNamespace(Type=1))  # at a picture
    marks = live.marks()
    live.rewrite([["'new.docx"], ["'a.docx"], ["'b.docx"]])
    live.place(marks.moved([None, 0, 1]))
    found = {(link.Range.Row, link.Range.Column): link.Address for link in sheet.api.Hyperlinks if link.Type == 0}
    assert found == {(3, 1): "letters/A2.docx", (4, 1): "letters/A3.docx", (9, 3): "letters/C9.docx"}


@pytest.mark.parametrize("kept", [[None, 0], [], [None]])
def test_a_comment_with_answers_is_refused_where_its_row_moves_or_goes(kept):
    _, live = items({"A1": "Item", "A2": "'a"}, "A1:A2", threads=("A2", "B2"))
    with pytest.raises(BookRefused, match="comments-in-table"):
        live.refuse_unmovable(kept)
    live.refuse_unmovable([0, None])
    _, live = items({"A1": "Item", "A2": "'a"}, "A1:A2", threads=("B2",))
    live.refuse_unmovable(kept)


@pytest.mark.parametrize("address", ["A1:A2", "A1:C2", "A1:A4", "B2:D5"])
def test_single_rows_and_columns_are_read_in_their_shape(address):
    sheet = stand_in.sheet("Items", {address.split(":", maxsplit=1)[0]: "Head", "B2": 1.0, "A2": "'x", "D5": True})
    live = LiveTable(sheet, stand_in.table(sheet, "Items", address))
    assert [len(row) for row in live.cells()] == [live.area.right - live.area.left + 1] * len(live.values)
    assert len(live.values) == live.body.bottom - live.body.top + 1
