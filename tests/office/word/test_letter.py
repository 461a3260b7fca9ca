"""Letters as files: the right template, safe names, whole files, nothing written over; and killed processes."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.letters.letter_fields import ITEM_FIELDS, LETTER_FIELDS
from arrears.errors import FileRefused, TemplateRefused
from arrears.office.safe_names import safe_name
from arrears.office.shipped import templates
from arrears.office.word.letter import LetterFolder, WordLetters, template_folders
from arrears.office.word.package import same_parts
from arrears.runs.ports import Letter

SHIPPED = templates() / "letters"


def letter(number="L2026-00001", name="Nordic & Sons", template="friendly_reminder", language="en", **fields):
    values = {**dict.fromkeys(LETTER_FIELDS, "x"), **fields}
    return Letter(number, template, language, values, [dict.fromkeys(ITEM_FIELDS, "x")], name)


def test_a_letter_is_a_word_file_whose_digest_is_that_of_its_bytes(tmp_path):
    path, digest = WordLetters([SHIPPED], tmp_path / "letters").write(letter(CustomerName="北方食品"))
    assert path.name == "L2026-00001 Nordic & Sons.docx"
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "北方食品" in [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_same_letter_again_leaves_the_file_and_gives_the_same_digest(tmp_path):
    writer = WordLetters([SHIPPED], tmp_path)
    path, digest = writer.write(letter())
    before = path.stat().st_mtime_ns
    assert writer.write(letter()) == (path, digest)
    assert path.stat().st_mtime_ns == before


def repacked(content, change=None):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, part.replace(*change) if change else part)
    return packed.getvalue()


def test_a_letter_that_another_machine_packed_otherwise_stays_and_its_own_digest_counts(tmp_path):
    writer = WordLetters([SHIPPED], tmp_path)
    path, digest = writer.write(letter())
    other = repacked(path.read_bytes())
    path.write_bytes(other)
    writer.refuse_taken(letter())
    assert writer.write(letter()) == (path, hashlib.sha256(other).hexdigest())
    assert (path.read_bytes(), hashlib.sha256(other).hexdigest() == digest) == (other, False)


def test_packages_are_the_same_only_with_the_same_parts_in_the_same_order(tmp_path):
    content = WordLetters([SHIPPED], tmp_path).write(letter())[0].read_bytes()
    assert same_parts(content, repacked(content))
    assert not same_parts(content, repacked(content, (b"Friendly", b"Friendlx")))
    assert not same_parts(content, repacked(content, (b"Friendly", b"")))
    assert not same_parts(content, b"no package")
    assert not same_parts(content, content + b" ")
    assert not same_parts(content, content[:-30])
    assert not same_parts(content, content[:200] + bytes(200) + content[400:])


def test_a_file_that_a_person_edited_is_never_written_over(tmp_path):
    writer = WordLetters([SHIPPED], tmp_path)
    path, _ = writer.write(letter())
    path.write_bytes(b"edited")
    with pytest.raises(FileRefused) as refusal:
        writer.write(letter())
    assert (refusal.value.name, path.read_bytes()) == ("letter-edited", b"edited")


@pytest.mark.parametrize("name", ["L2026-00001 Nordic & Sons.docx", "L2026-00001 Other.docx", "L2026-00001.docx"])
def test_a_number_that_another_file_bears_is_refused_and_named(tmp_path, name):
    (tmp_path / name).write_bytes(b"another company's letter")
    with pytest.raises(FileRefused) as refusal:
        WordLetters([SHIPPED], tmp_path).refuse_taken(letter())
    assert (refusal.value.name, refusal.value.found) == ("number-taken", name)


def test_the_very_same_letter_takes_no_number_away(tmp_path):
    writer = WordLetters([SHIPPED], tmp_path)
    writer.refuse_taken(letter())
    writer.write(letter())
    writer.refuse_taken(letter())
    writer.refuse_taken(letter(number="L2026-00002"))


def test_a_letter_on_file_is_found_by_its_number_unless_it_was_edited(tmp_path):
    writer = WordLetters([SHIPPED], tmp_path)
    path, digest = writer.write(letter())
    assert writer.found("L2026-00001", digest) == path
    assert writer.found("L2026-00002", digest) is None
    path.write_bytes(b"edited")
    assert writer.found("L2026-00001", digest) is None


def test_a_template_beside_the_workbook_goes_before_the_shipped_one(tmp_path):
    own = tmp_path / "templates" / "letters" / "en"
    own.mkdir(parents=True)
    (own / "friendly_reminder.docx").write_bytes((SHIPPED / "en" / "final_demand.docx").read_bytes())
    writer = WordLetters(template_folders(tmp_path / "Month.xlsx"), tmp_path / "out")
    shipped = WordLetters([SHIPPED], tmp_path)
    assert writer.check("friendly_reminder", "en") == shipped.check("final_demand", "en")
    assert writer.check("friendly_reminder", "zh") == shipped.check("friendly_reminder", "zh")


@pytest.mark.parametrize("name", ["nothing", "../../secret", "a/b", "..", ".hidden", "C:\\x"])
def test_a_template_that_is_not_there_or_lies_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(TemplateRefused) as refusal:
        WordLetters([SHIPPED], tmp_path).check(name, "en")
    assert refusal.value.name == "template-missing"


@given(
    st.text(max_size=300) | st.sampled_from(["..", "../..", "CON", "a\u202ecod.exe", "~$x", "NUL.", " . ", "a/b\\c:d"])
)
def test_any_customers_name_makes_a_safe_file_name(words):
    name = safe_name("L2026-00001", words, ".docx")
    assert name.startswith("L2026-00001")
    assert name.endswith(".docx")
    assert len(name) <= 120
    assert len(name.encode()) <= 240
    assert not set(name) & set('<>:"/\\|?*\x00\n\r\u202e')
    assert not name.removesuffix(".docx").endswith((" ", "."))
    assert Path(name).name == name


def test_device_names_and_blanks_get_a_mark_before_them():
    assert safe_name("", "con", ".docx") == "_con.docx"
    assert safe_name("", " . ", ".docx") == "_.docx"


def test_names_of_other_scripts_are_kept():
    assert safe_name("L1", "杭州西湖纺织品贸易有限公司", ".docx") == "L1 杭州西湖纺织品贸易有限公司.docx"


def test_the_folder_knows_a_letter_by_its_number(tmp_path):
    _, digest = WordLetters([SHIPPED], tmp_path).write(letter())
    assert LetterFolder(tmp_path).digest("L2026-00001") == digest
    assert LetterFolder(tmp_path).digest("L2026-0000") is None


BATCH = """
import os, sys
from pathlib import Path
from tests.fake_sheets import FakeSheets
from tests.issuing import Today, a_book, invoice
from arrears.office.journal_file import JournalFile
from arrears.office.word.letter import WordLetters
from arrears.office.shipped import templates
from arrears.runs.issue import issue

folder, die_at = Path(sys.argv[1]), int(sys.argv[2])
steps = 0
real = os.fsync, os.replace

def counted(act):
    def step(*args):
        global steps
        steps += 1
        if steps == die_at:
            os.kill(os.getpid(), 9)
        return act(*args)
    return step

os.fsync, os.replace = counted(real[0]), counted(real[1])
book = a_book([invoice(f"C{n}", f"A{n}", "100") for n in range(3)], kind=FakeSheets)
done = issue(book, WordLetters([templates() / "letters"], folder / "out"), JournalFile(folder / "j.jsonl"), Today())
print(steps, len(book.rows("Letters")))
"""


def batch(folder, die_at):
    paths = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, sys.path)])
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(BATCH), str(folder), str(die_at)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by signal here")
def test_a_killed_process_leaves_nothing_lost_doubled_or_different(tmp_path):
    whole = batch(tmp_path / "whole", 0)
    steps = int(whole.stdout.split()[0])
    files = {file.name: file.read_bytes() for file in (tmp_path / "whole" / "out").iterdir()}
    assert len(files) == 3
    for die_at in range(1, steps + 1, 3):
        folder = tmp_path / str(die_at)
        assert batch(folder, die_at).returncode == -signal.SIGKILL
        assert batch(folder, 0).stdout.split()[1] == "3"
        assert {file.name: file.read_bytes() for file in (folder / "out").glob("L*.docx")} == files
        assert (folder / "j.jsonl").read_bytes() == (tmp_path / "whole" / "j.jsonl").read_bytes()


def test_letters_for_printing_stand_in_one_document_for_each_language(tmp_path):
    languages = [
        ("en", "friendly_reminder"),
        ("zh", "final_demand"),
        ("en", "thanks_for_settlement"),
        ("zh", "final_demand"),
    ]
    letters = [
        letter(f"L{n}", template=template, language=language) for n, (language, template) in enumerate(languages)
    ]
    writer = WordLetters([SHIPPED], tmp_path)
    together = writer.printed_together(letters)
    assert [[each.number for each in group] for group in together] == [["L0", "L2"], ["L1", "L3"]]
    documents = [writer.combined(group, duplex=True) for group in together]
    assert [len(Document(io.BytesIO(content)).sections) for content in documents] == [2, 2]
    assert documents == [WordLetters([SHIPPED], tmp_path).combined(group, duplex=True) for group in together]
    assert list(tmp_path.iterdir()) == []


def test_a_letter_shows_its_payment_code(tmp_path):
    path, _ = WordLetters([SHIPPED], tmp_path).write(letter(PaymentQr="BCD\n002\n1\nSCT"))
    assert len(list(Document(str(path)).element.body.iter("{*}blip"))) == 1
