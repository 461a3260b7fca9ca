"""Every real workbook that opens: Arrears' sheets added, a list imported, refreshed; all that is the user's stays."""

from itertools import pairwise
from pathlib import Path

import pytest
from tests import libreoffice
from tests.real_files import workbooks
from tests.real_files.folder import REASON

pytestmark = pytest.mark.skipif(not workbooks.books(), reason=REASON)
OFFICE = (
    "poi__SampleSS.strict", "poi__59746_NoRowNums", "poi__ExcelTables", "calamine__date_1904", "poi__SimpleMacro",
    "poi__simple-monthly-budget", "calamine__any_sheets", "cxml__AutoFilterWithThousandsSeparator",
)  # fmt: skip
"""Books that LibreOffice opens in every run; the full run opens all."""


@pytest.mark.parametrize("path", workbooks.books(), ids=lambda path: path.name)
def test_only_the_closed_list_of_parts_changes(path: Path, tmp_path: Path) -> None:
    journey = workbooks.taken_through(path, tmp_path)
    steps = journey.steps
    if journey.refused:
        assert list(steps) == ["before"], f"{journey.refused} only after the sheets were added"
        return
    order = ["before", "new", "import", "refresh"]
    for before, after in pairwise(order):
        allowed = workbooks.closed_list(steps[before], grafting=after != "refresh")
        assert workbooks.changed_parts(steps[before], steps[after]) <= allowed, f"{before} to {after}"
    own = journey.own_sheets
    for step in order[1:]:
        assert workbooks.values(steps[step], own) == workbooks.values(steps["before"], own), step
    refreshed = workbooks.values(steps["refresh"], ["Open items", "Ageing"])
    assert len(refreshed["Open items"]) >= 5


@pytest.mark.libreoffice
def test_libreoffice_opens_the_result_with_the_same_values(tmp_path: Path) -> None:
    chosen = [path for path in workbooks.books() if path.stem in OFFICE]
    assert len(chosen) == len(OFFICE)
    pairs = workbooks.office_pairs(chosen, tmp_path)
    assert len(pairs) == len(OFFICE)
    made = libreoffice.recalculate_all(
        [file for pair in pairs.values() for file in pair[:2]], tmp_path / "recalculated"
    )
    for path, (own, result, sheets) in pairs.items():
        assert not workbooks.office_difference(made[own], made[result], sheets), path.name
