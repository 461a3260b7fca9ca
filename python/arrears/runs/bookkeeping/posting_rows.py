"""The Postings sheet: vouchers drawn up anew by each refresh; what was exported or posted stays as it went out.

Where a decision changed after its voucher had gone out, the difference becomes a further voucher; nothing that a ledger
may hold already is rewritten.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arrears import texts
from arrears.core.bookkeeping.postings import USES, Line, Lines
from arrears.core.money import to_major, to_minor
from arrears.core.problems import Problem
from arrears.runs.bookkeeping.accounts_table import Accounts
from arrears.runs.bookkeeping.posting_kinds import MONTH_END
from arrears.runs.bookkeeping.remittances import REFUND, RETURNED
from arrears.runs.bookkeeping.voucher import Voucher
from arrears.runs.bookkeeping.voucher_texts import VoucherTexts
from arrears.runs.bookkeeping.written_vouchers import Written, written_vouchers
from arrears.runs.carried import rows_by_key
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value
from arrears.runs.reading import Row

_KEY = ("voucher", "line")
_OF_CASH = {"refund": REFUND, "returned": RETURNED}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A voucher of the new sheet: one that stays as it is (``old``), or one drawn up now."""

    number: str
    day: date
    old: Written | None = None
    new: Voucher | None = None
    posted: bool = False


def posting_rows(
    table: Table, vouchers: Sequence[Voucher], accounts: Accounts, documents: Mapping[str, str], as_of: date,
    base_currency: str, language: str,
) -> tuple[Rows, list[Problem]]:  # fmt: skip
    """Give the rows of Postings, and problems: accounts that are blank, exported vouchers whose reason is gone.

    ``documents``: the document number of each item, by key.
    """
    held = written_vouchers(table)
    kept = _merged(held, vouchers, table, base_currency, as_of)
    written = VoucherTexts(texts.texts(language)["words"]["posting"], documents)
    writer = _Writer(table, accounts, documents, base_currency, written)
    for one in kept:
        writer.write(one)
    rows, lost = rows_by_key(table, _KEY, writer.keys)
    return Rows(rows.table, writer.columns, rows.kept), [
        *accounts.missing(writer.blank),
        *_without_source(table, held, vouchers),
        *lost,
    ]


def _merged(
    held: Sequence[Written], vouchers: Sequence[Voucher], table: Table, base: str, as_of: date
) -> list[_Kept]:  # fmt: skip
    by_source: dict[str, list[Written]] = {}
    for one in held:
        by_source.setdefault(one.source, []).append(one)
    numbers = _Numbers(held)
    kept: list[_Kept] = []
    for voucher in sorted(vouchers, key=lambda one: one.day):
        before = by_source.pop(voucher.source, [])
        out = [one for one in before if one.gone_out]
        kept += [_Kept(one.number, one.day or voucher.day, old=one, posted=one.posted or voucher.posted) for one in out]
        if voucher.posted and not out:
            # Posted without ever having stood here, or while it stood here: only the latter has a row to keep.
            kept += [_Kept(one.number, voucher.day, old=one, posted=True) for one in before]
            continue
        lines = _less(voucher.lines, [line for one in out for line in _lines_of(table, one, base)])
        if lines:
            number = next((one.number for one in before if not one.gone_out), "") or numbers.next(voucher.day)
            kept.append(_Kept(number, voucher.day, new=replace(voucher, lines=lines)))
    for others in by_source.values():
        month_end = [one for one in others if one.kind in MONTH_END and as_of.isoformat() not in one.source]
        stay = [one for one in others if one.gone_out or one in month_end]
        kept += [_Kept(one.number, one.day or date.min, old=one, posted=one.posted) for one in stay]
    return sorted(kept, key=lambda one: (one.day, one.number))


def _less(wanted: Lines, told: Sequence[Line]) -> Lines:
    """Give what is still to be told: what is wanted less what went out, by use and document."""
    left: dict[tuple[str, str], tuple[int, int]] = {}
    for sign, lines in ((1, wanted), (-1, told)):
        for line in lines:
            amount, base = left.get((line.use, line.document), (0, 0))
            left[line.use, line.document] = amount + sign * line.amount, base + sign * line.base
    return tuple(Line(use, *sums, document) for (use, document), sums in left.items() if any(sums))


def _lines_of(table: Table, one: Written, base: str) -> Iterator[Line]:
    for number in one.rows:
        row = Row(table, number)
        debit, credit, base_debit, base_credit = (
            row.amount(key) or Decimal(0) for key in ("debit", "credit", "base_debit", "base_credit")
        )
        yield Line(
            row.text("use"), to_minor(debit - credit, one.currency), to_minor(base_debit - base_credit, base),
            row.text("line_document"),
        )  # fmt: skip


def _without_source(table: Table, held: Sequence[Written], vouchers: Sequence[Voucher]) -> list[Problem]:
    """Name vouchers that were exported, are not known to be posted, and whose decision the book no longer holds."""
    known = frozenset(voucher.source for voucher in vouchers)
    gone = [
        one for one in held
        if one.gone_out and not one.posted and one.source not in known and one.kind not in MONTH_END
    ]  # fmt: skip
    return [Problem("posting-without-source", table.place(one.rows[0], "voucher"), one.number) for one in gone]


def _kind_shown(voucher: Voucher) -> str:
    """Give what the sheet calls a voucher: money applied that came back, or went out, is called that."""
    return _OF_CASH.get(voucher.about.how, voucher.kind) if voucher.kind == "cash" else voucher.kind


class _Numbers:
    """Gives voucher numbers: P, the year, and a number that goes on from the highest there is."""

    def __init__(self, held: Sequence[Written]) -> None:
        self._last: Counter[str] = Counter()
        for one in held:
            head, _, number = one.number.rpartition("-")
            if number.isdecimal():
                self._last[head] = max(self._last[head], int(number))

    def next(self, day: date) -> str:
        head = f"P{day.year}"
        self._last[head] += 1
        return f"{head}-{self._last[head]:05d}"


class _Writer:
    """Collects the cells of the new sheet."""

    def __init__(
        self, table: Table, accounts: Accounts, documents: Mapping[str, str], base: str, written: VoucherTexts
    ) -> None:
        self._accounts = accounts
        self._documents = documents
        self._base = base
        self._texts = written
        self._table = table
        keys = [key for key in table.columns if key in _COLUMNS]
        self.columns: dict[str, list[Value | Keep]] = {key: [] for key in keys}
        self.keys: dict[str, list[Value]] = {key: [] for key in _KEY}
        self.blank: Counter[str] = Counter()

    def write(self, kept: _Kept) -> None:
        """Add a voucher's lines."""
        first = len(self.columns["voucher"]) + 1
        if kept.old is not None:
            self._keep(kept.old, first, "posted" if kept.posted else "to post")
        elif kept.new is not None:
            self._draw(kept.number, kept.new, first)

    def _keep(self, old: Written, first: int, state: str) -> None:
        for number in old.rows:
            row = Row(self._table, number)
            cells: dict[str, Value] = {
                "voucher": old.number, "line": row.cell("line"), "state": state, "first_line": first,
                "line_count": len(old.rows), "voucher_check": Decimal(0),
            }  # fmt: skip
            self._add(cells, KEEP)

    def _draw(self, number: str, voucher: Voucher, first: int) -> None:
        ordered = sorted(voucher.lines, key=lambda line: ((line.amount or line.base) < 0, USES.index(line.use)))
        text = self._texts.text(voucher.kind, voucher.about, voucher.customer, voucher.currency)
        for place, line in enumerate(ordered, 1):
            account = self._accounts.of(line.use, voucher.currency, voucher.customer)
            if line.use == "bank" and voucher.bank:
                account = account._replace(number=voucher.bank)
            if not account.number:
                self.blank[line.use] += 1
            debit = (line.amount or line.base) > 0
            amount, base = to_major(abs(line.amount), voucher.currency), to_major(line.base, self._base)
            self._add({
                "voucher": number, "line": place, "posting_date": voucher.day, "kind": _kind_shown(voucher),
                "account": account.number or None, "debit": amount if debit and line.amount else None,
                "credit": amount if not debit and line.amount else None, "currency": voucher.currency,
                "base_debit": base if debit else None, "base_credit": None if debit else -base,
                "tax_code": account.tax_code or None, "text": text,
                "customer": voucher.customer or None,
                "document_no": self._documents.get(line.document, line.document) or None, "state": "to post",
                "use": line.use, "source": voucher.source, "line_document": line.document or None, "first_line": first,
                "line_count": len(ordered), "exported": None, "voucher_check": Decimal(0),
            }, None)  # fmt: skip

    def _add(self, cells: Mapping[str, Value], otherwise: Keep | None) -> None:
        for key, own in self.keys.items():
            own.append(cells[key])
        for key, column in self.columns.items():
            column.append(cells.get(key, otherwise))


_COLUMNS = frozenset({
    "voucher", "line", "posting_date", "kind", "account", "debit", "credit", "currency", "base_debit", "base_credit",
    "tax_code", "text", "customer", "document_no", "state", "exported", "use", "source", "line_document", "first_line",
    "line_count", "voucher_check",
})  # fmt: skip
