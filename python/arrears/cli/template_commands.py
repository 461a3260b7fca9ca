"""Commands on Word templates: check one, try it on made-up data, fill any from records. No workbook is needed."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated, Any

import typer

from arrears import texts
from arrears.cli import screens
from arrears.cli.options import Json

app = typer.Typer(no_args_is_help=True, help="Check, preview and fill Word templates; no workbook is needed.")

Template = Annotated[Path, typer.Argument(help="The template (.docx or .dotx).")]
LetterLanguage = Annotated[
    str | None, typer.Option("--language", help="Language of dates, numbers and words: en, zh, de or fr.")
]


@app.command()
def check(
    file: Template,
    kind: Annotated[
        str | None,
        typer.Option(
            "--as", help="What the template is for, for example final_demand; by its file's name if not given."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Name unknown fields, missing ones, and whatever a letter must not hold; exit code 1 if there is any."""
    from arrears.cli.option_values import choice
    from arrears.office.templates.template_check import check_template, known_kinds

    with screens.showing(json) as screen:
        wished = None if kind is None else choice("--as", kind.replace("_", "-"), _spoken(known_kinds()))
        checked = check_template(file, wished and wished.replace(" ", "_"))
        faults = [_fault(fault, screen.language) for fault in checked.faults]
        answer = {
            "file": str(file), "kind": checked.kind, "ok": not faults, "fields": list(checked.used), "faults": faults,
        }  # fmt: skip
        lines = [screen.word("template-faults", count=len(faults)), *(_line(fault) for fault in faults)]
        screen.show(answer, lines if faults else [screen.word("template-sound", fields=len(checked.used))])
        screen.code = screens.WITH_PROBLEMS if faults else screens.DONE


@app.command()
def preview(
    file: Template,
    language: LetterLanguage = None,
    out: Annotated[Path, typer.Option(help="Folder for the preview; the present one if not given.")] = Path(),
    items: Annotated[int, typer.Option(min=1, max=500, help="How many items the letter lists.")] = 6,
    json: Json = False,
) -> None:
    """Fill a template with made-up data, to see what it looks like."""
    from arrears.office.templates.template_preview import language_of, preview_template

    with screens.showing(json) as screen:
        spoken = language_of(file, _letter_language(language), screen.language)
        made = preview_template(file, out, spoken, items)
        answer = {"file": str(made.path), "language": made.language, "unknown": list(made.unknown)}
        lines = [screen.word("template-previewed", file=made.path)]
        if made.unknown:
            lines.append(screen.word("template-invented", fields=", ".join(made.unknown)))
        screen.show(answer, lines)


@app.command()
def merge(
    file: Template,
    records: Annotated[Path, typer.Argument(help="The records (.json): a list of objects; lists within are rows.")],
    out: Annotated[Path, typer.Option(help="Folder for the letters.")],
    name: Annotated[
        str, typer.Option(help="Name of each file with fields in braces: '{number} {customer}'; else it is numbered.")
    ] = "",
    missing: Annotated[
        str, typer.Option(help="A field that a record lacks: refuse (nothing is written) or empty.")
    ] = "refuse",
    language: LetterLanguage = None,
    json: Json = False,
) -> None:
    """Fill a template of any kind from records of your own: one Word file a record."""
    from arrears.cli.option_values import choice
    from arrears.office.templates.template_merge import MISSING, Filling, merge_records
    from arrears.office.templates.template_preview import language_of

    with screens.showing(json) as screen:
        spoken = language_of(file, _letter_language(language), screen.language)
        filling = Filling(spoken, choice("--missing", missing, MISSING), name)
        with screen.working("writing-letters"):
            written = merge_records(file, records, out, filling)
        answer = {"folder": str(out), "count": len(written), "files": [str(path) for path in written]}
        screen.show(answer, [screen.word("template-merged", count=len(written), folder=out)])


def _letter_language(wished: str | None) -> str | None:
    from arrears.cli.option_values import choice
    from arrears.office.word.formats import LOCALES

    return None if wished is None else choice("--language", wished, tuple(LOCALES))


def _spoken(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in names)


def _fault(fault: Any, language: str) -> dict[str, Any]:
    wrong, do = texts.wrong_and_do(fault.case, language)
    place = fault.place
    return {
        "name": fault.case.name,
        "found": fault.case.found,
        "nearest": fault.case.values.get("nearest"),
        "where": fault.where(language),
        "part": None if place is None else place.part,
        "paragraph": None if place is None else place.paragraph,
        "cell": None if place is None or place.cell is None else list(place.cell),
        "wrong": wrong,
        "do": do,
    }


def _line(fault: dict[str, Any]) -> str:
    where = f"{fault['where']}: " if fault["where"] else ""
    return f"  {where}{fault['wrong']} {fault['do']}"
