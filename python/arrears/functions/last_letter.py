"""Where the last letter issued to a customer is; nothing is recorded here."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

from arrears.functions.calling import caller
from arrears.functions.declaration import Declarations
from arrears.functions.figures import DAY
from arrears.functions.ranges import equal_lengths, key
from arrears.functions.readers import TEXT
from arrears.functions.results import Fault, Result

declared = Declarations()


@declared.columns(
    "AR_LAST_LETTER",
    customer=TEXT, letters_customers=TEXT.of_range(), letters_dates=DAY.of_rows(), letters_files=TEXT.of_rows(),
    letters_voided=TEXT.of_rows(),
)  # fmt: skip
def last_letter_path(
    customer: Sequence[str],
    letters_customers: Sequence[str | None],
    letters_dates: Sequence[date | Fault | None],
    letters_files: Sequence[str | Fault | None],
    letters_voided: Sequence[str | Fault | None] = (),
) -> list[Result]:
    """Give the path of the last letter issued to a customer, from the columns of the register; blank where none is.

    A letter with anything in the fourth column is void and does not count. A path that the register keeps beside the
    workbook is given in full.
    """
    voided = list(letters_voided) or [None] * len(letters_customers)
    columns = {"letters_customers": letters_customers, "letters_dates": letters_dates}
    equal_lengths(columns | {"letters_files": letters_files, "letters_voided": voided})
    last: dict[str, tuple[date, str]] = {}
    faults: dict[str, Fault] = {}
    for who, day, file, void in zip(map(key, letters_customers), letters_dates, letters_files, voided, strict=True):
        if isinstance(day, Fault) or isinstance(file, Fault) or isinstance(void, Fault):
            faults.setdefault(who, next(cell for cell in (day, file, void) if isinstance(cell, Fault)))
        elif who and day and file and not void and (who not in last or day >= last[who][0]):
            last[who] = (day, file)
    paths = {who: _in_full(file) for who, (_, file) in last.items()}
    return [faults.get(who) or paths.get(who) for who in map(key, customer)]


def _in_full(file: str) -> str:
    """Give a path beside the calling workbook in full, where the workbook's own is known."""
    book = caller().book
    path = PureWindowsPath if "\\" in book else PurePosixPath
    if not path(book).is_absolute() or path(file).is_absolute():
        return file
    return str(path(book).parent / file)
