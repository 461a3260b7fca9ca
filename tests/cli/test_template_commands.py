"""``arrears template``: answers, exit codes, no workbook needed."""

import json

from tests.command_line import answered, arrears
from tests.word_markup import document, merge, p

from arrears.office.shipped import templates

SHIPPED = templates() / "letters" / "en" / "final_demand.docx"


def test_check_gives_faults_with_places_and_exit_code_1(tmp_path):
    path = tmp_path / "own.docx"
    path.write_bytes(document(p(merge("CustomerNam"))))
    ran = arrears("template", "check", path, "--json")
    answer = ran.answer
    assert (ran.code, answer["ok"]) == (1, False)
    first = answer["faults"][0]
    assert (first["found"], first["nearest"], first["part"], first["paragraph"]) == (
        "CustomerNam", "CustomerName", "document", 1,
    )  # fmt: skip
    assert first["wrong"].endswith(".")


def test_check_of_a_shipped_template_ends_with_0(tmp_path):
    ran = arrears("template", "check", SHIPPED, "--json")
    assert (ran.code, ran.answer["ok"], ran.answer["kind"]) == (0, True, "final_demand")
    assert "TotalDue" in ran.answer["fields"]


def test_check_takes_the_kind_as_said_and_refuses_one_that_is_not_known():
    assert arrears("template", "check", SHIPPED, "--as", "interest-note", "--json").code == 1
    ran = arrears("template", "check", SHIPPED, "--as", "nonsense", "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, "choice-option")


def test_preview_writes_a_letter(tmp_path):
    answer = answered("template", "preview", SHIPPED, "--out", tmp_path, "--items", "3")
    assert (tmp_path / "final_demand preview.docx").exists()
    assert answer["language"] == "en"


def test_merge_writes_a_letter_for_each_record(tmp_path):
    template, records = tmp_path / "t.docx", tmp_path / "r.json"
    template.write_bytes(document(p(merge("Name"))))
    records.write_text(json.dumps([{"Name": "北方"}, {"Name": "Süd"}]), encoding="utf-8")
    answer = answered("template", "merge", template, records, "--out", tmp_path / "out", "--name", "{Name}")
    assert answer["count"] == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Süd.docx", "北方.docx"]
    ran = arrears("template", "merge", template, records, "--out", tmp_path / "out", "--name", "{No}", "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, "record-field-missing")
