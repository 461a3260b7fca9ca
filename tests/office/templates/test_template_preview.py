"""Previews: every shipped letter with few and many items, sums that add up, templates of other people's."""

from decimal import Decimal

import pytest
from docx import Document
from tests.word_markup import document, merge, p, row, t, table

from arrears.core.letters.letter_fields import FIELD_SETS, KINDS
from arrears.office.shipped import templates
from arrears.office.templates.made_up import made_up
from arrears.office.templates.template_preview import language_of, preview_template

SHIPPED = sorted((templates() / "letters").glob("*/*.docx"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("count", [1, 40])
def test_every_shipped_letter_is_filled_whole(tmp_path, path, count):
    made = preview_template(path, tmp_path, path.parent.name, count)
    read = Document(str(made.path))
    text = "\n".join(piece.text or "" for piece in read.element.body.iter("{*}t"))
    assert made.unknown == ()
    assert "«" not in text
    assert "None" not in text
    assert made_up(path.stem, path.parent.name).fields["CustomerName"] in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh", "de", "fr", "xx"])
def test_made_up_letters_have_every_field_of_their_kind(kind, language):
    said, known = made_up(kind, language, 3), FIELD_SETS[KINDS[kind].fields]
    assert set(said.fields) == set(known.fields)
    assert set(said.regions) <= set(known.regions)


def test_made_up_sums_add_up():
    said = made_up("final_demand", "en", 5)
    rows, fields = said.regions["Items"], said.fields
    total = sum(row["Balance"] for row in rows)
    more = sum(fields[name] or Decimal(0) for name in ("Credits", "Interest", "FixedSum", "Fee"))
    assert fields["TotalDue"] == total + more
    assert sum(row["SliceInterest"] for row in said.regions["Slices"]) == fields["Interest"]


def test_a_template_of_any_names_is_shown_with_something_in_their_place(tmp_path):
    path = tmp_path / "own.docx"
    path.write_bytes(
        document(
            p(t("Dear "), merge("Anybody"), t(" on "), merge("When", '\\@ "yyyy"')),
            table(row(p(merge("TableStart:Orders"), merge("Sum", '\\# "0.0"')), p(merge("TableEnd:Orders")))),
        )
    )
    made = preview_template(path, tmp_path, "en", 3)
    read = Document(str(made.path))
    assert read.paragraphs[0].text == "Dear «Anybody» on 2026"
    assert [row.cells[0].text for row in read.tables[0].rows] == ["1234.5"] * 3
    assert made.unknown == ("Anybody", "When", "TableStart:Orders", "Sum")


def test_a_second_preview_takes_the_place_of_the_first(tmp_path):
    path = next(each for each in SHIPPED if each.stem == "final_demand")
    first = preview_template(path, tmp_path, "en", 3)
    assert preview_template(path, tmp_path, "en", 4).path == first.path


def test_the_language_is_the_wished_one_else_that_of_the_folder_else_the_users(tmp_path):
    shipped = templates() / "letters" / "de" / "final_demand.docx"
    assert language_of(shipped, "fr", "zh") == "fr"
    assert language_of(shipped, None, "zh") == "de"
    assert language_of(tmp_path / "x.docx", None, "zh") == "zh"
