"""Show at full size what the tests show on short sizes, and print a dated report.

ARREARS_REAL_FILES=FOLDER python -m tests.full [PART ...]    parts: see --help

Ends with 0 when everything holds, else with 1. It takes some minutes.
"""

import argparse
import sys
import warnings
from collections.abc import Callable, Mapping

from tests.full import (
    dunning,
    every_list,
    every_workbook,
    formulas,
    functions,
    interest,
    letters,
    live,
    matching,
    months,
    properties,
    published,
    receivables,
    stopped_letters,
    suite,
    tie_out,
)
from tests.full.machine import machine
from tests.full.report import Section, shown

PARTS: Mapping[str, tuple[str, Callable[[Section], None]]] = {
    "ibm": ("2,466 real invoices: every bucket equal to plain pandas", receivables.show),
    "lists": ("Every real file imported: a sensible reading or one refusal, at most 5 s and 300 MiB", every_list.show),
    "workbooks": (
        "Every real workbook: only the closed list of parts changes, equal values in LibreOffice",
        every_workbook.show,
    ),
    "formulas": ("Native formulas of the sample books, recalculated by LibreOffice", formulas.show),
    "large": ("10,000 items, recalculated by LibreOffice in at most 10 s", formulas.show_large),
    "properties": ("Properties of the arithmetic, 10,000 random examples each", properties.show),
    "interest": ("Interest of 100,000 random items, recalculated by LibreOffice: 0 differ", interest.show),
    "halves": ("5,000 exact half units, recalculated by LibreOffice: 0 differ", interest.show_halves),
    "letters": ("10,000 letters with hostile data: every one sound", letters.show),
    "live": ("A run on the open workbook: as many calls to Calc at 10, 1,000 and 100,000 open items", live.show),
    "functions": ("Columns of 100,000 rows through every worksheet function", functions.show),
    "dunning": ("2,000 sequences of dunning events: the rules of letters hold in each", dunning.show),
    "months": ("Twelve months in a row: tied out, rebuilt, a planted cent named", months.show),
    "stopped-months": ("A month opened or locked, stopped at every step: whole or not at all", months.show_stopped),
    "matching": (
        "10,000 payments against 50,000 items: precision 99.9 % at the default confidence, at most 2 s",
        matching.show,
    ),
    "vectors": ("Published cases: every one met, or not adopted for a reason", published.show),
    "stopped": (
        "A batch of letters stopped at every step in five ways: none lost, doubled or different",
        stopped_letters.show,
    ),
    "tie-out": ("Twelve generated months tied out to the cent, rebuilt as reported, planted cents found", tie_out.show),
    "suite": ("Snapshots, carried notes, stories", suite.show),
}


def main() -> int:
    """Show the parts that are asked for."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    asked = words.parse_args().parts or list(PARTS)
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        words.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    warnings.simplefilter("ignore")
    print(f"# What was shown\n\n{machine()}")
    failed = 0
    for part in asked:
        sys.stderr.write(f"{part} ...\n")
        section = shown(*PARTS[part])
        print("\n".join(section.text()), flush=True)
        failed += bool(section.failures)
    print(f"\n{len(asked) - failed} of {len(asked)} parts hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
