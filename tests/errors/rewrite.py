"""Write anew what each case of the catalogue says, and the page made of all of them."""

import sys
import tempfile
from pathlib import Path

from tests.errors.catalogue import EXPECTED, Case, cases, happen
from tests.errors.page import PAGE, page


def rewritten(case: Case, said: dict[str, dict[str, str]]) -> str:
    """Give a case's file with what is said now."""
    head = case.path.read_text(encoding="utf-8").split(EXPECTED)[0].rstrip("\n")
    lines = [head, "", EXPECTED]
    for language, parts in said.items():
        lines += ["", f"[{language}]"] + [f"{key} = {_quoted(text)}" for key, text in parts.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{plain}"'


def main(only: list[str]) -> None:
    """Rewrite every case, or those named; then the page."""
    failed = []
    for case in cases():
        if only and case.name not in only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                outcome = happen(case, Path(folder))
            except Exception as error:  # noqa: BLE001 - all that fail are named together
                failed.append(f"{case.section}/{case.name}: {type(error).__name__} {error}")
                continue
            said = {language: outcome.said(language) for language in ("en", "zh")}
            case.path.write_text(rewritten(case, said), encoding="utf-8")
    if not failed:
        PAGE.write_text(page(cases()), encoding="utf-8")
    sys.exit("\n\n".join(failed) or 0)


if __name__ == "__main__":
    main(sys.argv[1:])
