"""What stands once for several rows: customers as headings or on first lines, vouchers dated on their first line."""

import re
from collections.abc import Iterable, Sequence

from arrears.office.exports.grid import Raw, is_blank
from arrears.office.exports.notes import Note
from arrears.office.exports.rows import RowKind, SourceRow
from arrears.office.exports.vocabulary import plain, systems

_BLANK_SHARE = 0.4
_CODE_AND_NAME = re.compile(r"(?P<code>[A-Z]{0,4}[-.]?\d[\w.\-/]*)\s*[-–:：,，]?\s+(?P<name>\D.*)")
_LABEL = re.compile(r"(?P<label>[^:：]{1,30})[:：]\s*(?P<rest>.+)")


def headed_by(rows: Sequence[SourceRow]) -> list[str]:
    """Give each item row the group headings it stands under, joined as ``Parent:Child``; '' where none.

    A heading is nested in one that a later total closes, and in one right above it; else it takes the former's place.
    Headings that name an ageing bucket are no part of a customer's name.
    """
    closed_later = {_total_subject(row.label) for row in rows if row.kind in _TOTALS}
    stack: list[str] = []
    fresh = False
    under = []
    for row in rows:
        if row.kind is RowKind.GROUP:
            nests = not stack or fresh or plain(stack[-1]) in closed_later
            stack = [*(stack if nests else stack[:-1]), _subject(row.label)]
            fresh = True
        elif row.kind in _TOTALS:
            stack = _closed(stack, _total_subject(row.label))
            fresh = False
        elif row.kind is RowKind.ITEM:
            fresh = False
        names = [name for name in stack if not _BUCKET.fullmatch(name)]
        under.append(":".join(names) if row.kind is RowKind.ITEM else "")
    return under


_TOTALS = frozenset({RowKind.SUBTOTAL, RowKind.GRAND_TOTAL})
_TOTAL_WORDS = re.compile(
    r"^(?:sub-?totals?|totals?|summe|zwischensumme|gesamt|celkem|customer total)(?:\s+for)?\b[\s:]*"
    r"|[\s:]*\b(?:sub-?totals?|totals?|summe|celkem)$|[\s:：]*(?:小计|合计|总计|小計|合計)[\s:：]*",
    re.IGNORECASE,
)
_BUCKET = re.compile(
    r"current|not (?:yet )?due|(?:over |> ?)?\d+(?:\s*[-–]\s*\d+|\+)?\s*(?:or more )?(?:days?|tage|jours|dní)\b.*"
    r"|\d+\s*[-–]\s*\d+|> ?\d+|.*\bpast due|未到期|\d+.*天.*",
    re.IGNORECASE,
)


def _total_subject(label: str) -> str:
    return plain(_TOTAL_WORDS.sub("", " ".join(label.split())))


def _closed(stack: list[str], subject: str) -> list[str]:
    for depth in range(len(stack) - 1, -1, -1):
        if plain(stack[depth]) == subject:
            return stack[:depth]
    return stack if subject else stack[:-1]


def _subject(label: str) -> str:
    """Strip a label that is itself a customer heading: ``Customer: 1001 Acme`` -> ``1001 Acme``."""
    text = " ".join(label.split())
    found = _LABEL.fullmatch(text)
    if found and any({"customer", "name"} & set(s.candidates(plain(found["label"]), "")) for s in systems()):
        return found["rest"]
    return text


def code_and_name(subject: str) -> tuple[str, str]:
    """Part ``1001 Acme Ltd`` into number and name; a subject without a number is both.

    >>> code_and_name("1001 Acme Ltd"), code_and_name("Acme Ltd"), code_and_name("3M Deutschland")
    (('1001', 'Acme Ltd'), ('Acme Ltd', 'Acme Ltd'), ('3M Deutschland', '3M Deutschland'))
    """
    found = _CODE_AND_NAME.fullmatch(subject)
    if found and sum(c.isdigit() for c in found["code"]) >= 2:
        return found["code"], found["name"].strip()
    return subject, subject


def filled_down(columns: Iterable[Sequence[Raw]], breaks: Sequence[bool]) -> tuple[list[list[Raw]], int] | None:
    """Fill columns down that stand only on a group's first line; None where the blanks do not look like groups.

    ``columns`` belong together (number and name; date and voucher number); ``breaks`` says before which rows a total
    or heading stands, so nothing is carried over it. Groups show by their first row being filled, by a good share of
    blanks, by several groups having lines below their first, and by no value coming again: a blank cell in any other
    list is one that lacks its value.
    """
    values = [list(column) for column in columns]
    if not values or not any(is_blank(cell) for cell in values[0]):
        return None
    together = list(zip(*values, strict=True))
    blank = [all(is_blank(cell) for cell in cells) for cells in together]
    if not together or blank[0] or not _in_groups(together, blank, breaks):
        return None
    last: tuple[Raw, ...] = ()
    count = 0
    for n, cells in enumerate(together):
        if breaks[n] and blank[n]:
            last = ()
        if not blank[n]:
            last = cells
        elif last:
            count += 1
            for column, cell in zip(values, last, strict=True):
                column[n] = cell
    return (values, count) if count else None


def _in_groups(together: Sequence[tuple[Raw, ...]], blank: Sequence[bool], breaks: Sequence[bool]) -> bool:
    """Tell whether values stand on the first lines of groups: enough blanks, in enough groups, and no value again."""
    firsts = [n for n in range(len(blank)) if not blank[n]]
    ends = [*firsts[1:], len(blank)]
    below = [end - first - 1 for first, end in zip(firsts, ends, strict=True)]
    followed = sum(lines > 0 for lines in below)
    seen: set[tuple[Raw, ...]] = set()
    for n in range(len(blank)):
        if breaks[n]:
            seen.clear()
        if not blank[n] and together[n] in seen:
            return False
        seen.add(together[n])
    several = followed > 1 or max(below) > 1
    return several and followed * 3 >= len(firsts) and sum(blank) >= _BLANK_SHARE * len(blank)


def filled_note(headings: Sequence[str], count: int) -> Note:
    """Say which columns were filled down."""
    return Note.of("filled-down", headings=", ".join(headings), count=count)
