"""The command line as it is typed: in this process, or in a child whose time and memory are measured."""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arrears.cli.app import app
from arrears.cli.screens import outcome

_CHILD = """
import pathlib, resource, sys
from arrears.cli.app import run
report = pathlib.Path(sys.argv.pop(1))
try:
    run()
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        # Counted from exec on; ru_maxrss also holds what the parent had when it forked.
        peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    report.write_text(str(peak))
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to: exit code, what it printed, and in a child what it took."""

    code: int
    out: str
    err: str
    wall: float = 0.0
    cpu: float = 0.0
    peak_mib: float = 0.0

    @property
    def answer(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer


def arrears(*words: object) -> Ran:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = outcome(app, [str(word) for word in words])
    return Ran(code, out.getvalue(), err.getvalue())


def answered(*words: object) -> dict[str, Any]:
    """Run a command with --json that has to do its work, and give its answer."""
    ran = arrears(*words, "--json")
    assert ran.code in (0, 1), ran.out + ran.err
    return ran.answer


def measured(*words: object, limit: float = 600) -> Ran:
    """Run a command in a child process and measure it: wall and processor seconds, highest resident memory."""
    with tempfile.TemporaryDirectory() as folder:
        report, out, err = (Path(folder) / name for name in ("peak", "out", "err"))
        command = [sys.executable, "-c", _CHILD, str(report), *(str(word) for word in words)]
        with out.open("wb") as to_out, err.open("wb") as to_err:
            began, used = time.perf_counter(), os.times()
            done = subprocess.run(command, stdout=to_out, stderr=to_err, timeout=limit, check=False)
            wall, after = time.perf_counter() - began, os.times()
        cpu = after.children_user + after.children_system - used.children_user - used.children_system
        peak = int(report.read_text()) / 1024 if report.exists() else float("nan")
        printed = out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
    return Ran(done.returncode, *printed, wall, cpu, peak)
