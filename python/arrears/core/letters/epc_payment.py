"""The text behind a SEPA payment code: what a bank's app reads when a customer scans the letter (EPC069-12)."""

import re
import unicodedata
from decimal import Decimal

MOST = Decimal("999999999.99")
MOST_BYTES = 331
_IBAN = re.compile(r"\b([A-Z]{2}[0-9]{2}(?:[ \u00a0]?[A-Z0-9]){11,30})", re.IGNORECASE)
_BIC = re.compile(
    r"\b(?:BIC|SWIFT)(?:[-/ ]?(?:code|BIC|SWIFT))?[:：]?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b", re.IGNORECASE
)
_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FI NL",
    19: "MK SI",
    20: "AT EE LT LU",
    21: "CH HR LI LV",
    22: "BG DE GB IE ME RS VA",
    23: "GI",
    24: "AD CZ ES MD RO SE SK",
    25: "PT",
    26: "IS",
    27: "FR GR IT MC SM",
    28: "AL CY HU PL",
    31: "MT",
}
_LENGTHS = {country: length for length, countries in _COUNTRIES.items() for country in countries.split()}
"""Lengths of IBANs in the SEPA area (EPC409-09 and the SWIFT IBAN registry)."""


def iban_is_valid(iban: str) -> bool:
    """Tell whether an IBAN of the SEPA area has its country's length and right check digits (ISO 13616, mod 97).

    >>> iban_is_valid("DE89 3704 0044 0532 0130 00"), iban_is_valid("DE88 3704 0044 0532 0130 00")
    (True, False)
    """
    plain = re.sub(r"\s", "", iban).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", plain) or len(plain) != _LENGTHS.get(plain[:2]):
        return False
    return int("".join(str(int(mark, 36)) for mark in plain[4:] + plain[:4])) % 97 == 1


def iban_in(text: str) -> str:
    """Find the first valid IBAN in a text, without blanks; blank if there is none."""
    for match in _IBAN.finditer(text):
        plain = re.sub(r"\s", "", match[1]).upper()
        whole = plain[: _LENGTHS.get(plain[:2], 0)]
        if whole and iban_is_valid(whole):
            return whole
    return ""


def payment_code(holder: str, bank_details: str, amount: Decimal, currency: str, reference: str) -> str:
    r"""Give the text of the code (EPC069-12, version 2, UTF-8), or blank where none can be made.

    None can be made in other currencies than EUR, without a valid IBAN or a holder, and beyond 0.01 to 999,999,999.99.

    >>> code = payment_code("Alder GmbH", "DE89 3704 0044 0532 0130 00", Decimal("12.5"), "EUR", "C1 L1")
    >>> code.splitlines()[5:8]
    ['Alder GmbH', 'DE89370400440532013000', 'EUR12.50']
    """
    iban, name = iban_in(bank_details), _line(holder, 70)
    if currency != "EUR" or not iban or not name or not Decimal("0.01") <= amount <= MOST:
        return ""
    bic = _BIC.search(bank_details)
    lines = ("BCD", "002", "1", "SCT", bic[1].upper() if bic else "", name, iban, f"EUR{amount:.2f}", "", "",
             _line(reference, 140))  # fmt: skip
    code = "\n".join(lines)
    return code if len(code.encode("utf-8")) <= MOST_BYTES else ""


def _line(text: str, most: int) -> str:
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(visible.split())[:most].strip()
