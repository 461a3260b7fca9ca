"""Giving every item what its list writes once for several: its customer, its voucher's date and number."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from arrears.office.exports.draft import Draft
from arrears.office.exports.grid import Raw, is_blank
from arrears.office.exports.groups import code_and_name, filled_down, filled_note, headed_by
from arrears.office.exports.notes import Note
from arrears.office.exports.rows import RowKind, SourceRow
from arrears.office.exports.vocabulary import plain, systems

_WHO = ("customer", "name")
_VOUCHER = ("document_date", "posting_date", "document_no")


def fill(draft: Draft, rows: Sequence[SourceRow]) -> None:
    """Fill a draft's raw columns from group headings above the rows and from the first lines of groups."""
    broken = {row.number for before, row in pairwise(rows) if before.kind is not RowKind.ITEM}
    breaks = [number in broken for number in draft.numbers]
    who = [name for name in _WHO if name in draft.raw]
    if not who:
        _under_headings(draft, rows)
    elif found := filled_down([draft.raw[name] for name in who], breaks):
        _put(draft, who, found)
    voucher = [name for name in _VOUCHER if name in draft.raw]
    if "document_no" in voucher and len(voucher) > 1 and (found := _vouchers(draft.raw, voucher, breaks)):
        _put(draft, voucher, found)


def _put(draft: Draft, names: Sequence[str], found: tuple[list[list[Raw]], int]) -> None:
    draft.raw.update(zip(names, found[0], strict=True))
    draft.notes.append(filled_note([draft.headings[name] for name in names], found[1]))


def _vouchers(
    raw: Mapping[str, list[Raw]], voucher: Sequence[str], breaks: Sequence[bool]
) -> tuple[list[list[Raw]], int] | None:
    """Fill only where date and number are blank together: a journal whose vouchers have several lines."""
    blanks = [[is_blank(cell) for cell in raw[name]] for name in voucher]
    return filled_down([raw[name] for name in voucher], breaks) if all(b == blanks[0] for b in blanks) else None


def _under_headings(draft: Draft, rows: Sequence[SourceRow]) -> None:
    subjects = [subject for row, subject in zip(rows, headed_by(rows), strict=True) if row.kind is RowKind.ITEM]
    if not any(subjects):
        return
    parted = [code_and_name(subject) if subject else (None, None) for subject in subjects]
    draft.raw["customer"] = [code for code, _ in parted]
    draft.raw["name"] = [name for _, name in parted]
    draft.headings |= dict.fromkeys(_WHO, GROUP_HEADINGS)
    draft.notes.append(Note.of("customer-from-headings", count=len(set(subjects) - {""})))


GROUP_HEADINGS = "(group headings)"
"""What the mapping names as the heading where customers stand above their rows."""


def name_customers(draft: Draft) -> None:
    """Let the name serve as the customer where a list, or a row, has no number."""
    if "name" not in draft.columns:
        _customers_are_names(draft)
        return
    names = draft.columns["name"]
    if "customer" not in draft.columns:
        draft.columns["customer"] = list(names)
        draft.notes.append(Note.of("name-is-customer", heading=draft.headings["name"]))
        return
    numbers: dict[object, set[object]] = {}
    for name, number in zip(names, draft.columns["customer"], strict=True):
        if name is not None and number is not None:
            numbers.setdefault(name, set()).add(number)
    for row, number in enumerate(draft.columns["customer"]):
        if number is None and names[row] is not None:
            known = numbers.get(names[row], set())
            draft.columns["customer"][row] = str(next(iter(known))) if len(known) == 1 else names[row]
            draft.warn("customer-number-missing", row, "customer", str(names[row]))


def _customers_are_names(draft: Draft) -> None:
    """A column called Customer may hold numbers or names; where it holds names, they are the names too."""
    heading = plain(draft.headings.get("customer", ""))
    known_as_name = any("name" in system.candidates(heading, draft.kind) for system in systems())
    texts = [str(value) for value in draft.column("customer") if value is not None]
    if known_as_name and sum(not any(c.isdigit() for c in text) or " " in text for text in texts) * 2 > len(texts):
        draft.columns["name"] = list(draft.columns["customer"])
