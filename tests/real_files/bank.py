"""What stands beside real bank files: what other programs read in them, taken apart without those programs."""

import base64
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

_WHOLE = {".json", ".yml"}


def statement_files(folder):
    """List the statement files, without the expected ones beside them."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in _WHOLE)


def camt_entries(path):
    """Give account, signed minor units, currency, booking and value day of every entry of a dumped message."""
    found = []
    _walk(json.loads(path.read_text(encoding="utf-8")), found)
    unique = {id(entry): entry for entry in found}.values()
    return [_entry(entry) for entry in unique if "getIndex" in entry]


def _walk(node, found):
    if isinstance(node, dict):
        if str(node.get("__CLASS__", "")).endswith("\\Entry"):
            found.append(node)
        for key, child in node.items():
            if key != "getRecord" or isinstance(child, dict):
                _walk(child, found)
    elif isinstance(node, list):
        for child in node:
            _walk(child, found)


def _entry(entry):
    record = entry["getRecord"]
    account = record["getAccount"]["getIdentification"] if isinstance(record, dict) else None
    return (
        account, int(entry["getAmount"]["getAmount"]), entry["getAmount"]["getCurrency"]["getCode"],
        _day(entry["getBookingDate"]), _day(entry["getValueDate"]),
    )  # fmt: skip


def _day(node):
    return None if node is None else date.fromisoformat(node["0"][:10])


def camt_balances(path):
    """Give type and signed minor units of every balance of a dumped message."""
    text = path.read_text(encoding="utf-8")
    found = []

    def walk(node):
        if isinstance(node, dict):
            if str(node.get("__CLASS__", "")).endswith("\\Balance"):
                found.append((node["getType"], int(node["getAmount"]["getAmount"])))
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(json.loads(text))
    return found


_TRANSACTION = "!!python/object:mt940.models.Transaction\n"
_AMOUNT = re.compile(r"decimal\.Decimal\s+- '(-?[\d.]+)'")
_DATE = r"\b{}: !!python/object/apply:mt940\.models\.Date\s+- !!binary \|\s+(\S+)"


def mt940_expected(path):
    """Give account, closing balance and transactions (amount, value day, entry day, bank reference) of a dump."""
    text = path.read_text(encoding="utf-8")
    head, *transactions = text.split(_TRANSACTION)
    data = head.partition("\ntags:")[0]
    account = re.search(r"account_identification: (.*)", data)
    closing = re.search(r"final_closing_balance:.*?decimal\.Decimal\s+- '(-?[\d.]+)'", data, re.DOTALL)
    return (
        account[1].strip().strip("'") if account else None,
        Decimal(closing[1]) if closing else None,
        [_transaction(one) for one in transactions],
    )


def _transaction(text):
    amount = _AMOUNT.search(text)
    reference = re.search(r"\bbank_reference: (.*)", text)
    named = reference[1].strip().strip("'") if reference else "null"
    mark = re.search(r"\n    status: (\w+)", text)[1]
    return (
        Decimal(amount[1]), _binary(text, "date"), _binary(text, "entry_date"),
        None if named == "null" else named, mark,
    )  # fmt: skip


def _binary(text, name):
    found = re.search(_DATE.format(f"(?<!_){name}"), text)
    if not found:
        return None
    year_high, year_low, month, day = base64.b64decode(found[1])[:4]
    return date(year_high * 256 + year_low, month, day)


def ofx_amounts(path):
    """Give amounts and days of the entries of a well-formed OFX file, by plain search."""
    text = path.read_text(encoding="utf-8")
    pairs = re.findall(r"<DTPOSTED>(\d{8}).*?<TRNAMT>(-?[\d.]+)", text, re.DOTALL)
    return [(date(int(d[:4]), int(d[4:6]), int(d[6:])), Decimal(amount)) for d, amount in pairs]


def beside(path: Path, suffix: str) -> Path | None:
    """Give the expected file beside a file, if there is one."""
    other = path.with_suffix(suffix)
    return other if other.exists() else None
