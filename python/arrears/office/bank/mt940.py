"""Statements in SWIFT MT940 and MT942 as banks really write them: envelopes, odd line ends, missing and extra tags."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from arrears.core.bank.statement import Line, Statement
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import FileRefused
from arrears.office.bank.mt940_details import details
from arrears.office.bank.mt940_line import amount_of, day_of, moved_day, read_line

_TAG = re.compile(r":(\d{2}[A-Z]?|NS):(.*)", re.DOTALL)
_BALANCE = re.compile(r"\s*([CD])(\d{6})\s*([A-Z]{3})\s*([\d.,]+)")
_SUM = re.compile(r"\s*(\d*)\s*([A-Z]{3})\s*([\d.,]+)")
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}|P\d{9}")
"""An account number in the supplement of a line: an IBAN, or one of the Dutch giro."""
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), None)

Field = tuple[str, str, int]
"""A tag, its text with line ends kept, and the line of the file it starts on."""


def read_mt940(text: str, file: str) -> list[Statement]:
    """Read the statements of an MT940 or MT942 file; raises FileRefused ``bank-no-statement`` where there is none."""
    statements = [_statement(fields, file) for fields in _messages(_fields(text))]
    if not statements:
        raise FileRefused("bank-no-statement", file, found=text.strip()[:40], format="MT940")
    return statements


def _fields(text: str) -> Iterator[Field]:
    """Walk the tagged fields; lines of no tag belong to the one before, until a line with only a dash ends all."""
    open_field: list[str] | None = None
    tag, start = "", 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        plain = line.translate(_CONTROL)
        found = _TAG.fullmatch(plain.rpartition("{4:")[2])
        ended = plain.startswith(("-}", "{1:", "{5:")) or plain.strip() == "-"
        if (found or ended) and open_field is not None:
            yield tag, "\n".join(open_field), start
            open_field = None
        if ended:
            yield "-", "", number
        elif found:
            tag, open_field, start = found[1], [found[2]], number
        elif open_field is not None:
            open_field.append(plain)
    if open_field is not None:
        yield tag, "\n".join(open_field), start


_KNOWN = frozenset({"20", "21", "25", "28", "28C", "60F", "60M", "61", "62F", "62M", "64", "65", "34F", "13D"})


def _messages(fields: Iterator[Field]) -> Iterator[list[Field]]:
    """Part the fields into messages: each begins with :20:, with an opening balance too many, or after its end."""
    message: list[Field] = []
    seen: set[str] = set()
    for field in fields:
        again = field[0] in ("60F", "60M") and seen & {"60F", "60M", "62F", "62M"}
        if field[0] in ("-", "20") or again:
            if seen & _KNOWN:
                yield message
            message, seen = [], set()
        if field[0] != "-":
            message.append(field)
            seen.add(field[0])
    if seen & _KNOWN:
        yield message


def _statement(fields: list[Field], file: str) -> Statement:
    first: dict[str, str] = {}
    for tag, text, _ in fields:
        first.setdefault(tag, text)
    account = first.get("25", "").split("\n")[0].strip().strip("/")
    opening, closing = (_balance(first.get(f"{n}F") or first.get(f"{n}M", "")) for n in (60, 62))
    currency = (opening or closing or (None, None, ""))[2] or first.get("34F", "")[:3] or _suffix(account)
    account = _without_currency(account, currency)
    lines, problems = _lines(fields, file, opening[1] if opening else None)
    statement = Statement(
        account=account,
        currency=currency,
        number=first.get("28C", first.get("28", "")).strip() or first.get("20", "").strip(),
        opening=opening[0] if opening else None,
        opening_date=opening[1] if opening else None,
        closing=closing[0] if closing else None,
        closing_date=closing[1] if closing else None,
        lines=tuple(lines),
        interim="34F" in first or "13D" in first or "90D" in first or "90C" in first,
    )
    return replace(statement, problems=(*problems, *_sums_differ(statement, first, file)))


def _lines(fields: list[Field], file: str, near: date | None) -> tuple[list[Line], list[Problem]]:
    lines: list[Line] = []
    problems: list[Problem] = []
    told: list[str] = []
    for tag, text, row in [*fields, ("", "", 0)]:
        if tag == "86" and told:
            told.append(text)
            continue
        if told and lines:
            lines[-1] = _described(lines[-1], told)
            told = []
        if tag == "61":
            line = read_line(text, row, near)
            where = Place(file=file, row=row)
            if line is None:
                problems.append(Problem("bank-line-unreadable", where, text.split("\n")[0], Severity.LEFT_OUT))
            else:
                lines.append(line)
                told = [text.partition("\n")[2]]
                if moved := moved_day(text):
                    problems.append(Problem("bank-date-moved", where, moved, values={"day": str(line.value_date)}))
    return lines, problems


def _described(line: Line, told: list[str]) -> Line:
    """Fill a line with what its details say; the supplement of the line itself counts where these say nothing."""
    supplement, said = told[0], details([text for text in told[1:] if text.strip()])
    supplement = " ".join(supplement.split())
    supplement = "" if set(supplement) <= {"0"} else supplement
    account = supplement if _ACCOUNT.fullmatch(supplement) else ""
    return replace(
        line,
        payer=said.payer or line.payer,
        payer_account=said.account or line.payer_account or account.removeprefix("P"),
        reference=said.reference or ("" if account else supplement) or line.reference,
        end_to_end=said.end_to_end or line.end_to_end,
        kind=said.kind or line.kind,
    )


def _balance(text: str) -> tuple[Decimal, date | None, str] | None:
    found = _BALANCE.match(text)
    amount = amount_of(found[4]) if found else None
    if not found or amount is None:
        return None
    return (-amount if found[1] == "D" else amount), day_of(found[2])[0], found[3]


def _without_currency(account: str, currency: str) -> str:
    """Leave out the currency behind an IBAN, or behind a space: the same account bears no such end in other formats.

    >>> _without_currency("NL69INGB0123456789EUR", "EUR"), _without_currency("51210600/9223382012EUR", "EUR")
    ('NL69INGB0123456789', '51210600/9223382012EUR')
    """
    bare = account.removesuffix(currency)
    return bare.strip() if currency and (_IBAN.fullmatch(bare.strip()) or bare.endswith(" ")) else account


def _suffix(account: str) -> str:
    """Give the currency that some banks write behind the account number."""
    found = re.fullmatch(r".*\d([A-Z]{3})", account)
    return found[1] if found else ""


def _sums_differ(statement: Statement, first: dict[str, str], file: str) -> Iterator[Problem]:
    """Compare the sums that an MT942 prints with its lines: :90D: of money out, :90C: of money in."""
    for tag, sign in (("90D", -1), ("90C", 1)):
        found = _SUM.match(first.get(tag, ""))
        printed = amount_of(found[3]) if found else None
        if not found or printed is None:
            continue
        chosen = [line.amount for line in statement.lines if line.amount * sign > 0]
        total = sign * sum(chosen, Decimal(0))
        if total != printed or (found[1] and int(found[1]) != len(chosen)):
            values = {"tag": tag, "printed": f"{found[1]} / {printed}", "read": f"{len(chosen)} / {total}"}
            yield Problem("bank-sum-differs", Place(file=file), statement.account, values=values)
