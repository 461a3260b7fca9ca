"""What puts a run back: the rows as they were, with the notes that were made since."""

from tests.office.live import stand_in

from arrears.office.live.changes import WrittenTable
from arrears.office.live.live_table import LiveTable
from arrears.office.live.row_marks import RowMarks


def written(before, kept, marks=None):
    return WrittenTable("Items", before, ["Item"], {}, [], marks or RowMarks(), kept)


def test_two_writes_of_a_run_go_back_as_one():
    first, second = written([["'a"], ["'b"]], [1, None, 0]), written([], [2, 0])
    assert first.followed(second).kept == [0, 1]
    unmoved = WrittenTable("Items", [["'a"], ["'b"]], ["Item"], {}, [])
    assert unmoved.followed(second).kept == [2, 0]
    assert first.followed(unmoved).kept == [1, None, 0]


def test_a_note_made_since_goes_back_with_its_record():
    sheet = stand_in.sheet("Items", {"A1": "Item", "A2": "'b", "A3": "'new", "A4": "'a"})
    live = LiveTable(sheet, stand_in.table(sheet, "Items", "A1:A4"))
    for address, text in (("A2", "since"), ("A3", "of a row that goes"), ("A4", "before")):
        sheet.named(address).add_note(text)
    sheet.hidden_rows.add(2)
    before = RowMarks({(0, 0): "before", (2, 0): "of a row that went"})
    written([["'a"], ["'b"], ["'gone"]], [1, None, 0], before).restore(live)
    assert {(note.location.row, note.text) for note in sheet.notes} == {
        (2, "before"), (3, "since"), (4, "of a row that went"),
    }  # fmt: skip
    assert sheet.hidden_rows == {3}
    assert live.cells() == [["'a"], ["'b"], ["'gone"]]
