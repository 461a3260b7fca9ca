"""PDF copies of letters by LibreOffice."""

import pytest
from docx import Document
from tests.libreoffice import needed

from arrears.errors import FileRefused
from arrears.office.letters import pdf_copies


def letter(folder, name):
    document = Document()
    document.add_paragraph("Dear customer")
    document.save(folder / name)
    return folder / name


def test_each_letter_gets_a_pdf_of_its_name(tmp_path):
    needed()
    letters = [letter(tmp_path, name) for name in ("L2026-00001 Müller.docx", "L2026-00002 客户.docx")]
    made, problems = pdf_copies.pdf_copies(letters, tmp_path)
    assert [path.name for path in made] == ["L2026-00001 Müller.pdf", "L2026-00002 客户.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in made)
    assert problems == []


def test_a_machine_without_libreoffice_is_told_so_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_copies, "converter", lambda: None)
    with pytest.raises(FileRefused) as refusal:
        pdf_copies.refuse_without_converter(tmp_path)
    assert refusal.value.name == "no-pdf-converter"


def test_a_letter_that_cannot_be_converted_is_a_problem_and_the_others_go_on(tmp_path, monkeypatch):
    (tmp_path / "b.pdf").write_bytes(b"made before")
    monkeypatch.setattr(pdf_copies, "converter", lambda: "true")
    made, problems = pdf_copies.pdf_copies([letter(tmp_path, "a.docx"), letter(tmp_path, "b.docx")], tmp_path)
    assert [path.name for path in made] == ["b.pdf"]
    assert [(case.name, case.found) for case in problems] == [("pdf-failed", "a.docx")]
