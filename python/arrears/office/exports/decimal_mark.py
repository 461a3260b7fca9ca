"""Which mark parts the decimals of a column: what its figures prove, the currencies of its rows, or what was given."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrears.core.money import exponent
from arrears.errors import ListRefused
from arrears.office.exports.amount_notation import Figure, column_mark, figure, mark_shown, marks_in, value_of
from arrears.office.exports.draft import Draft
from arrears.office.exports.grid import Raw
from arrears.office.exports.vocabulary import currency_of

MARKS = (".", ",")
_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True)
class Decided:
    """A column's decimal mark and how it was found: own, list, file, currency, given, assumed.

    ``open`` where nothing decides or what there is to go by disagrees; ``example`` is then a text that fits both marks.
    """

    mark: str
    how: str
    currency: str = ""
    """The currency of three decimals that decided."""
    example: str = ""
    open: bool = False


def decided_marks(
    draft: Draft, raw: Mapping[str, Sequence[Raw]], currency: str, given: str | None
) -> dict[str, Decided]:
    """Decide the decimal mark of every column of amounts; ``currency`` is that of rows which name none.

    What a column's own figures prove counts first, then the mark given. A figure such as 1.234, which fits both, has
    decimals in a currency of three (ISO 4217) and thousands in any other; rows, other columns and the file have to
    agree on that.
    """
    own = {name: marks_in(cells) for name, cells in raw.items()}
    together: Counter[str] = sum(own.values(), Counter())
    decided = {}
    for name, cells in raw.items():
        mark, how = column_mark(own[name], together, draft.grid.evidence)
        if how == "own" and mark:
            decided[name] = Decided(mark, how)
        elif given is not None:
            decided[name] = Decided(given, "given")
        elif own[name]["?"] and (mark or how == "assumed"):
            decided[name] = _weighed(_figures(draft, name, cells, currency), mark, how)
        else:
            decided[name] = Decided("assumed" if how == "assumed" else mark, how)
    return decided


def _figures(draft: Draft, name: str, cells: Sequence[Raw], default: str) -> list[tuple[Figure, str, str]]:
    """Give each figure written as text with its text and the currency of its row."""
    index = draft.index(name)
    fallback = default if index is None else draft.header.currencies.get(index, default)
    said: Sequence[Raw] = draft.raw.get("currency", [None] * len(cells))
    if name.startswith("local_"):
        said, fallback = [None] * len(cells), default
    found = []
    for cell, named in zip(cells, said, strict=True):
        taken = figure(cell) if isinstance(cell, str) else None
        if isinstance(cell, str) and taken and taken.body:
            code = currency_of(str(named)) if named else None
            found.append((taken, cell.strip(), code or taken.currency or fallback))
    return found


def _weighed(figures: Sequence[tuple[Figure, str, str]], mark: str, how: str) -> Decided:
    """Weigh what the figures that fit both marks would be in their currencies against other columns and the file."""
    open_ones = [(taken.body, text, code) for taken, text, code in figures if mark_shown(taken.body) == "?"]
    votes = {_mark_by_currency(body, code) for body, _, code in open_ones}
    three = next((code for _, _, code in open_ones if exponent(code) == 3), "")
    soft = how in {"list", "file"}
    agreed = min(votes) if len(votes) == 1 and (not soft or mark in votes) else ""
    example = next((text for _, text, code in open_ones if code == three), open_ones[0][1])
    if not agreed or (three and not soft and _some_whole(figures)):
        return Decided("", how, three, example, open=True)
    return Decided(agreed, how if soft else ("currency" if three else "assumed"), three, example)


def _mark_by_currency(body: str, code: str) -> str:
    shown = "." if "." in body else ","
    return shown if exponent(code) == 3 else _OTHER[shown]


def _some_whole(figures: Sequence[tuple[Figure, str, str]]) -> bool:
    """Tell whether figures of a currency of three decimals also stand without any: 1,234 beside 500 may be whole."""
    return any(exponent(code) == 3 and taken.body.isdigit() and int(taken.body) != 0 for taken, _, code in figures)


def ambiguous(draft: Draft, name: str, example: str) -> ListRefused:
    """Refuse a column that nothing decides, with a figure read both ways."""
    taken = figure(example)
    body = taken.body if taken else example
    return ListRefused(
        "amounts-ambiguous",
        draft.file,
        found=example,
        column=draft.headings[name],
        point=value_of(body, "."),
        comma=value_of(body, ","),
    )
