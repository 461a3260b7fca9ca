"""What :86: says of a line: the numbered fields of German and Polish banks, /CODE/ fields, labels, or free text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NUMBERED = re.compile(r"\s*(?P<code>\d{3})(?P<mark>[^\w\s/])(?=\d\d)")
_PURPOSE = (*range(20, 30), *range(60, 64))
_FULL = 27
"""A numbered field holds so many characters; one that is full goes on in the next without a space."""
_LINE = 64
"""A line at least so long was cut where it was full, not between words (65 characters fit, SWIFT field 86)."""
_WRAPPED = 58
"""A first line is shorter by the code of the entry."""
_SEPA = re.compile(r"\b(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|MTLG|PURP|RREF|SQTP|ACCW)\+|(MTLG):")
_CODES = re.compile(
    r"/(TRTP|TRCD|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|CNTP|ORDP|BENM|ULTD|ULTC|RTRN|PURP|ISDT|SVCL|ADDR|ID|"
    r"OCMT|CHGS|EXCH|INIT|RCMT|SWOC|SWOD|VALD|ACSR)/"
)
_PARTED = re.compile(r"\d{3}([A-Z_]+):(.*):([^:]+):([A-Z]{2}\d{2}[A-Z0-9]{11,30})(?::(.*))?", re.DOTALL)
"""Kind, purpose, name and account between colons, as banks without offices of their own write them."""
_LABELS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("payer", re.compile(r"\b(?:NAAM|OD|AUFTRAGGEBER):\s*(.+?)(?=;|\s+[A-Z. ]{3,15}:|$)")),
    ("account", re.compile(r"\b(?:REK|Z RACH\.?):\s*([A-Z0-9 ]+?)(?=[/;]|$)")),
    ("reference", re.compile(r"\b(?:TYT\.|MITTEILUNGEN):\s*(.+?)(?=;|$)")),
)


@dataclass(frozen=True, slots=True)
class Details:
    """What the details of a line say."""

    payer: str = ""
    account: str = ""
    reference: str = ""
    end_to_end: str = ""
    kind: str = ""


def details(texts: Sequence[str]) -> Details:
    """Read the details of a line; ``texts`` are its :86: fields, line ends kept."""
    whole = "\n".join(texts)
    if found := _NUMBERED.match(whole):
        return _numbered(whole[found.end() :], found["mark"], found["code"])
    joined = _joined(whole)
    if _CODES.search(joined):
        return _coded(joined)
    return _labelled(joined)


def _numbered(text: str, mark: str, code: str) -> Details:
    """Read fields such as ?20 to ?29 for the purpose, ?31 account, ?32 and ?33 name (DFÜ agreement, appendix 3)."""
    text = _unwrapped(text, mark)
    fields: dict[int, str] = {}
    for number, said in re.findall(rf"(?:^|{re.escape(mark)})(\d\d)((?:(?!{re.escape(mark)}\d\d).)*)", text):
        fields[int(number)] = fields.get(int(number), "") + said
    purpose = _run_on([fields[number] for number in _PURPOSE if number in fields])
    parts = _sepa(purpose)
    name = " ".join(
        f"{fields.get(32, '')}{'' if len(fields.get(32, '')) >= _FULL else ' '}{fields.get(33, '')}".split()
    )
    return Details(
        payer=name or parts.get("ABWA", ""),
        account=(fields.get(38) or fields.get(31) or parts.get("IBAN", "")).replace(" ", ""),
        reference=next((said for part in ("SVWZ", "", "MTLG", "KREF") if (said := parts.get(part))), ""),
        end_to_end=_told(parts.get("EREF", "")),
        kind=f"{code} {fields.get(0, '').strip()}".strip(),
    )


def _unwrapped(text: str, mark: str) -> str:
    """Join lines where they were full or a field follows; a line end elsewhere stands for a space."""
    lines = text.split("\n")
    joined = lines[0]
    for before, line in pairwise(lines):
        joined += line if len(before) >= _WRAPPED or line.startswith(mark) else f" {line}"
    return joined


def _run_on(fields: Sequence[str]) -> str:
    """Join fields that were cut at their full length; shorter ones end with a word."""
    text = ""
    for field in fields:
        text += field if len(field) >= _FULL else f"{field} "
    return " ".join(text.split())


def _sepa(purpose: str) -> dict[str, str]:
    """Part a purpose by its SEPA marks; what stands before the first is under the blank one."""
    marks = list(_SEPA.finditer(purpose))
    ends = [*(mark.start() for mark in marks), len(purpose)]
    parts = {"": purpose[: ends[0]].strip()}
    for mark, end in zip(marks, ends[1:], strict=True):
        name = mark[1] or mark[2]
        parts[name] = f"{parts.get(name, '')} {purpose[mark.end() : end].strip()}".strip()
    return parts


def _joined(text: str) -> str:
    """Join lines: directly where one was full, else with a space."""
    joined = ""
    for line in text.split("\n"):
        joined += line if len(line) >= _LINE and not line.endswith(" ") else f"{line} "
    return " ".join(joined.split())


def _coded(text: str) -> Details:
    pieces = _CODES.split(text)
    parts: dict[str, str] = {}
    for code, said in zip(pieces[1::2], pieces[2::2], strict=True):
        parts.setdefault(code, said.strip().strip("/").strip())
    counterparty = parts.get("CNTP", "").split("/")
    remittance = re.sub(r"^(?:USTD|STRD)/+|^CUR/+|^ISO/+", "", parts.get("REMI", ""))
    return Details(
        payer=parts.get("NAME", "") or (counterparty[2].strip() if len(counterparty) > 2 else ""),
        account=parts.get("IBAN", "") or counterparty[0].strip(),
        reference=remittance.strip("/ ")
        or (pieces[0].strip() if not parts.get("EREF") else "")
        or parts.get("PREF", ""),
        end_to_end=_told(parts.get("EREF", "")),
        kind=parts.get("TRTP", ""),
    )


def _labelled(text: str) -> Details:
    if parted := _PARTED.fullmatch(text):
        kind, purpose, name, account, more = parted.groups(default="")
        return Details(payer=name.strip(), account=account, reference=" ".join(f"{purpose} {more}".split()), kind=kind)
    said = {name: found[1].strip() for name, pattern in _LABELS if (found := pattern.search(text))}
    return Details(
        payer=said.get("payer", ""),
        account=said.get("account", "").replace(" ", ""),
        reference=said.get("reference", "") or text,
    )


def _told(reference: str) -> str:
    """Leave out the words by which a payment says that it has no reference."""
    return "" if reference.upper() in {"NOTPROVIDED", "NONREF"} else reference
