"""Vouchers as a DATEV Buchungsstapel (EXTF, header version 700, category 21, format version 13).

Fields, their order, types and patterns: DATEV Developer Portal, DATEV-Format, Formatbeschreibung "Header" and
"Buchungsstapel" (developer.datev.de/datev/platform/de/dtvf). Semicolons between fields, CR LF at line ends, texts in
quotation marks, decimal comma, Windows-1252.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from arrears.core.bookkeeping.pairs import Pair, pairs
from arrears.core.bookkeeping.postings import Line
from arrears.core.money import to_major, to_minor
from arrears.errors import InputRefused
from arrears.runs.bookkeeping.journal import JournalLine, JournalVoucher

HEADER_TEXTS = frozenset({1, 4, 8, 9, 10, 17, 18, 22, 24, 27, 30, 31})
"""Places of the texts in the header's 31 fields; the others are numbers."""
COLUMNS: tuple[str, ...] = (
    "Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz", "WKZ Basis-Umsatz",
    "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum", "Belegfeld 1", "Belegfeld 2", "Skonto",
    "Buchungstext", "Postensperre", "Diverse Adressnummer", "Geschäftspartnerbank", "Sachverhalt", "Zinssperre",
    "Beleglink",
    *(f"Beleginfo - {what} {n}" for n in range(1, 9) for what in ("Art", "Inhalt")),
    "KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID (Bestimmung)",
    "EU-Steuersatz (Bestimmung)", "Abw. Versteuerungsart", "Sachverhalt L+L", "Funktionsergänzung L+L",
    "BU 49 Hauptfunktionstyp", "BU 49 Hauptfunktionsnummer", "BU 49 Funktionsergänzung",
    *(f"Zusatzinformation{what} {n}" for n in range(1, 21) for what in (" - Art", "- Inhalt")),
    "Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr", "Zugeordnete Fälligkeit", "Skontotyp",
    "Auftragsnummer", "Buchungstyp", "USt-Schlüssel (Anzahlungen)", "EU-Land (Anzahlungen)",
    "Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", "Herkunft-Kz",
    "Buchungs GUID", "KOST-Datum", "SEPA-Mandatsreferenz", "Skontosperre", "Gesellschaftername", "Beteiligtennummer",
    "Identifikationsnummer", "Zeichnernummer", "Postensperre bis", "Bezeichnung SoBil-Sachverhalt",
    "Kennzeichen SoBil-Buchung", "Festschreibung", "Leistungsdatum", "Datum Zuord. Steuerperiode", "Fälligkeit",
    "Generalumkehr (GU)", "Steuersatz", "Land", "Abrechnungsreferenz", "BVV-Position", "EU-Land u. UStID (Ursprung)",
    "EU-Steuersatz (Ursprung)", "Abw. Skontokonto",
)  # fmt: skip
"""The 125 columns of format version 13."""
TEXTS = frozenset({
    2, 3, 6, 9, 11, 12, 14, 16, *range(20, 39), 40, 42, *range(48, 88), 91, 95, 96, 98, 102, 103, 105, 107, 109, 110,
    112, 118, 120, 121, 123,
})  # fmt: skip
"""Places of the text columns: always in quotation marks, empty ones too."""
_DOCUMENT, _TEXT, _INFO, _TAX_CODE = 36, 60, 210, 4
"""Longest Belegfeld 1, Buchungstext, Beleginfo - Inhalt, BU-Schlüssel."""
_STROKES = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ı": "i"}
"""Letters with strokes, which are no accents."""
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$&%*+-/")
"""Characters of Belegfeld 1 (Formatbeschreibung, field 11)."""


@dataclass(frozen=True, slots=True)
class DatevTerms:
    """What the file says about its sender: numbers of consultant and client, fiscal year, account length."""

    consultant: str
    client: str
    fiscal_year_start: str
    account_length: int
    base_currency: str
    created: str
    """JJJJMMTTHHMMSSFFF."""


def datev_file(vouchers: Sequence[JournalVoucher], terms: DatevTerms) -> bytes:
    """Write the batch; one row for each pair of accounts of a voucher.

    Refused: settings that DATEV needs and the policy lacks, accounts that are no numbers, more than one fiscal year.
    """
    _refuse_unset(terms)
    years = {_fiscal_year(one.day, terms) for one in vouchers}
    if len(years) > 1:
        raise InputRefused("datev-years", found=max(vouchers, key=lambda one: one.day).number)
    rows = [row for one in vouchers for row in _rows(one, terms)]
    lines = [_header(vouchers, min(years), terms), ";".join(COLUMNS), *rows] if vouchers else []
    return _in_windows_1252("".join(f"{line}\r\n" for line in lines))


def _refuse_unset(terms: DatevTerms) -> None:
    known = {
        "datev_consultant": terms.consultant.isdecimal() and 1001 <= int(terms.consultant) <= 9999999,
        "datev_client": terms.client.isdecimal() and 1 <= int(terms.client) <= 99999,
        "account_length": 4 <= terms.account_length <= 8,
    }
    for setting, fits in known.items():
        if not fits:
            raise InputRefused("datev-setting-missing", found=setting, setting=setting)


def _fiscal_year(day: date, terms: DatevTerms) -> date:
    month, start = (int(part) for part in terms.fiscal_year_start.split("-"))
    first = date(day.year, month, start)
    return first if first <= day else date(day.year - 1, month, start)


def _header(vouchers: Sequence[JournalVoucher], year: date, terms: DatevTerms) -> str:
    days = [one.day for one in vouchers]
    fields = {
        1: "EXTF", 2: "700", 3: "21", 4: "Buchungsstapel", 5: "13", 6: terms.created, 8: "AR", 11: terms.consultant,
        12: terms.client, 13: f"{year:%Y%m%d}", 14: str(terms.account_length), 15: f"{min(days):%Y%m%d}",
        16: f"{max(days):%Y%m%d}", 17: f"Debitoren {max(days):%m/%Y}", 19: "1", 20: "0", 21: "0",
        22: terms.base_currency,
    }  # fmt: skip
    return ";".join(_field(fields.get(place, ""), text=place in HEADER_TEXTS) for place in range(1, 32))


def _rows(voucher: JournalVoucher, terms: DatevTerms) -> Iterator[str]:
    lines = [
        Line("", to_minor(line.amount, voucher.currency), to_minor(line.base, terms.base_currency))
        for line in voucher.lines
    ]
    for pair in pairs(lines):
        debit, credit = voucher.lines[pair.debit], voucher.lines[pair.credit]
        fields = _money(pair, voucher.currency, terms.base_currency) | {
            2: "S", 7: _account(debit, terms), 8: _account(credit, terms), 9: _tax_code(debit, credit),
            10: f"{voucher.day:%d%m}", 14: debit.text[:_TEXT], 114: "0",
        }  # fmt: skip
        fields |= _info(1, "Beleg", voucher.number) | _info(2, "Debitor", voucher.customer)
        if voucher.currency != terms.base_currency and 4 not in fields and pair.amount:
            fields |= _info(3, "Fremdwaehrung", f"{voucher.currency} {to_major(pair.amount, voucher.currency)}")
        number = credit.document_no or debit.document_no
        fields[11] = _document(number)
        fields |= _info(4, "Belegnummer", number if fields[11] != number else "")
        fields |= _info(5, "Buchungstext", debit.text if len(debit.text) > _TEXT else "")
        yield ";".join(_field(fields.get(place, ""), text=place in TEXTS) for place in range(1, len(COLUMNS) + 1))


def _money(pair: Pair, currency: str, base: str) -> dict[int, str]:
    """Give amount and currency; a foreign amount with its rate only where the rate gives the very base amount."""
    whole = to_major(pair.base, base)
    foreign = to_major(pair.amount or 0, currency)
    if currency != base and foreign and foreign == foreign.quantize(Decimal("0.01")):
        rate = (foreign / whole).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        # Field 4 takes rates from 1 up to 9999,999999, foreign currency for one unit of base.
        if 1 <= rate < 10000 and (foreign / rate).quantize(Decimal("0.01"), ROUND_HALF_UP) == whole:
            return {1: _comma(foreign), 3: currency, 4: _comma(rate), 5: _comma(whole), 6: base}
    return {1: _comma(whole), 3: base}


def _comma(amount: Decimal) -> str:
    return format(amount if amount.as_tuple().exponent == -6 else amount.quantize(Decimal("0.01")), "f").replace(
        ".", ","
    )


def _account(line: JournalLine, terms: DatevTerms) -> str:
    """Give an account; customers' accounts may have one digit more than those of the general ledger."""
    if not (line.account.isascii() and line.account.isdecimal() and len(line.account) <= terms.account_length + 1):
        raise InputRefused("datev-account", found=line.account)
    return line.account


def _tax_code(debit: JournalLine, credit: JournalLine) -> str:
    """Give the BU-Schlüssel as it was entered: digits, four at most (field 9)."""
    code = debit.tax_code or credit.tax_code
    if code and not (code.isascii() and code.isdecimal() and len(code) <= _TAX_CODE):
        raise InputRefused("datev-tax-code", found=code)
    return code


def _document(number: str) -> str:
    return "".join(c if c in _ALLOWED else "-" for c in number)[:_DOCUMENT]


def _info(place: int, kind: str, content: str) -> dict[int, str]:
    return {19 + 2 * place: kind, 20 + 2 * place: content[:_INFO]} if content else {}


def _in_windows_1252(text: str) -> bytes:
    """Encode a text; a letter that the code page lacks loses its accent (ń becomes n), any other sign is a ?."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join(_sign(c) for c in text)


def _sign(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", _STROKES.get(sign, sign))
        kept = "".join(c for c in plain if not unicodedata.combining(c))
        return kept.encode("cp1252", "replace")[:1]


def _field(value: str, *, text: bool) -> str:
    if not text:
        return value
    plain = "".join(c if c.isprintable() else " " for c in value).replace('"', '""')
    return f'"{plain}"'
