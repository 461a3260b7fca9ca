"""Starting Python the way Excel does, to see whether it finds what it needs and how long that takes."""

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from arrears.office.install.findings import Finding

_LONGEST = 60
_NEEDED = "import os, sys; os.chdir(sys.prefix); import xlwings, arrears.functions.excel, arrears.addin"
_ON_WINDOWS = "; import win32com.server"


def python_start(interpreter: Path, *, on_windows: bool) -> Finding:
    """Start it once as Excel does: without PYTHONPATH, the current folder, or what activating an environment adds."""
    code = _NEEDED + (_ON_WINDOWS if on_windows else "")
    began = time.perf_counter()
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that runs this, and code of our own
            [str(interpreter), "-E", "-P", "-c", code],
            capture_output=True,
            timeout=_LONGEST,
            check=False,
            env=_as_excel_has_it(interpreter, os.environ),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("start", "wrong", {"path": str(interpreter), "why": type(error).__name__})
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()
        return Finding("start", "wrong", {"path": str(interpreter), "why": last[-1] if last else str(done.returncode)})
    return Finding("start", "good", {"seconds": f"{time.perf_counter() - began:.1f}"})


def _as_excel_has_it(interpreter: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Take from PATH the folders of the environment: Excel starts without them, and numpy of conda may need them."""
    roots = [folder for folder in (interpreter.parent, interpreter.parent.parent) if folder != Path(folder.anchor)]
    roots = roots if interpreter.parent.name.lower() in ("scripts", "bin") else roots[:1]
    there = environment.get("PATH", "").split(os.pathsep)
    left = [one for one in there if not any(Path(one).is_relative_to(root) for root in roots)]
    return {**environment, "PATH": os.pathsep.join(left)}
