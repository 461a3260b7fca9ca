"""What a terminal shows of a list that was read."""

from arrears.screens import Screen
from arrears.views import how_read


def shown(language: str, sheet: str = "", left_out: int = 0) -> str:
    answer = {
        "file": "list.csv", "kind": "open-items", "sheet": sheet, "header_row": 1, "mapping": {}, "read": 5,
        "notes": [], "left_out": [{"row": row, "reason": "headings repeated"} for row in range(2, 2 + left_out)],
    }  # fmt: skip
    return "\n".join(line for line in how_read(Screen(language, as_json=False), answer) if isinstance(line, str))


def test_rows_left_out_that_are_not_shown_are_counted() -> None:
    assert "... and 3 more" in shown("en", left_out=13)
    assert "另有 3 行" in shown("zh", left_out=13)
    assert "more" not in shown("en", left_out=10)


def test_a_text_file_has_no_sheet_to_name() -> None:
    assert "list.csv read as open items (headings in row 1)." in shown("en")
    assert "（标题在第 1 行）" in shown("zh")
    assert "sheet Debtors, headings in row 1" in shown("en", sheet="Debtors")
