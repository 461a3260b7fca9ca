"""Commands for the Excel add-in: put it in place, look whether it is, say what is wrong on this computer."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from arrears.cli import screens
from arrears.cli.options import Json
from arrears.errors import InputRefused

if TYPE_CHECKING:
    from arrears.office.install.findings import Finding
    from arrears.office.install.installation import Installation

app = typer.Typer()

Into = Annotated[
    Path | None,
    typer.Option(help="A folder that stands for Excel's start folder, such as a network start folder of your IT."),
]
_MARKS = {"good": "+", "wrong": "!", "unseen": "?"}


@app.command()
def install(
    check: Annotated[bool, typer.Option("--check", help="Only look whether it is in place and up to date.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the add-in away again.")] = False,
    into: Into = None,
    json: Json = False,
) -> None:
    """Put the Excel add-in in place for this account: no administrator, no change to Excel's settings."""
    from arrears.functions import DECLARED
    from arrears.office.install.doctor import checked

    with screens.showing(json) as screen:
        if check and remove:
            raise InputRefused("options-clash", found="--check", other="--remove")
        installation = _installation(into)
        if check:
            _show(screen, checked(installation, DECLARED))
        elif remove:
            _removed(screen, installation)
        else:
            _installed(screen, installation)


@app.command()
def doctor(into: Into = None, json: Json = False) -> None:
    """Say in sentences what is wrong on this computer; exit code 1 if anything is. Nothing is changed."""
    from arrears.functions import DECLARED
    from arrears.office.install.doctor import examined
    from arrears.office.install.registry import WindowsRegistry

    with screens.showing(json) as screen, screen.working("doctor-looks"):
        registry = WindowsRegistry() if platform.system() == "Windows" else None
        _show(screen, examined(_installation(into), DECLARED, registry))


@app.command()
def bundle(
    out: Annotated[Path, typer.Argument(help="The folder to make; it must be new or empty.")],
    python: Annotated[
        Path | None,
        typer.Option(help="The Python to put in: python.org's Windows embeddable package (.zip), or a folder of one."),
    ] = None,
    wheels: Annotated[
        Path | None, typer.Option(help="A folder of wheels gathered before; otherwise pip fetches them.")
    ] = None,
    python_version: Annotated[str, typer.Option(help="Version to fetch for, where no Python is given.")] = "3.12",
    platform_name: Annotated[
        str, typer.Option("--platform", help="Platform to fetch for, where no Python is given.")
    ] = "win_amd64",
    json: Json = False,
) -> None:
    """Gather Arrears, its packages and a Python in one folder, for computers without a network or rights."""
    from arrears.office.install.bundle import make_bundle

    with screens.showing(json) as screen:
        with screen.working("bundle-gathering"):
            made = make_bundle(out, python, wheels, python_version, platform_name)
        answer = {
            "folder": str(made.folder), "files": made.files, "wheels": [wheel.name for wheel in made.wheels],
            "python": made.python and made.python.version, "platform": made.python and made.python.platform,
        }  # fmt: skip
        if made.python is None:
            screen.show(answer, [screen.word("bundle-half", folder=out, files=made.files)])
            return
        told = {"version": made.python.version, "platform": made.python.platform}
        lines = [screen.word("bundle-done", folder=out, files=made.files, **told), screen.word("bundle-next")]
        screen.show(answer, lines)


def _installation(into: Path | None) -> "Installation":
    from arrears.office.install import xlwings_files
    from arrears.office.install.installation import Installation
    from arrears.office.install.interpreter import Interpreter
    from arrears.office.install.profile import Profile

    return Installation(Profile.here(), Interpreter.here(), xlwings_files.installed(), into)


def _installed(screen: screens.Screen, installation: "Installation") -> None:
    from arrears.functions import DECLARED
    from arrears.office.install.findings import Finding
    from arrears.office.install.installation import fingerprint

    path = installation.install(DECLARED)
    settings = installation.settings()
    answer = {
        "addin": str(path), "interpreter": settings.interpreter, "sha256": fingerprint(path.read_bytes()),
        "functions": len(DECLARED),
    }  # fmt: skip
    lines = [
        screen.word("install-done", path=path),
        screen.word("install-python", path=settings.interpreter),
        screen.word("install-hash", hash=answer["sha256"]),
        screen.word("install-restart"),
    ]
    if installation.profile.on_windows and not (settings.library64 or settings.library32):
        missing = Finding("library", "wrong", {"bits": "64", "version": settings.xlwings, "path": ""})
        answer["library"] = missing.said(screen.language)
        lines += [missing.said(screen.language), missing.remedy(screen.language)]
        screen.code = screens.WITH_PROBLEMS
    screen.show(answer, lines)


def _removed(screen: screens.Screen, installation: "Installation") -> None:
    taken = installation.remove()
    lines = [screen.word("install-removed", path=path) for path in taken] or [screen.word("install-nothing")]
    screen.show({"removed": [str(path) for path in taken]}, lines)


def _show(screen: screens.Screen, findings: Sequence["Finding"]) -> None:
    """Show findings, each with what to do; what is wrong sets the exit code."""
    from arrears.office import shipped

    told: list[dict[str, Any]] = []
    lines: list[str] = []
    for finding in findings:
        said, do = finding.said(screen.language), finding.remedy(screen.language)
        told.append({"name": finding.name, "state": finding.state, "said": said, "do": do, **finding.values})
        lines.append(f"{_MARKS[finding.state]} {said}")
        lines += [f"  {screen.word('doctor-do', do=do)}"] if do else []
    wrong = any(finding.state == "wrong" for finding in findings)
    page = shipped.install_page()
    lines += [screen.word("doctor-page", path=page)] if wrong else []
    screen.show({"ok": not wrong, "findings": told, "page": str(page)}, lines)
    screen.code = screens.WITH_PROBLEMS if wrong else screens.DONE
