"""Bank statements as lists, CSV or Excel: of banks, Alipay, WeChat Pay, card and online services, in any layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arrears.core.bank.proof import breaks, shown_balances
from arrears.core.bank.statement import Line, Statement
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import ListRefused
from arrears.office.bank.amounts_and_days import bare_day, order_of
from arrears.office.bank.list_amounts import ListAmounts, read_column
from arrears.office.bank.list_carried import carried_balance
from arrears.office.bank.list_head import Head, find_head, value_at
from arrears.office.bank.list_signs import Figures, signed
from arrears.office.bank.list_texts import DASHES, ListTexts
from arrears.office.bank.list_words import says, side_of, told
from arrears.office.exports.day_notation import Loose, proof, read_days, reading
from arrears.office.exports.grid import Grid, Raw, Row, is_blank
from arrears.office.exports.vocabulary import total_kind

_DAY_FIELDS = ("booked", "dated", "value")
_AMOUNT_FIELDS = ("amount", "credit", "debit", "balance", "fee")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says where a list leaves it open: order of days, decimal mark, meaning of signs."""

    dates: str | None = None
    decimal: str | None = None
    signs: str | None = None


def read_list(grid: Grid, file: str, wishes: Wishes, head: Head | None = None) -> list[Statement]:
    """Read a bank list, one statement an account and currency; ``head`` where it has no row of headings of its own.

    Raises ListRefused ``bank-headings-missing``, ``bank-dates-ambiguous``, ``dates-mixed``, ``amounts-ambiguous``,
    ``bank-signs-unknown`` or ``bank-list-empty``.
    """
    return _List(grid, head or find_head(grid, file), file, wishes).statements()


class _List:
    """One list while it is read: its rows, and what was found on the way."""

    def __init__(self, grid: Grid, head: Head, file: str, wishes: Wishes) -> None:
        self.head, self.file, self.wishes = head, file, wishes
        self.labels: dict[str, str] = dict(head.labels)
        self.problems: list[Problem] = []
        self.rows: list[tuple[int, Row]] = []
        for number, row in grid.below(head.row):
            if any(isinstance(cell, str) and says("footer", cell) for cell in row[:1]):
                break
            beyond = [str(cell).strip() for cell in row[len(head.headings) :] if not is_blank(cell)]
            if grid.delimiter and beyond:  # a cell that fell apart at its own comma moves all that follow
                place = Place(file=file, row=number)
                self.problems.append(Problem("bank-line-unreadable", place, ", ".join(beyond)[:80], Severity.LEFT_OUT))
            else:
                self._take(number, row)
        self.evidence = grid.evidence
        self.neutral: list[tuple[str, str, Decimal | None]] = []
        self.texts = ListTexts(head, self.labels, [row for _, row in self.rows])

    def _take(self, number: int, row: Row) -> None:
        """Keep a row of the table; headings repeated, blank rows, notes, totals and balances carried are none."""
        row = [cell.removeprefix("`") or None if isinstance(cell, str) else cell for cell in row]  # WeChat Pay's mark
        texts = [" ".join(str(cell).split()) if cell is not None else "" for cell in row]
        if sum(1 for text in texts if text) < 2 or texts[: len(self.head.headings)] == list(self.head.headings):
            return
        said = [text for text in texts if text]
        blank = all(_is_nothing(value_at(row, self.head.first(name))) for name in ("amount", "credit", "debit"))
        dated = any(not _is_nothing(value_at(row, self.head.first(name))) for name in _DAY_FIELDS)
        has_day = any(_is_day(value_at(row, self.head.first(name))) for name in _DAY_FIELDS)
        if found := carried_balance(self.head, row, said, is_entry=has_day and not blank):
            self.labels.setdefault(*found)
        elif total_kind(said[0]) and not has_day:
            return
        elif dated or not blank:
            self.rows.append((number, row))

    def statements(self) -> list[Statement]:
        if not self.rows:
            raise ListRefused("bank-list-empty", self.file, row=self.head.row)
        days = {name: self._days(name) for name in _DAY_FIELDS if self.head.first(name) is not None}
        amounts = self._amounts()
        figures = [self._figures(index, amounts) for index in range(len(self.rows))]
        signs = self._less_fees(signed(figures, self.file, card=self.head.card, given=self.wishes.signs), amounts)
        groups: dict[tuple[str, str], list[Line]] = {}
        for index, amount in enumerate(signs):
            line = self._line(index, amount, days, amounts)
            if line is not None:
                row = self.rows[index][1]
                owner = self.texts.account(row), self.texts.currency(index, row, amounts)
                groups.setdefault(owner, []).append(line)
        made = [self._statement(owner, lines) for owner, lines in groups.items()]
        if not made:
            raise ListRefused("bank-list-empty", self.file, row=self.head.row)
        self._report_neutral()
        return [replace(made[0], problems=tuple(self.problems)), *made[1:]]

    def _statement(self, owner: tuple[str, str], lines: list[Line]) -> Statement:
        booked = [line for line in lines if not line.pending]
        opening, closing = shown_balances(booked)
        printed = {key: self._printed(key) for key in ("opening", "closing")}
        return Statement(
            account=owner[0],
            currency=owner[1],
            opening=printed["opening"] if printed["opening"] is not None else opening,
            closing=printed["closing"] if printed["closing"] is not None else closing,
            lines=tuple(lines),
            name=self.labels.get("name", ""),
        )

    def _printed(self, label: str) -> Decimal | None:
        """Give a balance printed above or below the table."""
        said = self.labels.get(label, "")
        return read_column([said], self.evidence, self.wishes.decimal, self.file, label).values[0] if said else None

    def _days(self, name: str) -> Sequence[date | None]:
        cells, loose = self._day_cells(name)
        heading = self.head.headings[self.head.first(name) or 0]
        if not loose:
            return read_days(cells, self.wishes.dates or "dmy").values
        try:
            order = order_of(loose, self.wishes.dates, self.file, heading)
        except ListRefused:  # the other columns and what stands above the table may tell
            every = [day for other in _DAY_FIELDS for day in self._day_cells(other)[1]]
            order = proof([*every, *self.head.days_above]).order() or ""
            if order not in ("dmy", "mdy") or not all(day.read(order) for day in loose):
                raise
        return read_days(cells, order).values

    def _day_cells(self, name: str) -> tuple[list[Raw], list[Loose]]:
        """Give the cells of a column of days, and those that leave their order open."""
        column = self.head.first(name)
        cells = [bare_day(value_at(row, column)) for _, row in self.rows] if column is not None else []
        return cells, [day for cell in cells if isinstance(day := reading(cell), Loose) and not day.dotted]

    def _amounts(self) -> Mapping[str, ListAmounts]:
        read = {}
        for name in _AMOUNT_FIELDS:
            column = self.head.first(name)
            if column is not None:
                cells = [value_at(row, column) for _, row in self.rows]
                heading = self.head.headings[column]
                read[name] = read_column(cells, self.evidence, self.wishes.decimal, self.file, heading)
        if not any(value is not None for name in ("credit", "debit") if name in read for value in read[name].values):
            read.pop("credit", None)
            read.pop("debit", None)
        return read

    def _figures(self, index: int, amounts: Mapping[str, ListAmounts]) -> Figures:
        amount, credit, debit = (amounts[name].values[index] if name in amounts else None
                                 for name in ("amount", "credit", "debit"))  # fmt: skip
        row = self.rows[index][1]
        side = amounts["amount"].sides.get(index, "") if "amount" in amounts else ""
        return Figures(amount, credit, debit, side or self.texts.side(row), self.texts.reference(row))

    def _line(
        self, index: int, amount: Decimal | None, days: Mapping[str, Sequence[date | None]],
        amounts: Mapping[str, ListAmounts],
    ) -> Line | None:  # fmt: skip
        number, row = self.rows[index]
        place = Place(file=self.file, row=number)
        booked, dated, value = (days[name][index] if name in days else None for name in _DAY_FIELDS)
        state = self.texts.text(row, "status")
        if says("failed", state):
            return None
        if amount is None:
            self._leave_out(index, place, amounts)
            return None
        if not (booked or dated or value):
            found = next((text for name in _DAY_FIELDS if (text := self.texts.text(row, name))), "")
            said = f"{self.texts.reference(row)} {amount}"
            self.problems.append(Problem("bank-date-missing", place, said, values={"day": found}))
        party, number_of_party = self.texts.party(row, is_in=amount >= 0)
        return Line(
            amount=amount,
            booking_date=booked or dated or value,
            value_date=value,
            payer=party,
            payer_account=number_of_party,
            reference=self.texts.reference(row),
            end_to_end=told(self.texts.text(row, "end_to_end")),
            bank_reference=self.texts.text(row, "bank_reference"),
            kind=self.texts.kind(row),
            balance=amounts["balance"].values[index] if "balance" in amounts else None,
            pending=says("pending", state),
            row=number,
        )

    def _leave_out(self, index: int, place: Place, amounts: Mapping[str, ListAmounts]) -> None:
        """Report a row without an amount of its own: one that moves no money here, or one that cannot be read."""
        _, row = self.rows[index]
        reference = self.texts.reference(row)
        if side_of(self.texts.side(row)) == "neither":
            held = amounts["amount"].values[index]
            currency = self.texts.currency(index, row, amounts)
            self.neutral.append((self.texts.kind(row) or reference, currency, held))
            return
        found = next((text for name in _AMOUNT_FIELDS[:3] if (text := self.texts.text(row, name))), reference)
        self.problems.append(Problem("bank-line-unreadable", place, found[:80], Severity.LEFT_OUT))

    def _less_fees(
        self, signs: Sequence[Decimal | None], amounts: Mapping[str, ListAmounts]
    ) -> Sequence[Decimal | None]:
        """Take fees of their own column off the amounts where the printed balances prove that they are not in them."""
        if "fee" not in amounts or "balance" not in amounts:
            return signs
        balances = amounts["balance"].values
        net = [
            None if amount is None else amount - abs(fee or Decimal(0))
            for amount, fee in zip(signs, amounts["fee"].values, strict=True)
        ]
        return net if _unbroken(net, balances) and not _unbroken(signs, balances) else signs

    def _report_neutral(self) -> None:
        """Report the rows that move no money of this account as the list itself says, by currency."""
        for currency in dict.fromkeys(code for _, code, _ in self.neutral):
            own = [(kind, held) for kind, code, held in self.neutral if code == currency]
            total = sum((held for _, held in own if held is not None), Decimal(0))
            found = ", ".join(list(dict.fromkeys(kind for kind, _ in own if kind))[:5])
            values = {"count": str(len(own)), "total": f"{total:f}", "currency": currency}
            self.problems.append(Problem("bank-lines-neutral", Place(file=self.file), found, values=values))


def _unbroken(signs: Sequence[Decimal | None], balances: Sequence[Decimal | None]) -> bool:
    """Tell whether balances follow from amounts in the order of the list or its reverse."""
    pairs = zip(signs, balances, strict=True)
    lines = [Line(amount, balance=balance) for amount, balance in pairs if amount is not None and balance is not None]
    return bool(lines) and not (breaks(lines) and breaks(lines[::-1]))


def _is_day(cell: Raw) -> bool:
    return isinstance(reading(cell), date | Loose)


def _is_nothing(cell: Raw) -> bool:
    return is_blank(cell) or (isinstance(cell, str) and set(cell) <= DASHES)
