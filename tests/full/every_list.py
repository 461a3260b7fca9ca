"""Every real file imported in a process of its own: what it answers, how long it takes, how much memory."""

import shutil
import tempfile
from pathlib import Path

from tests.command_line import answered, measured
from tests.full.report import Section
from tests.real_files import lists

MOST_SECONDS, MOST_MIB = 5.0, 300.0


def show(section: Section) -> None:
    """Import every file and hold it to the limits of time and memory."""
    files = lists.files()
    section.expect(files, "ARREARS_REAL_FILES names no folder of real files")
    with tempfile.TemporaryDirectory() as folder:
        empty, work = Path(folder) / "empty.xlsx", Path(folder) / "work.xlsx"
        answered("new", empty, "--language", "en", "--currency", "EUR")
        section.say("| file | answer | wall s | peak MiB |")
        section.say("|---|---|---|---|")
        refused, most_wall, most_peak = 0, 0.0, 0.0
        for file in files:
            shutil.copy(empty, work)
            ran = measured("import", work, file, "--list-date", lists.LIST_DATE, "--json", limit=60)
            try:
                said = lists.verdict(ran)
            except (AssertionError, ValueError) as error:
                said = "not an answer"
                section.failures.append(f"{file.name}: {error} {ran.out[:200]} {ran.err[-300:]}")
            refused += said.startswith("refused")
            most_wall, most_peak = max(most_wall, ran.wall), max(most_peak, ran.peak_mib)
            section.say(f"| {file.name} | {said} | {ran.wall:.1f} | {ran.peak_mib:.0f} |")
            section.expect(ran.wall <= MOST_SECONDS, f"{file.name} took {ran.wall:.1f} s")
            section.expect(ran.peak_mib <= MOST_MIB, f"{file.name} took {ran.peak_mib:.0f} MiB")
    section.say(f"\n{len(files)} files: {len(files) - refused} read, {refused} refused in words; "
                f"at most {most_wall:.1f} s and {most_peak:.0f} MiB.")  # fmt: skip
