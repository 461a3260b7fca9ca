"""Notes and comments at the cells of a table: they go with their rows, whatever becomes of the rows."""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from tests import libreoffice
from tests.command_line import answered
from tests.office.xlsx.package_books import items_sheet, loaded, package

from arrears.errors import BookRefused, FileRefused
from arrears.office.xlsx.areas import Area
from arrears.office.xlsx.note_boxes import moved_boxes
from arrears.office.xlsx.package import CONTENT_TYPES, Package
from arrears.office.xlsx.package_guard import guard_content
from arrears.office.xlsx.package_writer import TableEdit, edit
from arrears.office.xlsx.row_notes import texts_by_row

COMMENTS = "xl/comments/comment1.xml"
BOXES = "xl/drawings/commentsDrawing1.vml"
THREADS = "xl/threadedComments/threadedComment1.xml"
SHEET = "xl/worksheets/sheet1.xml"


def noted(book: Workbook, sheet: str = "Items", **notes: str) -> Workbook:
    """Let a person write notes, by the addresses of their cells."""
    for cell, text in notes.items():
        book[sheet][cell].comment = Comment(text, "Jane")
    return book


def notes_of(made: bytes, sheet: str = "Items") -> dict[str, str]:
    """The notes of a sheet, by address."""
    cells = (cell for row in loaded(made)[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def boxes_of(made: bytes) -> set[tuple[int, int]]:
    """Rows and columns that the boxes of notes name, from 0."""
    found = re.findall(rb"<\w+:Row>(\d+)</\w+:Row><\w+:Column>(\d+)<", Package(made).part(BOXES))
    return {(int(row), int(column)) for row, column in found}


def moved(book: Package, kept: Sequence[int | None], blank: Collection[int] = ()) -> bytes:
    """Give the rows other places; new ones get a key."""
    return edit(book, [TableEdit("Invoices", {"Amount": list(range(len(kept)))}, kept, blank=blank)], {})


def test_notes_and_their_boxes_go_with_their_rows() -> None:
    book = noted(items_sheet(4), A2="of K0", D4="of K2", E5="of K3")
    made = moved(package(book), [3, None, 0, 1, 2])
    assert notes_of(made) == {"E2": "of K3", "A4": "of K0", "D6": "of K2"}
    assert boxes_of(made) == {(1, 4), (3, 0), (5, 3)}


def test_a_note_goes_where_its_row_goes_away() -> None:
    made = moved(package(noted(items_sheet(3), A2="of K0", C3="of K1", B4="of K2")), [2, 0])
    assert notes_of(made) == {"B2": "of K2", "A3": "of K0"}
    assert boxes_of(made) == {(1, 1), (2, 0)}
    emptied = moved(Package(made), [])
    assert notes_of(emptied) == {}
    assert boxes_of(emptied) == set()


def test_a_row_written_twice_has_its_note_where_it_stands_first() -> None:
    assert notes_of(moved(package(noted(items_sheet(2), A3="of K1")), [1, 0, 1])) == {"A2": "of K1"}


def test_notes_above_beside_and_below_the_table_stay_at_their_cells() -> None:
    stay = {"C1": "heading", "G3": "beside", "A9": "far below", "H30": "elsewhere"}
    for kept in ([2, 1, 0], [1], [None, 2, 1, 0, None]):
        made = moved(package(noted(items_sheet(3), **stay)), kept)
        assert notes_of(made) == stay


def test_parts_of_notes_stay_byte_for_byte_while_no_note_moves() -> None:
    book = package(noted(items_sheet(4), A2="of K0", H9="elsewhere"))
    for kept in ([0, 1, 2, 3], [0, 3, 2, 1, None], [0]):
        made = Package(moved(book, kept))
        before, after = ({m.name: m.raw for m in one.archive.members} for one in (book, made))
        assert {name for name in before if after[name] != before[name]} == {
            SHEET, "xl/tables/table1.xml", "xl/workbook.xml",
        }  # fmt: skip


def test_what_notes_say_and_look_like_goes_along() -> None:
    before = package(noted(items_sheet(2), A2="One\nTwo  & <three> 数电票"))
    made = Package(moved(before, [1, 0]))
    assert made.part(COMMENTS).split(b"<authors>")[1] == before.part(COMMENTS).split(b"<authors>")[1].replace(
        b'"A2"', b'"A3"'
    )
    assert made.part(BOXES) == before.part(BOXES).replace(b"Row>1<", b"Row>2<")


def test_a_table_does_not_grow_over_a_cell_that_bears_a_note() -> None:
    book = package(noted(items_sheet(2), B5="ask Jim", F4="beside"))
    assert notes_of(moved(book, [1, 0, None])) == {"B5": "ask Jim", "F4": "beside"}
    with pytest.raises(BookRefused) as refused:
        moved(book, [0, 1, None, None])
    assert (refused.value.name, str(refused.value.where)) == ("rows-below-table", "Items!B5")


def test_notes_at_the_totals_row_go_with_it() -> None:
    book = items_sheet(2)
    sheet = book["Items"]
    del sheet.tables["Invoices"]
    sheet["A4"], sheet["C4"] = "Total", "=SUBTOTAL(109,C2:C3)"
    sheet.add_table(Table(displayName="Invoices", ref="A1:E4", totalsRowCount=1))
    noted(book, C4="agreed", A3="of K1")
    assert notes_of(moved(package(book), [None, 1, 0, None])) == {"C6": "agreed", "A3": "of K1"}
    assert notes_of(moved(package(book), [0])) == {"C3": "agreed"}


def test_a_note_at_a_blank_row_comes_to_stand_at_a_free_heading() -> None:
    book = noted(items_sheet(3), C3="paste here", B4="of K2", A3="and here", A1="taken")
    made = moved(package(book), [None, 2], blank=[1])
    assert notes_of(made) == {"A1": "taken", "B1": "and here", "C1": "paste here", "B3": "of K2"}
    assert boxes_of(made) == {(0, 0), (0, 1), (0, 2), (2, 1)}


def test_a_note_at_the_blank_row_of_an_empty_table_stays_while_it_is_empty() -> None:
    empty = moved(package(items_sheet(1)), [])
    book = BytesIO()
    noted(loaded(empty), A2="fill in").save(book)
    assert notes_of(moved(Package(book.getvalue()), [], blank=[0])) == {"A2": "fill in"}
    assert notes_of(moved(Package(book.getvalue()), [None], blank=[0])) == {"A1": "fill in"}


def test_two_tables_side_by_side_keep_their_notes_apart() -> None:
    book = items_sheet(2)
    sheet = book["Items"]
    sheet["H1"], sheet["H2"], sheet["H3"] = "Rate", 1, 2
    sheet.add_table(Table(displayName="Rates", ref="H1:H3"))
    noted(book, A2="of K0", H2="of 1", H3="of 2")
    edits = [TableEdit("Invoices", {}, [1, 0]), TableEdit("Rates", {}, [None, 1])]
    made = edit(package(book), edits, {})
    assert notes_of(made) == {"A3": "of K0", "H3": "of 2"}
    assert boxes_of(made) == {(2, 0), (2, 7)}


EXCEL_BOXES = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml"\r
 xmlns:o="urn:schemas-microsoft-com:office:office"\r
 xmlns:x="urn:schemas-microsoft-com:office:excel">\r
 <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\r
 <v:shapetype id="_x0000_t202" coordsize="21600,21600" path="m,l"><v:path gradientshapeok="t"/></v:shapetype>\r
 <v:shape id="_x0000_s1025" type="#_x0000_t201" style='width:90pt'><v:textbox><div><font>Press<br></font></div>\r
  </v:textbox><x:ClientData ObjectType="Button"><x:Anchor>0, 5, 1, 3, 1, 5, 2, 3</x:Anchor>\r
  <x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>\r
 <v:shape id="empty" type="#_x0000_t202"/>\r
 <v:shape id="_x0000_s1026" type="#_x0000_t202" style='visibility:hidden'>\r
  <x:ClientData ObjectType="Note"><x:MoveWithCells/><x:Anchor>\r
    1, 15, 0, 2, 3, 15, 4, 16</x:Anchor><x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>\r
 <v:shape id="_x0000_s1027" type="#_x0000_t202" style='visibility:hidden'>\r
  <x:ClientData ObjectType='Note'><x:Anchor>3, 15, 7, 2, 5, 15, 11, 16</x:Anchor>\r
  <x:Row> 8 </x:Row><x:Column> 2 </x:Column><x:Visible/></x:ClientData></v:shape></xml>"""


def placed(drawing: bytes, places: Mapping[tuple[int, int], tuple[int, int] | None]) -> bytes:
    return moved_boxes(drawing, "drawing", lambda at: places.get(at, at))


def test_boxes_as_excel_writes_them_move_and_all_else_stays() -> None:
    assert placed(EXCEL_BOXES, {}) == EXCEL_BOXES
    made = placed(EXCEL_BOXES, {(2, 1): (12, 1)})
    head, button, empty, first, second = EXCEL_BOXES.split(b"<v:shape ")
    moved_first = first.replace(b"<x:Row>1<", b"<x:Row>11<").replace(
        b"\r\n    1, 15, 0, 2, 3, 15, 4, 16", b"1, 15, 10, 2, 3, 15, 14, 16"
    )
    assert made == b"<v:shape ".join((head, button, empty, moved_first, second))


def test_a_box_that_goes_takes_no_other_with_it() -> None:
    head, button, empty, _, second = EXCEL_BOXES.split(b"<v:shape ")
    assert placed(EXCEL_BOXES, {(2, 1): None}) == b"<v:shape ".join((head, button, empty + b"\r\n ", second))


def test_a_box_does_not_leave_the_sheet() -> None:
    assert b"<x:Anchor>3, 15, 0, 2, 5, 15, 4, 16<" in placed(EXCEL_BOXES, {(9, 3): (1, 3)})
    last = placed(EXCEL_BOXES, {(9, 3): (1_048_576, 1)})
    assert b"<x:Anchor>1, 15, 1048571, 2, 3, 15, 1048575, 16<" in last
    assert b"<x:Row> 1048575 </x:Row><x:Column> 0 <" in last


def test_a_drawing_in_two_byte_characters_is_followed_too() -> None:
    text = EXCEL_BOXES.decode().replace("<br>", "")
    made = placed(("\ufeff" + text).encode("utf-16-le"), {(2, 1): (3, 1)})
    assert b"<x:Row>2</x:Row>" in made


def with_threads(book: Workbook, threads: Mapping[str, Sequence[tuple[str, str]]]) -> Package:
    """Add comments with answers as Excel stores them: beside a note for older versions, with people of their own."""
    places = noted(book, **dict.fromkeys(threads, "[Threaded comment] Your version of Excel ..."))
    made = package(places)
    name = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    people = sorted({who for said in threads.values() for who, _ in said})
    listed = []
    for n, (cell, said) in enumerate(threads.items()):
        for k, (who, text) in enumerate(said):
            parent = f' parentId="{{{n}-0}}"' if k else ""
            listed.append(
                f'<threadedComment ref="{cell}" dT="2026-10-31T08:00:00.00" personId="{{{people.index(who)}}}"'
                f' id="{{{n}-{k}}}"{parent}><text>{text}</text></threadedComment>'
            )
    persons = "".join(f'<person displayName="{who}" id="{{{n}}}" userId="x" providerId="None"/>'
                      for n, who in enumerate(people))  # fmt: skip
    relation = '<Relationship Id="{}" Type="http://schemas.microsoft.com/office/2017/10/relationships/{}" Target="{}"/>'
    types = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.ms-excel.{kind}+xml"/>'
        for part, kind in ((THREADS, "threadedcomments"), ("xl/persons/person.xml", "person"))
    )

    def longer(part: str, end: bytes, more: str) -> tuple[str, bytes]:
        return part, made.part(part).replace(end, more.encode() + end)

    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    return Package(
        made.rewritten(
            dict([
                longer(CONTENT_TYPES, b"</Types>", types),
                longer("xl/worksheets/_rels/sheet1.xml.rels", b"</Relationships>",
                       relation.format("threads", "threadedComment", "../threadedComments/threadedComment1.xml")),
                longer("xl/_rels/workbook.xml.rels", b"</Relationships>",
                       relation.format("people", "person", "persons/person.xml")),
            ]),
            {
                THREADS: f'{head}<ThreadedComments xmlns="{name}">{"".join(listed)}</ThreadedComments>'.encode(),
                "xl/persons/person.xml": f'{head}<personList xmlns="{name}">{persons}</personList>'.encode(),
            },
        ),
        "book.xlsx",
    )  # fmt: skip


def threads_of(made: bytes) -> list[tuple[str, str]]:
    part = Package(made).part(THREADS)
    found = re.findall(rb'<threadedComment ref="([A-Z]+\d+)".*?<text>(.*?)</text>', part)
    return [(ref.decode(), text.decode()) for ref, text in found]


def test_comments_go_with_their_answers_and_with_the_note_for_older_versions() -> None:
    said = {"A2": [("Jane", "Is it paid?"), ("Tom", "On Friday")], "D4": [("Tom", "mine")], "H1": [("Tom", "stays")]}
    book = with_threads(items_sheet(3), said)
    made = moved(book, [2, None, 0])
    assert threads_of(made) == [("A4", "Is it paid?"), ("A4", "On Friday"), ("D2", "mine"), ("H1", "stays")]
    assert notes_of(made).keys() == {"A4", "D2", "H1"}
    assert Package(made).part("xl/persons/person.xml") == book.part("xl/persons/person.xml")
    assert threads_of(moved(book, [2])) == [("D2", "mine"), ("H1", "stays")]
    guard_content(made, "book.xlsx")


def test_notes_are_read_by_row_and_comments_with_the_names_of_those_who_wrote_them() -> None:
    book = with_threads(items_sheet(3), {"D2": [("Jane", "Is it paid?"), ("Tom", "On Friday")]})
    assert texts_by_row(book, SHEET, Area(1, 2, 5, 4)) == {0: ["Jane: Is it paid?\nTom: On Friday"]}
    plain = package(noted(items_sheet(3), B3=" second ", A3="first", A1="heading", G3="beside"))
    assert texts_by_row(plain, SHEET, Area(1, 2, 5, 4)) == {1: ["first", "second"]}
    assert texts_by_row(package(items_sheet(1)), SHEET, Area(1, 2, 5, 2)) == {}


def test_phonetic_runs_and_escapes_are_no_words_of_the_note() -> None:
    book = package(noted(items_sheet(1), A2="x"))
    rich = "<r><t>Jane:_x000D_\n</t></r><r><rPr><b/></rPr><t>客户</t></r><rPh sb='0' eb='1'><t>kehu</t></rPh>".encode()
    other = book.rewritten({COMMENTS: book.part(COMMENTS).replace(b"<t>x</t>", rich)})
    assert texts_by_row(Package(other), SHEET, Area(1, 2, 5, 2)) == {0: ["Jane:\n客户"]}


def test_a_part_of_notes_that_is_no_xml_is_refused_by_its_name() -> None:
    book = package(noted(items_sheet(2), A2="x"))
    with pytest.raises(FileRefused) as refused:
        moved(Package(book.rewritten({COMMENTS: b"<comments><comment"})), [1, 0])
    assert (refused.value.name, refused.value.found) == ("damaged-file", COMMENTS)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.data())
def test_a_note_stays_with_its_key_in_any_order(rows: int, data: st.DataObject) -> None:
    header = data.draw(st.integers(1, 3))
    spots = data.draw(st.sets(st.tuples(st.integers(0, rows - 1), st.sampled_from("ABCDE")), min_size=1))
    book = items_sheet(rows, header)
    noted(book, **{f"{letters}{header + 1 + row}": f"{letters} of K{row}" for row, letters in spots})
    numbers = data.draw(st.lists(st.integers(0, rows - 1), unique=True))
    kept = data.draw(st.permutations([*numbers, *[None] * data.draw(st.integers(0, 3))]))
    made = moved(package(book), kept)
    again = data.draw(st.permutations(range(len(kept))))
    made = moved(Package(made), list(again))
    wanted = {
        f"{letters}{header + 1 + place}": f"{letters} of K{kept[before]}"
        for place, before in enumerate(again)
        for row, letters in spots
        if kept[before] == row
    }
    assert notes_of(made) == wanted
    keys = {cell: loaded(made)["Items"][f"A{cell[1:]}"].value for cell in wanted}
    assert all(text.endswith(f"of {keys[cell]}") for cell, text in wanted.items())
    assert boxes_of(made) == {(int(cell[1:]) - 1, "ABCDE".index(cell[0])) for cell in wanted}


def exported(folder: Path, name: str, *items: tuple[str, str, str, str]) -> Path:
    """A list of open items as a ledger exports it: customer, number, due date, amount."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["Customer No.", "Customer Name", "Document Type", "Document No.", "Document Date", "Due Date",
                        "Currency", "Original Amount", "Open Amount"])  # fmt: skip
        for customer, number, due, amount in items:
            lines.writerow([customer, f"{customer} Ltd", "Invoice", number, "2026-06-01", due, "EUR", amount, amount])
    return path


ITEMS = [("C1", "1001", "2026-07-03", "1200.00"), ("C2", "1002", "2026-08-01", "99.99"),
         ("C3", "1003", "2026-09-01", "10.00")]  # fmt: skip


def table_rows(path: Path, table: str) -> dict[str, list[str]]:
    """The notes of a table's rows, by customer."""
    book = openpyxl.load_workbook(path)
    sheet = next(one for one in book.worksheets if table in one.tables)
    rows = list(sheet[sheet.tables[table].ref])[1:]
    return {str(row[0].value): [cell.comment.text for cell in row if cell.comment] for row in rows}


def a_month_with_notes(folder: Path) -> Path:
    """A book with one list in it, and notes at an item and at customers in Ageing."""
    book = folder / "Month.xlsx"
    answered("new", book, "--language", "en", "--currency", "EUR")
    answered("import", book, exported(folder, "october.csv", *ITEMS), "--list-date", "2026-10-31")
    answered("refresh", book, "--as-of", "2026-10-31")
    opened = openpyxl.load_workbook(book)
    for sheet, key, text in (("Open items", "C2", "disputed"), ("Ageing", "C1", "rang Jim"), ("Ageing", "C3", "pays")):
        rows = (row for row in opened[sheet].iter_rows(min_row=6) if row[0].value == key)
        next(rows)[3].comment = Comment(text, "Jane")
    opened.save(book)
    return book


def test_notes_at_items_and_customers_are_where_they_belong_after_the_next_list(tmp_path: Path) -> None:
    book = a_month_with_notes(tmp_path)
    later = [("A1", "900", "2026-07-03", "5.00"), ITEMS[2], ITEMS[0], ("B9", "901", "2026-07-03", "7.00"), ITEMS[1]]
    answered("import", book, exported(tmp_path, "november.csv", *later), "--list-date", "2026-11-30")
    answered("refresh", book, "--as-of", "2026-11-30")
    ageing = {"A1": [], "B9": [], "C1": ["rang Jim"], "C2": [], "C3": ["pays"]}
    assert table_rows(book, "Ageing") == ageing
    assert table_rows(book, "Invoices")["C2"] == ["disputed"]
    assert sum(map(len, table_rows(book, "Invoices").values())) == 1
    guard_content(book.read_bytes(), str(book))


def test_a_note_whose_customer_is_gone_is_kept_among_the_problems(tmp_path: Path) -> None:
    book = a_month_with_notes(tmp_path)
    answered("import", book, exported(tmp_path, "november.csv", *ITEMS[:2]), "--list-date", "2026-11-30")
    answer = answered("refresh", book, "--as-of", "2026-11-30")
    assert table_rows(book, "Ageing") == {"C1": ["rang Jim"], "C2": []}
    assert [one["found"] for one in answer["problems"] if one["name"] == "note-without-row"] == ["pays"]
    found = [row[2].value for row in openpyxl.load_workbook(book)["Problems"].iter_rows(min_row=6)]
    assert found == ["pays"]


@pytest.mark.libreoffice
def test_libreoffice_finds_every_moved_note_at_its_cell(tmp_path: Path) -> None:
    libreoffice.needed()
    book = noted(items_sheet(4), A2="of K0", D4="of K2", H9="elsewhere")
    made = tmp_path / "moved.xlsx"
    made.write_bytes(moved(package(book), [3, None, 2, 0]))
    converted = libreoffice.recalculate(made, tmp_path / "out").read_bytes()
    assert notes_of(converted) == notes_of(made.read_bytes()) == {"D4": "of K2", "A5": "of K0", "H9": "elsewhere"}
