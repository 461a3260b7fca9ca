"""Build the letter templates and FIELDS.md: ``python templates/build_templates.py``.

The letters are ordinary Word documents with merge fields; this script only saves drawing the same page ten times.
"""

from pathlib import Path

from letter_page import Page
from letter_words import FIELD_WORDS, LETTERS, Words

from arrears.core.letters import ITEM_FIELDS, LETTER_FIELDS

HERE = Path(__file__).parent


def build(language: str, name: str, words: Words) -> Path:
    """Build one template; give its path."""
    page = Page(language)
    page.letterhead(words["page"])
    page.address(words["info"])
    page.subject(words["subject"])
    for paragraph in words["before"]:
        page.text(paragraph)
    page.items(words["columns"], words["totals"])
    for paragraph in words["request"]:
        page.text(paragraph)
    page.bank(words["bank"])
    for left, paragraph in enumerate(words["after"], start=-len(words["after"])):
        page.text(paragraph, keep=left >= -2)  # a signature never stands alone on a page
    page.closing(words["closing"])
    page.small_print(words["small_print"])
    return page.save(HERE / "letters" / language / f"{name}.docx", words["title"])


def fields_page() -> str:
    """List every field for the people who edit templates."""
    lines = [
        "# Fields for letter templates / 信函模板可用的域",
        "",
        "Insert a field in Word with *Insert > Quick Parts > Field > MergeField*, or copy one from a shipped template.",
        'Formats: dates `\\@ "d MMMM yyyy"`, numbers `\\# "#,##0.00"`, capitals `\\* Upper`, text before or after',
        'a field that is not blank: `\\b "Contact: "`, `\\f " days"`. `IF` compares by number',
        "where both sides are numbers.",
        "A paragraph, or a row of a table, that holds nothing but blank fields goes.",
        "",
        "在 Word 中用“插入 > 文档部件 > 域 > MergeField”插入，或从自带模板中复制。空域所在的段落或表格行会自动消失。",
        "",
        "A template of your own goes before the shipped one of its name: put it beside your workbook, as",
        "`templates/letters/en/friendly_reminder.docx`.",
        "",
        "## Anywhere in the letter / 信函任何位置",
        "",
        *_table(LETTER_FIELDS),
        "",
        "## Once for each item / 逐笔列示",
        "",
        "A table row that holds one of these fields repeats for each item; so does everything between",
        "`«TableStart:Items»` and `«TableEnd:Items»`. 含有下列任一域的表格行按每笔款项重复。",
        "",
        *_table(ITEM_FIELDS),
        "",
    ]
    return "\n".join(lines)


def _table(fields: "dict[str, str] | object") -> list[str]:
    rows = [f"| `{name}` | {meaning} | {FIELD_WORDS[name]} |" for name, meaning in dict(fields).items()]  # type: ignore[call-overload]
    return ["| Field | What it says | 含义 |", "|---|---|---|", *rows]


if __name__ == "__main__":
    for letter_language, letters in LETTERS.items():
        for letter_name, letter_words in letters.items():
            build(letter_language, letter_name, letter_words)
    (HERE / "FIELDS.md").write_text(fields_page(), encoding="utf-8")
