"""What stands at the rows of a table beside its cells; it goes with its record: notes, links, rows that were hidden.

Asked for once a table; the calls that put them in place grow with the marks people made, not with the rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.live.host_cells import ON_MAC
from arrears.office.xlsx.areas import Area, column_letters

At = tuple[int, int]
Link = tuple[str, str, str]
"""Address, place within it, and the tip that is shown."""


_AT_A_CELL = 0
"""msoHyperlinkRange; a picture may bear a link too, and stands at no cell."""


@dataclass(frozen=True, slots=True)
class RowMarks:
    """Notes and links by row and column of the body, and hidden rows, all counted from 0."""

    notes: Mapping[At, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    links: Mapping[At, Link] = field(default_factory=dict)

    def moved(self, kept: Sequence[int | None]) -> "RowMarks":
        """Let marks follow their rows; ``kept``: for each new row the old one, or None. Those of rows that go, go too.

        >>> RowMarks({(0, 2): "disputed"}, frozenset({1})).moved([1, None, 0])
        RowMarks(notes={(2, 2): 'disputed'}, hidden=frozenset({0}), links={})
        """
        return self._at(_placed(kept))

    def moved_back(self, kept: Sequence[int | None], before: "RowMarks") -> "RowMarks":
        """Undo ``moved``, with the marks made since; rows that had gone have their marks from ``before`` again.

        >>> RowMarks({(2, 2): "new"}).moved_back([1, None, 0], RowMarks({(2, 2): "gone"})).notes
        {(2, 2): 'gone', (0, 2): 'new'}
        """
        back = {index: row for index, row in enumerate(kept) if row is not None}
        rows = {row for row, _ in (*before.notes, *before.links)} | before.hidden
        now, gone = self._at(back), before._at({row: row for row in rows - set(back.values())})
        return RowMarks({**gone.notes, **now.notes}, gone.hidden | now.hidden, {**gone.links, **now.links})

    def _at(self, placed: Mapping[int, int]) -> "RowMarks":
        notes = {(placed[row], column): text for (row, column), text in self.notes.items() if row in placed}
        links = {(placed[row], column): link for (row, column), link in self.links.items() if row in placed}
        return RowMarks(notes, frozenset(placed[row] for row in self.hidden if row in placed), links)


def notes_of(sheet: Any, body: Area) -> dict[At, str]:
    """Find the notes at the cells of a table's body."""
    return {
        (row - body.top, column - body.left): text
        for row, column, text in ((note.location.row, note.location.column, note.text) for note in sheet.notes)
        if Area(column, row, column, row).meets(body)
    }


def marks_of(sheet: Any, body: Area) -> RowMarks:
    """Find the marks of a table's body."""
    found = () if ON_MAC else ((link, link.Range) for link in sheet.api.Hyperlinks if link.Type == _AT_A_CELL)
    links = {
        (cell.Row - body.top, cell.Column - body.left): (str(link.Address), str(link.SubAddress), str(link.ScreenTip))
        for link, cell in found
        if Area(cell.Column, cell.Row, cell.Column, cell.Row).meets(body)
    }
    return RowMarks(notes_of(sheet, body), frozenset(_hidden(sheet, body)), links)


def refuse_threads(sheet: Any, body: Area, kept: Sequence[int | None]) -> None:
    """Refuse to move rows with comments that have authors and answers, which no program may write in their names.

    Raises BookRefused ``comments-in-table``. Excel before 2019 has none.
    """
    placed = _placed(kept)
    for thread in () if ON_MAC else _threads(sheet):
        cell = thread.Parent
        row = cell.Row - body.top
        if Area(cell.Column, cell.Row, cell.Column, cell.Row).meets(body) and placed.get(row) != row:
            place = f"{column_letters(cell.Column)}{cell.Row}"
            raise BookRefused("comments-in-table", Place(sheet=str(sheet.name), cell=place), place)


def place(sheet: Any, body: Area, marks: RowMarks) -> None:
    """Put marks where they belong, and take away those that do not."""
    there = marks_of(sheet, body)
    for at in [at for at, text in there.notes.items() if marks.notes.get(at) != text]:
        _cell(sheet, body, at).note.delete()
    for at, text in marks.notes.items():
        if there.notes.get(at) != text and text:
            _cell(sheet, body, at).add_note(text)
    for at in [at for at, link in there.links.items() if marks.links.get(at) != link]:
        _cell(sheet, body, at).api.ClearHyperlinks()  # deleting the link would take the cell's format away too
    for at, (address, within, tip) in marks.links.items():
        if there.links.get(at) != (address, within, tip):
            sheet.api.Hyperlinks.Add(_cell(sheet, body, at).api, address, within, tip)
    if there.hidden != marks.hidden:
        sheet.range((body.top, body.left), (body.bottom, body.left)).api.EntireRow.Hidden = False
        for first, last in _runs(sorted(marks.hidden)):
            rows = sheet.range((body.top + first, body.left), (body.top + last, body.left))
            rows.api.EntireRow.Hidden = True


def _hidden(sheet: Any, body: Area) -> Iterable[int]:
    rows = range(body.bottom - body.top + 1)
    column = sheet.range((body.top, body.left), (body.bottom, body.left))
    hidden = False if ON_MAC else column.api.EntireRow.Hidden  # None where some are
    if hidden is not None:
        return rows if hidden else ()
    whole = sheet.range((body.top, body.left), (body.bottom, body.right))  # the first column alone may be folded away
    shown = {
        n - body.top for area in whole.get_special_cells("visible") for n in range(area.row, area.row + area.shape[0])
    }
    return (row for row in rows if row not in shown)


def _threads(sheet: Any) -> Sequence[Any]:
    try:
        found = sheet.api.CommentsThreaded
    except Exception:  # noqa: BLE001 - an older Excel, which has no such comments
        return ()
    return list(found)


def _placed(kept: Sequence[int | None]) -> dict[int, int]:
    """Tell where rows come to stand; one that is written twice counts where it stands first."""
    placed: dict[int, int] = {}
    for index, row in enumerate(kept):
        if row is not None:
            placed.setdefault(row, index)
    return placed


def _cell(sheet: Any, body: Area, at: At) -> Any:
    return sheet.range((body.top + at[0], body.left + at[1]), (body.top + at[0], body.left + at[1]))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give first and last of neighbours."""
    first = last = -2
    for row in rows:
        if row != last + 1:
            if last >= 0:
                yield first, last
            first = row
        last = row
    if last >= 0:
        yield first, last
