"""LibreOffice as an independent calculator and printer for tests; each call uses a profile of its own."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
REASON = "skipped: no LibreOffice"
_SECONDS = 240
_XLSX = "xlsx:Calc MS Excel 2007 XML"


def needed() -> None:
    """Skip the test where LibreOffice is not installed."""
    if SOFFICE is None:
        pytest.skip(REASON)


def recalculate(path: Path, out: Path) -> Path:
    """Let LibreOffice compute every formula of a workbook anew and save it as .xlsx in the folder ``out``.

    The caller proves by a canary cell (a formula with a wrong cached value, or none) that it did.
    """
    return _convert(path, out, _XLSX, ".xlsx")


def recalculate_all(paths: Sequence[Path], out: Path, seconds: int = _SECONDS) -> dict[Path, Path | None]:
    """Recalculate several workbooks of different names in one start; None stands for one that it could not open."""
    needed()
    if len({path.stem for path in paths}) < len(paths):
        raise ValueError("the results would overwrite each other")
    _run(paths, out, _XLSX, seconds)
    return {path: made if (made := out / (path.stem + ".xlsx")).exists() else None for path in paths}


def peak_mib() -> float:
    """Give the highest resident memory of any child process so far, in MiB; NaN where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def first_sheet(path: Path, out: Path) -> Path:
    """Let LibreOffice compute every formula of a workbook anew and write only its first sheet, as .csv."""
    return _convert(path, out, "csv", ".csv")


def to_pdf(path: Path, out: Path) -> Path:
    """Print a workbook or letter as PDF into the folder ``out``."""
    return _convert(path, out, "pdf", ".pdf")


def _convert(path: Path, out: Path, form: str, suffix: str) -> Path:
    needed()
    made = out / (path.stem + suffix)
    if made == path:
        raise ValueError("the folder of the result must differ from the folder of the workbook")
    ran = _run([path], out, form, _SECONDS)
    if ran.returncode != 0 or not made.exists():
        raise AssertionError(f"LibreOffice made no {made.name}: {ran.stdout} {ran.stderr}")
    return made


def _run(paths: Sequence[Path], out: Path, form: str, seconds: int) -> subprocess.CompletedProcess[str]:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="office-profile-") as profile:
        _always_recalculate(Path(profile))
        command = [
            SOFFICE or "",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            form,
            "--outdir",
            str(out),
            *(str(path) for path in paths),
        ]
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)


def _always_recalculate(profile: Path) -> None:
    """Set 'recalculation on file load: always', since cached values would otherwise be believed."""
    user = profile / "user"
    user.mkdir(parents=True)
    path = "/org.openoffice.Office.Calc/Formula/Load"
    setting = f'<item oor:path="{path}"><prop oor:name="{{}}"><value>0</value></prop></item>'
    items = "".join(setting.format(name) for name in ("OOXMLRecalcMode", "ODFRecalcMode"))
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
