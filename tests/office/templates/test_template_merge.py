"""Filling any template from records: rows, formats, missing fields, file names, nothing written over or by halves."""

import json
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from tests.word_markup import document, merge, p, row, t, table

from arrears.errors import FileRefused, InputRefused, TemplateRefused
from arrears.office.templates.records import read_records
from arrears.office.templates.template_merge import Filling, merge_records

LETTER = document(
    p(t("Dear "), merge("name")),
    p(merge("total", '\\# "#,##0.00"')),
    table(row(p(t("No")), p(t("Sum"))), row(p(merge("no")), p(merge("amount", '\\# "0.00"')))),
)
ALDER = {"name": "Alder & <Co>", "total": 1234.5, "items": [{"no": "RE-1", "amount": "10"}, {"no": 2, "amount": None}]}


def merged(tmp_path, records, content=LETTER, **how):
    (tmp_path / "t.docx").write_bytes(content)
    (tmp_path / "r.json").write_text(json.dumps(records), encoding="utf-8")
    return merge_records(tmp_path / "t.docx", tmp_path / "r.json", tmp_path / "out", Filling(**how))


def words(path):
    read = Document(str(path))
    return [par.text for par in read.paragraphs], [[cell.text for cell in r.cells] for t in read.tables for r in t.rows]


def test_rows_repeat_without_marks_and_formats_are_kept(tmp_path):
    (path,) = merged(tmp_path, [ALDER])
    assert words(path) == (
        ["Dear Alder & <Co>", "1,234.50"], [["No", "Sum"], ["RE-1", "10.00"], ["2", ""]],
    )  # fmt: skip
    assert path.name == "t 0001.docx"


def test_regions_nest_between_marks_and_names_need_not_agree_in_capitals(tmp_path):
    content = document(
        p(merge("TableStart:Orders")), p(merge("No")), p(merge("TableStart:Lines")), p(t("- "), merge("Text")),
        p(merge("TableEnd:Lines")), p(merge("TableEnd:Orders")), p(t("end")),
    )  # fmt: skip
    record = {"orders": [{"NO": "A", "lines": [{"text": "x"}, {"text": "y"}]}, {"no": "B", "Lines": []}]}
    assert words(merged(tmp_path, record, content)[0])[0] == ["A", "- x", "- y", "B", "end"]


def test_an_object_within_a_record_gives_fields_with_a_dot(tmp_path):
    content = document(p(merge("customer.name")))
    assert words(merged(tmp_path, {"records": [{"customer": {"name": "Birch"}}]}, content)[0])[0] == ["Birch"]


@pytest.mark.parametrize(
    ("record", "lacking"),
    [
        ({key: value for key, value in ALDER.items() if key != "total"}, "total"),
        ({**ALDER, "items": [{"no": 1, "amount": 1}, {"no": 2}]}, "amount"),
        ({key: value for key, value in ALDER.items() if key != "items"}, "items"),
    ],
)
def test_a_missing_field_is_refused_by_record_and_name_and_nothing_is_written(tmp_path, record, lacking):
    with pytest.raises(InputRefused) as refusal:
        merged(tmp_path, [ALDER, record])
    assert (refusal.value.name, refusal.value.found, refusal.value.values["record"]) == (
        "record-field-missing", lacking, "2",
    )  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_a_field_that_no_record_has_is_missing_too_unless_it_may_be_empty(tmp_path):
    content = document(p(merge("nobody"), t("!")))
    with pytest.raises(InputRefused):
        merged(tmp_path, [{"name": "x"}], content)
    assert words(merged(tmp_path, [{"name": "x"}], content, missing="empty")[0])[0] == ["!"]


def test_a_record_without_a_region_may_have_no_rows_if_that_is_asked_for(tmp_path):
    paths = merged(tmp_path, [ALDER, {"name": "B", "total": 1}], missing="empty")
    assert words(paths[1])[1] == [["No", "Sum"]]


def test_names_come_from_a_pattern_safe_for_windows_and_never_write_over(tmp_path):
    records = [{**ALDER, "name": name} for name in ("A/B: Ltd.", "北方", "北方", "con", "NUL")]
    first = merged(tmp_path, records, name="{name}")
    assert [path.name for path in first] == ["A B Ltd.docx", "北方.docx", "北方 (2).docx", "_con.docx", "_NUL.docx"]
    before = first[1].read_bytes()
    again = merged(tmp_path, records[1:2], name="{Name}")
    assert [path.name for path in again] == ["北方 (3).docx"]
    assert first[1].read_bytes() == before


def test_names_that_differ_in_capitals_alone_get_a_number(tmp_path):
    paths = merged(tmp_path, [{**ALDER, "name": "alder"}, {**ALDER, "name": "ALDER"}], name="{name}")
    assert [path.name for path in paths] == ["alder.docx", "ALDER (2).docx"]


def test_a_pattern_that_asks_for_an_unknown_field_is_refused(tmp_path):
    with pytest.raises(InputRefused) as refusal:
        merged(tmp_path, [ALDER], name="{number}")
    assert refusal.value.found == "number"


def test_the_language_decides_on_separators(tmp_path):
    assert words(merged(tmp_path, [ALDER], language="de")[0])[0][1] == "1.234,50"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "records-unreadable"), ("{", "records-unreadable"), ("[1]", "records-unreadable"),
        ('"x"', "records-unreadable"), ('{"a": NaN}', "records-unreadable"), ("[]", "records-empty"),
        ('{"a": 1, "A": 2}', "record-name-twice"), ('{"a": [1, 2]}', "record-value"),
        ("[" * 5000, "records-unreadable"), ('{"a":' * 12 + "1" + "}" * 12, "record-value"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_records_is_refused_in_one_sentence(tmp_path, text, name):
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        read_records(path)
    assert refusal.value.name == name


def test_a_value_where_others_have_rows_is_refused(tmp_path):
    with pytest.raises(InputRefused) as refusal:
        merged(tmp_path, [ALDER, {**ALDER, "items": "none"}])
    assert (refusal.value.name, refusal.value.found) == ("record-value", "items")


def test_numbers_are_exact(tmp_path):
    path = tmp_path / "r.json"
    path.write_text('{"a": 0.1, "b": 12345678901234567890.01, "c": true, "d": null}', encoding="utf-8")
    (record,) = read_records(path)
    assert record == {"a": Decimal("0.1"), "b": Decimal("12345678901234567890.01"), "c": "true", "d": None}


def test_a_template_that_cannot_be_used_is_refused_before_the_folder_is_made(tmp_path):
    with pytest.raises(TemplateRefused):
        merged(tmp_path, [ALDER], document(p(merge("TableStart:items"))))
    with pytest.raises(FileRefused):
        merge_records(tmp_path / "none.docx", tmp_path / "r.json", tmp_path / "out", Filling())
    assert not (tmp_path / "out").exists()


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_names_make_as_many_files_as_there_are_records(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("merge")
    paths = merged(folder, [{"name": name.encode("utf-8", "replace").decode()} for name in names],
                   document(p(merge("name"))), name="{name}")  # fmt: skip
    assert len({path.name.casefold() for path in paths}) == len(names) == len(list((folder / "out").iterdir()))
