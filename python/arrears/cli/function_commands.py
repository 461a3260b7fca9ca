"""``arrears functions``: the worksheet functions, one of them computed, or the add-in for LibreOffice Calc."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from arrears import __version__
from arrears.cli import screens
from arrears.cli.options import Json, Language

if TYPE_CHECKING:
    from arrears.cli.screens import Screen
    from arrears.functions import Function

app = typer.Typer()
SERVER = "arrears.functions.calc_server"


@app.command()
def functions(
    formula: Annotated[
        str | None, typer.Argument(help="Compute this, for example '=AR_DSO(10869, 17674, 90)'; list all if left out.")
    ] = None,
    oxt: Annotated[Path | None, typer.Option(help="Build the add-in for LibreOffice Calc here.")] = None,
    language: Language = None,
    json: Json = False,
) -> None:
    """List the worksheet functions, compute one, or build them into an add-in for LibreOffice Calc."""
    with screens.showing(json, language) as screen:
        if oxt is not None:
            _build(screen, oxt)
        elif formula is not None:
            _compute(screen, formula)
        else:
            _list(screen)


def _list(screen: "Screen") -> None:
    from arrears.functions import DECLARED

    answer = [_told(one, screen.language) for one in DECLARED]
    lines = [line for one in answer for line in (one["formula"], f"    {one['help']}")]
    screen.show({"functions": answer}, lines)


def _told(function: "Function", language: str) -> dict[str, Any]:
    parameters = [
        {"name": one.name, "optional": one.optional, "help": one.help[language]} for one in function.parameters
    ]
    shown = ", ".join(f"[{one['name']}]" if one["optional"] else str(one["name"]) for one in parameters)
    return {
        "name": function.name,
        "formula": f"={function.name}({shown})",
        "help": function.help[language],
        "parameters": parameters,
        "table": function.array,
    }


def _compute(screen: "Screen", formula: str) -> None:
    from arrears.functions.calling import Caller, called_from
    from arrears.functions.examples import computed
    from arrears.functions.results import Fault

    with called_from(Caller(language=screen.language)):
        outcome = computed(formula)
    rows = outcome if isinstance(outcome, list) else [[outcome]]
    for fault in (cell for row in rows for cell in row if isinstance(cell, Fault)):
        if fault.reason is not None:
            raise fault.reason
    shown = [[cell.error if isinstance(cell, Fault) else cell for cell in row] for row in rows]
    lines = ["\t".join(f"{cell:.15g}" if isinstance(cell, float) else str(cell) for cell in row) for row in shown]
    screen.show({"formula": formula, "rows": shown}, lines)


def _build(screen: "Screen", out: Path) -> None:
    from arrears.functions import DECLARED
    from arrears.office.calc_addin.extension import write_extension

    # -E, -P: nothing but what is installed for this Python is looked at, whatever lies in the folder of a workbook.
    write_extension(out, DECLARED, [sys.executable, "-E", "-P", "-m", SERVER], __version__)
    screen.show({"oxt": str(out)}, [screen.word("made", book=out)])
