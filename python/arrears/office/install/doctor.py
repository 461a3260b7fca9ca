"""What is wrong on this computer: all that the add-in needs, one finding after another."""

import platform
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from arrears.errors import FileRefused, InputRefused
from arrears.office.addin.addin_file import Settings, addin_file
from arrears.office.addin.wrappers import Function
from arrears.office.files import read_file
from arrears.office.install.excel_program import Excel, find_excel
from arrears.office.install.excel_trust import trust
from arrears.office.install.findings import Finding
from arrears.office.install.installation import Installation
from arrears.office.install.python_start import python_start
from arrears.office.install.registry import Registry
from arrears.office.install.running_excel import loaded
from arrears.office.install.standing_addin import is_foreign, is_signed, settings_in, written_as

_TOLD_AS_FINDING = ("excel-never-started", "path-not-callable")


def examined(
    installation: Installation,
    functions: Sequence[Function],
    registry: Registry | None,
    ask_excel: Callable[[], Finding] = loaded,
) -> list[Finding]:
    """Look at everything; nothing is changed. ``registry`` is None on any system but Windows."""
    profile = installation.profile
    if not (profile.on_windows or profile.on_mac):
        unseen = [Finding(name, "unseen") for name in ("excel", "trust", "loaded")]
        return [Finding("system", "unseen", {"system": profile.system}), *_python(installation), *unseen]
    excel = find_excel(profile, registry)
    findings = [*_python(installation), _excel(excel), *checked(installation, functions)]
    if profile.on_windows:
        findings += _library(installation, excel)
        findings += [Finding("trust", "unseen")] if registry is None else trust(registry, _start_folder(installation))
        findings.append(ask_excel() if excel else Finding("loaded", "unseen"))
    else:
        findings += [Finding("mac-functions", "unseen"), Finding("loaded", "unseen")]
    return findings


def checked(installation: Installation, functions: Sequence[Function]) -> list[Finding]:
    """Look only at what ``arrears install`` put in place: the folder, the add-in in it, and macOS' script."""
    try:
        path, wanted = installation.path(), installation.settings()
    except InputRefused as refused:
        if refused.name not in _TOLD_AS_FINDING:
            raise
        return [Finding(refused.name, "wrong", {"found": refused.found})]
    try:
        content = read_file(path)
    except FileRefused as refused:
        if refused.name != "not-there":
            raise
        return [Finding("add-in-missing", "wrong", {"folder": str(path.parent)})]
    findings = [_compared(path, content, wanted, functions)]
    if _marked_as_download(path):
        findings.append(Finding("download-mark", "wrong", {"path": str(path)}))
    script = installation.script()
    if script is not None:
        findings.append(Finding("script", "good" if script.is_file() else "wrong", {"path": str(script)}))
    return findings


def _compared(path: Path, content: bytes, wanted: Settings, functions: Sequence[Function]) -> Finding:
    """Compare the add-in in the folder with the one that would be made now."""
    told = settings_in(content)
    if told is None:
        return Finding("add-in-of-others" if is_foreign(content) else "add-in-broken", "wrong", {"path": str(path)})
    now = written_as(told, wanted)
    values = {"path": str(path), "python": told.interpreter, "version": told.version, "xlwings": told.xlwings}
    if now.interpreter != told.interpreter:
        there = Path(told.interpreter).is_file()
        return Finding("add-in-other-python" if there else "add-in-python-gone", "wrong", values)
    if (now.version, now.xlwings) != (told.version, told.xlwings):
        return Finding("add-in-outdated", "wrong", {**values, "now": now.version, "xlwings_now": now.xlwings})
    if content == addin_file(now, functions):
        return Finding("add-in", "good", {"path": str(path)})
    if now == told and is_signed(content):
        return Finding("add-in-signed", "unseen", {"path": str(path)})
    return Finding("add-in-changed", "wrong", {"path": str(path)})


def _python(installation: Installation) -> Iterator[Finding]:
    interpreter = installation.interpreter
    told = {"path": str(interpreter.path), "version": platform.python_version(), "made_by": interpreter.made_by}
    if interpreter.made_by == "passing":
        yield Finding("python-passing", "wrong", told)
    else:
        yield Finding("python", "wrong" if interpreter.made_by == "store" else "good", told)
    yield python_start(interpreter.path, on_windows=installation.profile.on_windows)


def _excel(excel: Excel | None) -> Finding:
    if excel is None:
        return Finding("excel", "wrong")
    values = {"path": str(excel.path), "version": excel.version or "?", "bits": str(excel.bits or "?")}
    return Finding("excel-too-old", "wrong", values) if excel.too_old else Finding("excel", "good", values)


def _start_folder(installation: Installation) -> str:
    """Give the folder as the network names it, if it lies there; "" where there is none yet."""
    try:
        return str(installation.path().parent.resolve())
    except InputRefused:
        return ""


def _library(installation: Installation, excel: Excel | None) -> Iterator[Finding]:
    """Look for the library that suits this Excel; where Excel is not to be told, for both."""
    there = {32: installation.xlwings.library32, 64: installation.xlwings.library64}
    for bits in (excel.bits,) if excel and excel.bits else (32, 64):
        values = {"bits": str(bits), "version": installation.xlwings.version, "path": str(there[bits] or "")}
        yield Finding("library", "good" if there[bits] else "wrong", values)


def _marked_as_download(path: Path) -> bool:
    """Whether Windows noted that a file came from another computer; Excel then runs none of its code."""
    try:
        return Path(f"{path}:Zone.Identifier").is_file()
    except OSError:
        return False
