"""The tests of this repository that show the rest, run in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.full.report import Section

ROOT = Path(__file__).resolve().parents[2]
SHOWN = {
    "tests/samples/test_messy_snapshots.py": "three weekly lists: every change named, totals tie, nothing counts twice",
    "tests/samples/test_carried_notes.py": "sorted tables, own columns, notes: each stands at its item after a refresh",
    "tests/scenarios/test_stories.py": "stories: an export to the ageing in three commands, to letters in five",
}


def show(section: Section) -> None:
    """Run the tests of each file; nothing may be skipped."""
    required = {"ARREARS_REQUIRE_LIBREOFFICE": "1"}
    for path, what in SHOWN.items():
        command = [sys.executable, "-m", "pytest", "-q", path]
        ran = subprocess.run(command, cwd=ROOT, env=os.environ | required, capture_output=True, text=True, check=False)
        last = ran.stdout.strip().splitlines()[-1] if ran.stdout.strip() else ran.stderr[-200:]
        section.say(f"- {what}: {last}")
        section.expect(ran.returncode == 0 and "skipped" not in last, f"{path}: {last}")
