"""The letters journal on disk: nothing changes unseen, nothing is half an entry, one run at a time."""

import subprocess
import sys
import textwrap

import pytest

from arrears.errors import JournalRefused
from arrears.office.journal_file import JournalFile


def filled(path, count=4):
    journal = JournalFile(path)
    for n in range(count):
        journal.append({"kind": "written", "number": f"L{n}", "sha256": "0" * 8})
    return journal


def refused(path):
    try:
        JournalFile(path).entries()
    except JournalRefused as refusal:
        return refusal.name == "journal-changed"
    return False


def test_entries_come_back_in_order_and_survive_being_opened_again(tmp_path):
    filled(tmp_path / "j.jsonl")
    again = JournalFile(tmp_path / "j.jsonl")
    again.append({"kind": "closed"})
    assert [entry.get("number") for entry in JournalFile(again.path).entries()] == ["L0", "L1", "L2", "L3", None]


def test_a_missing_journal_is_empty(tmp_path):
    assert JournalFile(tmp_path / "none.jsonl").entries() == []


def test_every_single_bit_edit_is_refused_but_one_that_only_tears_the_tail(tmp_path):
    journal = filled(tmp_path / "j.jsonl", 3)
    content = journal.path.read_bytes()
    accepted = []
    for position in range(len(content)):
        for bit in range(8):
            edited = bytearray(content)
            edited[position] ^= 1 << bit
            journal.path.write_bytes(bytes(edited))
            if not refused(journal.path):
                accepted.append(position)
    assert set(accepted) == {len(content) - 1}  # the last line end: the last entry then counts as unfinished


def test_a_removed_or_moved_line_is_refused(tmp_path):
    journal = filled(tmp_path / "j.jsonl")
    lines = journal.path.read_bytes().splitlines(keepends=True)
    for changed in (lines[1:], lines[:1] + lines[2:], [lines[1], lines[0], *lines[2:]]):
        journal.path.write_bytes(b"".join(changed))
        with pytest.raises(JournalRefused):
            JournalFile(journal.path).entries()


def test_a_cut_tail_shows_by_the_head(tmp_path):
    journal = filled(tmp_path / "j.jsonl")
    head = journal.seals[-1]
    journal.path.write_bytes(b"".join(journal.path.read_bytes().splitlines(keepends=True)[:-1]))
    cut = JournalFile(journal.path)
    assert len(cut.entries()) == len(cut.seals) == 3
    assert cut.seals == journal.seals[:3]
    assert cut.seals[-1] != head


@pytest.mark.parametrize("left", [1, 30, 120])
def test_a_torn_last_line_does_not_count_and_the_next_entry_takes_its_place(tmp_path, left):
    journal = filled(tmp_path / "j.jsonl", 2)
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + whole.splitlines()[0][:left])
    again = JournalFile(journal.path)
    assert len(again.entries()) == 2
    again.append({"kind": "closed"})
    assert [entry["kind"] for entry in JournalFile(journal.path).entries()] == ["written", "written", "closed"]
    assert journal.path.read_bytes().endswith(b"\n")


def test_a_second_run_is_refused_while_one_is_at_work(tmp_path):
    journal = JournalFile(tmp_path / "j.jsonl")
    other = textwrap.dedent(
        f"""
        from pathlib import Path
        from arrears.errors import JournalRefused
        from arrears.office.journal_file import JournalFile
        try:
            JournalFile(Path({str(journal.path)!r})).append({{"kind": "closed"}})
        except JournalRefused as refusal:
            print(refusal.name)
        """
    )
    with journal.held():
        journal.append({"kind": "opened"})
        said = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "journal-busy"
    subprocess.run([sys.executable, "-c", other], check=True)
    assert len(journal.entries()) == 2


def test_the_journal_lies_in_a_folder_beside_the_workbook_and_is_one_for_a_set_of_books(tmp_path):
    books_id, folder = "0123456789abcdef", tmp_path / "letters journal"
    for name in ("Month.xlsx", "Copy of Month.xlsx"):
        assert JournalFile.beside(tmp_path / name, books_id).path == folder / f"{books_id}.jsonl"
    assert JournalFile.beside(tmp_path / "Month.xlsx").path == folder / "Month.jsonl"
