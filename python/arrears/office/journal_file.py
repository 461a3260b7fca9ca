"""The letters journal: one line an entry, each sealed with the line before it, held by one run at a time."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from arrears.errors import JournalRefused
from arrears.office.files import write_refused

FOLDER = "letters journal"
"""The folder beside the workbook."""

_NO_SEAL = "0" * 64


class JournalFile:
    """A ``Journal`` in a text file: a seal, a blank, the entry as JSON.

    The seal is the SHA-256 of the former line's seal and the entry's bytes, so a changed, moved or missing line shows
    in every later one. A last line without its line end was never finished (the machine stopped while it was written);
    it does not count, and the next entry takes its place.
    """

    def __init__(self, path: Path) -> None:
        """Take the file; it is made with the first entry."""
        self.path = path
        self._lock = FileLock(str(path) + ".lock", timeout=0)
        self._seals: list[str] = []
        self._end: int | None = None

    @classmethod
    def beside(cls, book: Path, books_id: str = "") -> "JournalFile":
        """Give the journal of a set of books beside one of its workbooks, by name in one made before it had an id."""
        return cls(book.parent / FOLDER / f"{books_id or book.stem}.jsonl")

    @property
    def where(self) -> str:
        """The file, there or not."""
        return str(self.path)

    @property
    def seals(self) -> Sequence[str]:
        """The seal of each entry, as last read or written: the last one, noted elsewhere, shows a cut tail."""
        return self._seals

    def entries(self) -> Sequence[Mapping[str, object]]:
        """Give all entries, oldest first.

        Raises JournalRefused ``journal-changed`` with the number of the first line that does not fit the one before.
        """
        content = self.path.read_bytes() if self.path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]
        seals, found = list[str](), []
        for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
            seal, entry = self._opened(line, _last(seals), number)
            seals.append(seal)
            found.append(entry)
        self._seals, self._end = seals, len(whole)
        return found

    def append(self, entry: Mapping[str, object]) -> None:
        """Add one entry durably: written behind the last whole line and forced to the disk.

        Raises FileRefused ``cannot-write``; the entry then counts only if a later reading finds its whole line.
        """
        with self.held():
            if self._end is None or not self.path.exists():
                self.entries()
            body = json.dumps(entry, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")
            seal = _sealed(_last(self._seals), body)
            line = seal.encode("ascii") + b" " + body + b"\n"
            try:
                _write_at(self.path, self._end or 0, line)
            except OSError as error:
                self._end = None  # what of the line is there was not forced to the disk
                raise write_refused(self.path, error) from error
            self._seals.append(seal)
            self._end = (self._end or 0) + len(line)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other run out; raises JournalRefused ``journal-busy`` when one is at work."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as cause:
            raise JournalRefused("journal-busy", where=str(self.path), found=self.path.name) from cause
        except OSError as error:
            raise write_refused(self.path, error) from error
        try:
            if self._lock.lock_counter == 1:
                self._end = None  # another run may have written since
            yield
        finally:
            self._lock.release()

    def _opened(self, line: bytes, before: str, number: int) -> tuple[str, Mapping[str, object]]:
        seal, _, body = line.partition(b" ")
        if seal.decode("ascii", "replace") != _sealed(before, body):
            raise JournalRefused("journal-changed", where=str(self.path), found=f"line {number}", line=number)
        entry: Mapping[str, object] = json.loads(body)
        return seal.decode("ascii"), entry


def _last(seals: Sequence[str]) -> str:
    return seals[-1] if seals else _NO_SEAL


def _sealed(before: str, body: bytes) -> str:
    return hashlib.sha256(before.encode("ascii") + b" " + body).hexdigest()


def _write_at(path: Path, position: int, line: bytes) -> None:
    fresh = not path.exists()
    with path.open("wb" if fresh else "r+b") as out:
        out.truncate(position)  # what a stopped machine left unfinished
        out.seek(position)
        out.write(line)
        out.flush()
        os.fsync(out.fileno())
    if fresh and os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
