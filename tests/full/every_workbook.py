"""Every real workbook taken through new --into, import and refresh, and opened by LibreOffice before and after."""

import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

from tests import libreoffice
from tests.full.report import Section
from tests.real_files import workbooks

STEPS = ("before", "new", "import", "refresh")
_SECONDS = 1_200


def show(section: Section) -> None:
    """Compare parts and values after each step, then the values that LibreOffice computes."""
    paths = workbooks.books()
    section.expect(paths, "ARREARS_REAL_FILES names no folder of real files")
    with tempfile.TemporaryDirectory() as folder:
        pairs, journeys = {}, {}
        for number, path in enumerate(paths):
            work = Path(folder) / str(number)
            work.mkdir()
            journey = journeys[path] = workbooks.taken_through(path, work)
            if not journey.refused:
                _compare(section, journey)
                pairs[path] = workbooks.pair(journey, work, str(number))
        refused = Counter(journey.refused for journey in journeys.values() if journey.refused)
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(refused.items()))
        section.say(f"{len(paths)} workbooks: {len(pairs)} went through, {sum(refused.values())} refused ({reasons}).")
        parts = sum(
            len(workbooks.parts(journey.steps["before"])) for path, journey in journeys.items() if path in pairs
        )
        section.say(f"{parts:,} members of the users' packages compared byte for byte after each of 3 steps.")
        files = [file for pair in pairs.values() for file in pair[:2]]
        made = libreoffice.recalculate_all(files, Path(folder) / "recalculated", _SECONDS)
        opened = sum(result is not None for result in made.values())
        for path, (own, result, sheets) in pairs.items():
            difference = workbooks.office_difference(made[own], made[result], sheets)
            section.expect(not difference, f"{path.name}: {difference}")
        section.say(f"LibreOffice opened {opened} of {len(files)}: each as it was and as it became, values compared.")


def _compare(section: Section, journey: workbooks.Journey) -> None:
    steps, name = journey.steps, journey.path.name
    for before, after in pairwise(STEPS):
        allowed = workbooks.closed_list(steps[before], grafting=after != "refresh")
        more = workbooks.changed_parts(steps[before], steps[after]) - allowed
        section.expect(not more, f"{name}: {after} changed {', '.join(sorted(more))}")
    own = journey.own_sheets
    same = workbooks.values(steps["refresh"], own) == workbooks.values(steps["before"], own)
    section.expect(same, f"{name}: values of the user's sheets differ")
