"""Every real file, imported as it is: a reading that holds together or one refusal in words; never a traceback."""

import shutil
from pathlib import Path

import pytest
from tests.command_line import answered, arrears
from tests.real_files import lists
from tests.real_files.folder import REASON

pytestmark = pytest.mark.skipif(not lists.files(), reason=REASON)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new book."""
    path = tmp_path_factory.mktemp("lists") / "book.xlsx"
    answered("new", path, "--language", "en", "--currency", "EUR")
    return path


@pytest.mark.parametrize("file", lists.files(), ids=lambda path: path.name)
def test_any_file_is_read_sensibly_or_refused_in_words(file: Path, book: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    work = Path(shutil.copy(book, tmp_path / "book.xlsx"))
    ran = arrears("import", work, file, "--list-date", lists.LIST_DATE, "--json")
    said = lists.verdict(ran)
    assert file.read_bytes() == before, "the user's list stays as it is"
    if said.startswith("refused"):
        assert work.read_bytes() == book.read_bytes(), "a refused import changes nothing"
    else:
        assert arrears("import", work, file, "--list-date", lists.LIST_DATE, "--json").answer["already_imported"]
