"""Where the headings stand, and which field each stands for."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from arrears.office.exports.grid import Grid, Raw, Row, is_blank, letters
from arrears.office.exports.vocabulary import System, plain, split_currency, systems

ROWS_SEARCHED = 60


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table: their row (the lower one of two), text per column, and the fields found.

    ``mapping`` is field -> column index; ``score`` the number of headings recognised.
    ``currencies`` are currencies written in headings, by column index. ``named`` counts the columns through the last
    one that has a heading.
    """

    row: int
    headings: tuple[str, ...]
    mapping: Mapping[str, int]
    system: str
    score: int
    currencies: Mapping[int, str]
    named: int

    def as_texts(self) -> dict[str, str]:
        """Give the mapping as field -> heading."""
        return {field: self.headings[index] for field, index in self.mapping.items()}


def fingerprint(headings: Iterable[str]) -> str:
    """Give a short stable mark of a row of headings, to remember their mapping by.

    >>> fingerprint(["Invoice No.", "Due Date"]) == fingerprint(["invoice  no", "DueDate"])
    True
    """
    joined = "\\x1f".join(plain(text) for text in headings)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def find_header(grid: Grid, kind: str, remembered: Mapping[str, Mapping[str, str]] | None = None) -> Header | None:
    """Find the row that most headings are recognised in; two rows where the upper spans the lower.

    None where no row has two headings that are known.
    """
    best: Header | None = None
    for number, row in grid.top(ROWS_SEARCHED):
        if sum(isinstance(cell, str) for cell in row) < 2:
            continue
        for texts, lowest in _heading_rows(grid.rows, number, row):
            header = _header(texts, lowest, kind, grid.first_column, remembered or {})
            lower_too = best is not None and header.row == best.row + 1 and texts is not row
            if header.score >= 2 and (best is None or header.score > best.score - lower_too):
                best = header
    return best


def _heading_rows(rows: Sequence[Row], number: int, row: Row) -> Iterable[tuple[list[Raw], int]]:
    yield row, number
    below = rows[number] if number < len(rows) else []
    if _spans(row, below):
        yield _joined(row, below), number + 1


def _spans(upper: Row, lower: Row) -> bool:
    """Tell whether the upper headings span several of the lower row, and the lower row is words only."""
    words = all(is_blank(c) or (isinstance(c, str) and not any(d.isdigit() for d in c)) for c in lower)
    first = next((n for n, cell in enumerate(upper) if not is_blank(cell)), len(upper))
    spanned = any(not is_blank(c) and (n >= len(upper) or is_blank(upper[n])) for n, c in enumerate(lower) if n > first)
    return words and spanned


def _joined(upper: Row, lower: Row) -> list[Raw]:
    """Join a spanning upper heading with the ones under it; each keeps what it has where the other is blank."""
    texts: list[Raw] = []
    span: Raw = None
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else None
        under = lower[column] if column < len(lower) else None
        span = above if not is_blank(above) else (span if not is_blank(under) else None)
        texts.append(f"{span} {under}" if not is_blank(span) and not is_blank(under) else (above or under))
    return texts


def _header(
    cells: Sequence[Raw], row: int, kind: str, first_column: int, remembered: Mapping[str, Mapping[str, str]]
) -> Header:
    headings = _distinct(cells, first_column)
    known = remembered.get(fingerprint(headings))
    parted = [split_currency(text) for text in headings]
    system, mapping = _mapped(
        [(plain(text), plain(base)) for text, (base, _) in zip(headings, parted, strict=True)], kind
    )
    score = len(mapping)
    if known is not None:
        mapping = {field: headings.index(text) for field, text in known.items() if text in headings}
        score += 100
    currencies = {index: code for index, (_, code) in enumerate(parted) if code}
    named = max((index + 1 for index, cell in enumerate(cells) if not is_blank(cell)), default=0)
    return Header(row, headings, mapping, system, score, currencies, named)


def _distinct(cells: Sequence[Raw], first_column: int) -> tuple[str, ...]:
    """Make headings texts of their own: padding and line breaks gone, blanks named by column, doubles numbered."""
    seen: dict[str, int] = {}
    texts = []
    for offset, cell in enumerate(cells):
        text = " ".join(str(cell).split()).strip("$ ") if not is_blank(cell) else ""
        text = text or f"({letters(first_column + offset)})"
        seen[text] = seen.get(text, 0) + 1
        texts.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return tuple(texts)


def _mapped(headings: Sequence[tuple[str, str]], kind: str) -> tuple[str, dict[str, int]]:
    """Map with the system that knows most headings, then the common words; a field takes its surest heading.

    Other systems' words are left aside: ``Account`` is the customer in SAP and a ledger account elsewhere. Only where
    a list is of receivables by its other headings and names no customer are they asked for one.
    """
    counts = [(sum(bool(_known(system, pair, kind)) for pair in headings), system) for system in systems()]
    ranked = [system for _, system in sorted(counts, key=lambda pair: (-pair[0], pair[1].name != "common"))]
    others = [system for system in ranked[1:] if system.name not in _SHARED]
    mapping = _assigned([ranked[0], *(system for system in ranked[1:] if system.name in _SHARED)], headings, kind)
    if not {"customer", "name"} & set(mapping) and set(mapping) & _OF_RECEIVABLES:
        asked = (
            index
            for system in others
            for index, pair in enumerate(headings)
            if "customer" in _known(system, pair, kind)
        )
        found = next((index for index in asked if index not in mapping.values()), None)
        mapping |= {} if found is None else {"customer": found}
    if "name" in mapping and "customer" not in mapping:
        named = headings[mapping["name"]]
        if any("customer" in _known(system, named, kind) for system in (ranked[0], *_shared())):
            mapping["customer"] = mapping.pop("name")
    return ranked[0].name, mapping


_SHARED = frozenset({"common", "Arrears"})
_OF_RECEIVABLES = frozenset({"due_date", "direction", "remaining", "doc_type"})


def _shared() -> list[System]:
    return [system for system in systems() if system.name in _SHARED]


def _assigned(ordered: Sequence[System], headings: Sequence[tuple[str, str]], kind: str) -> dict[str, int]:
    offers = [
        (place, rank, index, field)
        for place, system in enumerate(ordered)
        for index, pair in enumerate(headings)
        for field, rank in _known(system, pair, kind).items()
    ]
    mapping: dict[str, int] = {}
    for _place, _rank, index, field in sorted(offers, key=lambda offer: offer[:3]):
        if field not in mapping and index not in mapping.values():
            mapping[field] = index
    return mapping


def _known(system: System, heading: tuple[str, str], kind: str) -> dict[str, int]:
    whole, base = heading
    return system.candidates(whole, kind) or (system.candidates(base, kind) if base != whole else {})
