"""Every refusal of the package layer says in both languages what is wrong and what to do."""

import ast
from pathlib import Path

import pytest

import arrears.office
from arrears.texts import LANGUAGES, texts

FOLDER = Path(arrears.office.__file__).parent
MODULES = (
    "files", "package_guard", "zip_members", "package", "package_writer", "package_graft", "xml_part", "cell_xml",
    "sheet_part", "table_rows", "workbook_part",
)  # fmt: skip


def names() -> list[str]:
    """Collect the names with which these modules refuse, from their syntax trees."""
    found = set()
    for module in MODULES:
        for node in ast.walk(ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if called in ("FileRefused", "BookRefused", "_refused"):
                assert isinstance(node, ast.Call)
                found |= {n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and n.value}
    return sorted(str(name) for name in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_a_refusal_has_its_sentences(name: str, language: str) -> None:
    entry = texts(language)["refusals"][name]
    values = {"found": "F", "reason": "R", "table": "T", "rows": "2", "length": "9", "kind": "K", "columns": "C"}
    assert entry["wrong"].format_map(values)
    assert entry["do"].format_map(values)


def test_there_are_refusals_to_look_at() -> None:
    assert len(names()) >= 18
