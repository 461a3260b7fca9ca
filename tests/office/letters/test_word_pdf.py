"""PDF copies by Word, with a stand-in for it: what is asked of Word, and that it is ended whatever happens."""

from pathlib import Path

from arrears.office.letters import pdf_copies
from arrears.office.letters.word_pdf import export


class Word:
    """A Word that exports every letter but those it cannot open."""

    def __init__(self, broken=()):
        self.Documents, self.broken, self.ended, self.closed = self, broken, False, 0

    def Open(self, path, ReadOnly, AddToRecentFiles):  # noqa: N802, N803 - Word's names
        assert (ReadOnly, AddToRecentFiles) == (True, False)
        if Path(path).name in self.broken:
            raise OSError(path)
        return self

    def ExportAsFixedFormat(self, path, kind):  # noqa: N802
        assert kind == 17
        Path(path).write_bytes(b"%PDF by Word")

    def Close(self, SaveChanges):  # noqa: ARG002, N802, N803
        self.closed += 1

    def Quit(self, SaveChanges):  # noqa: ARG002, N802, N803
        self.ended = True


def test_word_exports_each_letter_and_is_ended(tmp_path):
    word = Word(broken={"b.docx"})
    export(word, [tmp_path / "a.docx", tmp_path / "b.docx", tmp_path / "c.docx"], tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["a.pdf", "c.pdf"]
    assert (word.ended, word.closed) == (True, 2)


def test_where_there_is_no_libreoffice_word_makes_the_copies(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_copies, "converter", lambda: None)
    monkeypatch.setattr(pdf_copies, "has_word", lambda: True)
    monkeypatch.setattr(pdf_copies, "start_word", Word)
    pdf_copies.refuse_without_converter(tmp_path)
    made, problems = pdf_copies.pdf_copies([tmp_path / "L1.docx"], tmp_path)
    assert ([path.name for path in made], problems) == (["L1.pdf"], [])
