"""Letters as Word files in a folder, filled from templates of the user's or the shipped ones."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from arrears.errors import FileRefused, TemplateRefused
from arrears.office.files import read_file, write_new
from arrears.office.safe_names import safe_name
from arrears.office.shipped import templates
from arrears.office.word.address_window import placed
from arrears.office.word.combined import Filled, combined, look_of
from arrears.office.word.identity import identifier_of
from arrears.office.word.letter_names import ITEMS, names_for
from arrears.office.word.package import same_parts
from arrears.office.word.payment_picture import with_payment_picture
from arrears.office.word.template import Template
from arrears.runs.ports import Letter

MOST_PRINTED = 5_000
"""Letters in one document for printing."""


def template_folders(book: Path) -> list[Path]:
    """Give the folders that hold letter templates for a workbook: one beside it goes before the shipped one."""
    return [book.parent / "templates" / "letters", templates() / "letters"]


class WordLetters:
    """A ``LetterWriter`` that fills ``<folder>/<language>/<template>.docx``, from the first folder that has it."""

    def __init__(self, folders: Sequence[Path], out: Path, window: str = "") -> None:
        """Take the template folders, in order, and the folder to write to; it is made when the first letter comes.

        ``window``: the envelope that addresses are placed for (``address_window``); blank leaves them as they are.
        """
        self.folders = folders
        self.out = out
        self.window = window
        self._compiled: dict[tuple[str, str], Template] = {}

    def check(self, template: str, language: str) -> str:
        """Compile a template, refusing it by name if it cannot be used; give the SHA-256 of its bytes."""
        return self._template(template, language).sha256

    def path(self, letter: Letter) -> Path:
        """Give the path of a letter; always inside the folder."""
        return self.out / safe_name(letter.number, letter.file_name, ".docx")

    def refuse_taken(self, letter: Letter) -> None:
        """Refuse a number that another file in the folder bears: it is of other books, or was put there by a person.

        Raises FileRefused ``number-taken``.
        """
        for path in _bearing(self.out, letter.number):
            if path != self.path(letter) or not same_parts(read_file(path), self._filled(letter)):
                raise FileRefused("number-taken", where=str(path), found=path.name, number=letter.number)

    def found(self, number: str, sha256: str) -> Path | None:
        """Find the unchanged file of a letter by its number; None if it is not in the folder."""
        files = (path for path in _bearing(self.out, number) if hashlib.sha256(read_file(path)).hexdigest() == sha256)
        return next(files, None)

    def write(self, letter: Letter) -> tuple[Path, str]:
        """Write one letter durably; give its path and the SHA-256 of the bytes that are there.

        A file that already holds the very same letter stays, also one that another machine packed otherwise. Raises
        FileRefused ``letter-edited`` where a file of the letter's name holds anything else: what was issued, or what a
        person wrote, is never written over.
        """
        path = self.put(self.path(letter).name, self._filled(letter))
        return path, hashlib.sha256(read_file(path)).hexdigest()

    def digest(self, letter: Letter) -> str:
        """Give the SHA-256 of the bytes a letter has, or would have."""
        return hashlib.sha256(self._filled(letter)).hexdigest()

    def put(self, name: str, content: bytes) -> Path:
        """Write a file of the folder durably; refuses as ``write`` does."""
        path = self.out / name
        self.out.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            write_new(path, content)
        elif not same_parts(read_file(path), content):
            raise FileRefused("letter-edited", where=str(path), found=path.name)
        return path

    def printed_together(self, letters: Sequence[Letter]) -> list[list[Letter]]:
        """Part letters, in their order, into those that one document can hold: 5,000 at most, of one look."""
        looks: dict[str, list[Letter]] = {}
        for letter in letters:
            looks.setdefault(look_of(self._template(letter.template, letter.language)), []).append(letter)
        return [each[n : n + MOST_PRINTED] for each in looks.values() for n in range(0, len(each), MOST_PRINTED)]

    def combined(self, letters: Sequence[Letter], *, duplex: bool = False) -> bytes:
        """Give one document for printing of letters that can stand together (``printed_together``).

        ``duplex`` lets each letter begin on a front page.
        """
        return combined(map(self._to_fill, letters), duplex=duplex)

    def _filled(self, letter: Letter) -> bytes:
        template, fields, regions = self._to_fill(letter)
        return template.fill(fields, regions, f"{letter.number} {letter.head}" if letter.head else "")

    def _to_fill(self, letter: Letter) -> Filled:
        regions = {**letter.regions, ITEMS: letter.rows}
        return self._template(letter.template, letter.language), with_payment_picture(letter.fields), regions

    def _template(self, template: str, language: str) -> Template:
        key = (template, language)
        if key not in self._compiled:
            file = self._file(template, language)
            content = placed(read_file(file), self.window, str(file))
            self._compiled[key] = Template(content, language, names_for(template), str(file))
        return self._compiled[key]

    def _file(self, template: str, language: str) -> Path:
        name = template if template.casefold().endswith((".docx", ".dotx")) else f"{template}.docx"
        if name != Path(name).name or name.startswith("."):
            raise TemplateRefused("template-missing", found=template, language=language)
        found = (folder / language / name for folder in self.folders)
        file = next((each for each in found if each.is_file()), None)
        if file is None:
            raise TemplateRefused("template-missing", found=template, language=language)
        return file


class LetterFolder:
    """The folder of written letters, as ``LetterFiles``."""

    def __init__(self, out: Path) -> None:
        """Take the folder."""
        self.out = out

    def digest(self, number: str) -> str | None:
        """Give the SHA-256 of the file whose name begins with a letter's number; None if there is none."""
        found = _bearing(self.out, number)
        return hashlib.sha256(found[0].read_bytes()).hexdigest() if found else None

    def heads(self) -> dict[str, str]:
        """Give the letters in the folder: number -> the seal that each names as the journal's last before its own."""
        found: dict[str, str] = {}
        for path in sorted(self.out.glob("*.docx")):
            number, _, head = identifier_of(read_file(path)).partition(" ")
            if head and path.name.startswith(number):
                found[number] = head
        return found

    def content(self, number: str, sha256: str) -> tuple[str, bytes] | None:
        """Give the name and the bytes of a letter's unchanged file; None if it is not there."""
        files = ((path.name, read_file(path)) for path in _bearing(self.out, number))
        return next((file for file in files if hashlib.sha256(file[1]).hexdigest() == sha256), None)


def _bearing(folder: Path, number: str) -> list[Path]:
    """Find the letters in a folder whose names begin with a number."""
    return [*folder.glob(f"{number} *.docx"), *folder.glob(f"{number}.docx")]
