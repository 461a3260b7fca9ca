"""Build the letter templates, the field list and FIELDS.md: ``python templates/build_templates.py``.

The letters are ordinary Word documents with merge fields; this script only saves drawing the same page many times.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from fields_page import field_list, fields_page
from letter_page import Page

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh", "de", "fr")


def build(language: str, name: str, words: ModuleType) -> Path:
    """Build one template; give its path."""
    title, blocks = words.LETTERS[name]
    page = Page(language)
    page.letterhead(words.LATER, words.PAGE_OF)
    page.address(words.ADDRESS, words.DETAILS)
    for kind, *parts in blocks:
        getattr(page, kind)(*parts)
    return page.save(HERE / "letters" / language / f"{name}.docx", title)


def main() -> None:
    """Build everything that is shipped."""
    for language in LANGUAGES:
        words = import_module(f"words_{language}")
        for name in words.LETTERS:
            build(language, name, words)
    (HERE / "FIELDS.md").write_text(fields_page(), encoding="utf-8")
    (HERE / "field_list.csv").write_text(field_list(), encoding="utf-8-sig", newline="\r\n")


if __name__ == "__main__":
    main()
