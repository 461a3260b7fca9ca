"""Checking templates: every fault named with its place, the nearest name, nothing hidden by another."""

import zipfile
from io import BytesIO

import pytest
from tests.word_markup import condition, document, merge, p, row, t, table

from arrears.core.letters.letter_fields import FIELD_SETS, KINDS
from arrears.errors import FileRefused, TemplateRefused
from arrears.office.shipped import templates
from arrears.office.templates.template_check import check_template, nearest
from arrears.office.word.letter_names import names_for

SHIPPED = sorted((templates() / "letters").glob("*/*.docx"))


def checked(tmp_path, content, name="own letter", kind=None):
    path = tmp_path / f"{name}.docx"
    path.write_bytes(content)
    return check_template(path, kind)


def faults(found):
    return [(fault.case.name, fault.case.found) for fault in found.faults if fault.case.name != "template-lacks-field"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_shipped_template_is_sound_and_has_what_its_kind_must_have(path):
    found = check_template(path)
    assert found.faults == ()
    assert path.stem in KINDS


def test_thirteen_letters_are_shipped_in_english_and_chinese_and_five_in_german_and_french():
    by_language = {}
    for path in SHIPPED:
        by_language.setdefault(path.parent.name, set()).add(path.stem)
    assert by_language["en"] == by_language["zh"] == set(KINDS)
    first = {"reminder_before_due", "friendly_reminder", "second_reminder", "final_demand", "letter_before_action"}
    assert by_language["de"] == by_language["fr"] == first


def test_unknown_fields_are_named_with_their_places_and_the_nearest_name(tmp_path):
    content = document(
        p(t("Dear "), merge("CustomerNam")),
        table(row(p(merge("DocumentNo")), p(merge("Balence")))),
        p(condition("", "TotlDue", '&lt;&gt; "" "x"')),
    )
    found = checked(tmp_path, content)
    named = [(f.case.found, f.case.values["nearest"], f.where("en")) for f in found.faults if f.place]
    assert named == [
        ("CustomerNam", "CustomerName", "text, paragraph 1 (Dear «CustomerNam»)"),
        ("Balence", "Balance", "text, table 1, row 1, column 2"),
        ("TotlDue", "TotalDue", "text, paragraph 4 («TotlDue»cached)"),
    ]
    assert found.faults[0].where("zh") == "正文第 1 段（Dear «CustomerNam»）"


def test_missing_fields_are_those_of_the_kind_by_the_files_name_or_as_said(tmp_path):
    content = document(p(merge("CustomerName")))
    lacking = {f.case.found for f in checked(tmp_path, content, "balance_confirmation").faults}
    assert {"AuditFirm", "AuditAddress", "OwedToUs"} <= lacking
    assert "PayBy" not in lacking
    as_said = {f.case.found for f in checked(tmp_path, content, "own", "final_demand").faults}
    assert {"PayBy", "TotalDue", "DocumentNo"} <= as_said
    assert "CustomerName" not in as_said


def test_a_field_of_rows_outside_of_them_is_told_from_an_unknown_one(tmp_path):
    assert faults(checked(tmp_path, document(p(merge("DocumentNo"))))) == [("template-field-outside", "DocumentNo")]


def test_a_field_may_stand_in_an_if_or_in_a_region_between_marks(tmp_path):
    content = document(
        p(merge("TableStart:Items")), p(merge("DocumentNo"), merge("Balanc")), p(merge("TableEnd:Items")),
        p(merge("TableStart:Itms")), p(merge("TableEnd:Itms")),
    )  # fmt: skip
    assert faults(checked(tmp_path, content)) == [
        ("template-unknown-field", "Balanc"), ("template-unknown-field", "TableStart:Itms"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "code",
    ["DDEAUTO excel x y", "DDE excel x y", "LINK Word.Document x", "INCLUDETEXT x", "INCLUDEPICTURE x", "DATABASE x"],
)
def test_forbidden_fields_are_named_and_hide_no_other_fault(tmp_path, code):
    instruction = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = checked(tmp_path, document(p(instruction), p(merge("Discuont"))))
    assert faults(found) == [("template-forbidden", code.split()[0]), ("template-unknown-field", "Discuont")]


def test_an_external_relationship_is_named(tmp_path):
    plain = document(p(merge("CustomerName")))
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://example.com/x.dotm" TargetMode="External"/></Relationships>'
    )
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("word/_rels/settings.xml.rels", link)
    found = faults(checked(tmp_path, made.getvalue()))
    assert found == [("template-forbidden", "attachedTemplate: http://example.com/x.dotm")]


def test_an_open_region_and_a_broken_field_are_faults_not_exceptions(tmp_path):
    assert ("template-region-open", "Items") in faults(checked(tmp_path, document(p(merge("TableStart:Items")))))
    broken = document(
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGEFIELD X</w:instrText></w:r>')
    )
    assert [name for name, _ in faults(checked(tmp_path, broken))] == ["template-field-broken"]


def test_what_is_no_word_document_is_refused(tmp_path):
    with pytest.raises(FileRefused):
        checked(tmp_path, b"no package")
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises((TemplateRefused, FileRefused)):
        checked(tmp_path, made.getvalue())


def test_the_nearest_name_is_found_among_fields_and_rows_alike():
    names = names_for("final_demand")
    assert nearest("customername", names) == "CustomerName"
    assert nearest("docno", names) == "DocumentNo"


def test_the_field_list_and_the_page_for_users_name_every_field():
    page = (templates() / "FIELDS.md").read_text(encoding="utf-8")
    listed = (templates() / "field_list.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    known = [*(name for kind in FIELD_SETS.values() for name in kind.fields)]
    known += [name for kind in FIELD_SETS.values() for inner in kind.regions.values() for name in inner]
    assert set(listed) == set(known)
    assert all(f"| `{name}` |" in page for name in known)
    assert all(f"| `{name}` |" in page for name in KINDS)
