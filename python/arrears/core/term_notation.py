"""Reading payment terms as people write them; a notation that has two readings is told, never guessed."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from arrears.core.terms import Base, Deadline, Discount, MonthEnd, Terms

_DAYS = r"(?:days?|d|tagen?|tage|jours?|dias|天内|日内|天|日)"
_MONTHS = r"(?:months?|monaten?|monate|mois|meses|个月内|个月)"
_PERCENT = r"(\d{1,2}(?:[.,]\d{1,4})?)"
_WITHIN = r"(?:\s*(?:skonto|discount|disc\.?|rabatt|escompte|if paid|off|within|innerhalb|binnen|von|in|:|,))*\s*"
_OFF = r"(?:\s*(?:skonto|(?:cash )?discount|disc\.?|rabatt|escompte|现金折扣|折扣|off))?"
_STEP = rf"(?:\s*{_DAYS})?(\s*(?:from|then) month end)?"

_DISCOUNT_IN_SLASHES = re.compile(rf"(?<![\d.]){_PERCENT}\s*%?\s*/\s*(\d{{1,3}})(?!\d){_STEP}")
_DISCOUNT_AFTER_DAYS = re.compile(
    r"(?:(?:within|innerhalb|binnen)\s*(?:von\s*)?)?"
    rf"(?<!\d)(\d{{1,3}})\s*{_DAYS}(?:付款)?(?:享受|享|,|:)?\s*{_PERCENT}\s*%{_OFF}"
)
_DISCOUNT_BEFORE_DAYS = re.compile(rf"(?<![\d.]){_PERCENT}\s*%{_WITHIN}(\d{{1,3}})(?![\d.]){_STEP}")

_NET = r"(?:net|netto|n|due|payable|payment|pay|zahlbar|fallig|neto|付款期限|账期|帐期)"
_NET_BEFORE = rf"(?:{_NET}\s*[:/-]?\s*)?(?:(?:due|within|in|innerhalb|binnen|von|a|:)\s*)*"
_NET_AFTER = (
    r"(?:\s*(?:net days|net|netto kasse|netto|neto|(?:after|from) invoice|"
    r"(?:after|from|of) (?:the )?(?:invoice|document) date|(?:ab|nach) rechnungsdatum|"
    r"date de facture|date facture|fecha factura|付款|付清))?"
)
_PLAIN = re.compile(rf"{_NET_BEFORE}(\d{{1,3}})(?:\s*{_DAYS})?{_NET_AFTER}")
_IN_MONTHS = re.compile(rf"{_NET_BEFORE}(\d{{1,2}})\s*{_MONTHS}{_NET_AFTER}")
_AFTER_EVENT = re.compile(
    rf"{_NET_BEFORE}(\d{{1,3}})(?:\s*{_DAYS})? (?:after|from|nach) "
    r"(receipt|delivery|acceptance|rechnungserhalt|lieferung|abnahme)"
    r"(?: of (?:the )?(?:invoice|goods))?"
)
_CHINESE_EVENT = re.compile(
    r"(开票后?|发票日后?|票到后?|收到发票后?|收票后?|到票后?|发票后|货到后?|到货后?|收货后|验收后|验收合格后)"
    r"\s*(\d{1,3})\s*[天日]内?(?:付款|付清)?"
)
_OWN_STEP = re.compile(
    r"net (?:(\d{1,2}) months? ?)?(?:(\d{1,3}) days ?)?(from month end|then month end)?( after \w+)?"
)
_END_OF_MONTH = re.compile(
    rf"{_NET_BEFORE}(\d{{1,3}})?(?:\s*{_DAYS})?\s*(?:eom|end of month|fin de mois|fdm|monatsende)"
)
_FOLLOWING_MONTH = re.compile(
    rf"{_NET_BEFORE}(\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of )?(?:mfi|month following(?: invoice)?|prox(?:imo)?)\.?"
)
_MONTHLY_STATEMENT = re.compile(r"月[结結]\s*(\d{1,3})\s*[天日]")

_MONTH_END_WORDS = ("eom", "end of month", "fin de mois", "monatsende")
_WORDS = {
    **dict.fromkeys(
        ("due on receipt", "payable on receipt", "on receipt", "upon receipt", "due upon receipt", "immediate",
         "immediately", "due immediately", "payable immediately", "sofort", "sofort fallig", "zahlbar sofort",
         "sofort zahlbar", "a reception", "a reception de facture", "comptant", "al contado", "见票即付", "即付"),
        Terms(Deadline(), base=Base.RECEIPT),
    ),
    **dict.fromkeys(
        ("cod", "cash on delivery", "货到付款", "nachnahme", "contre remboursement"),
        Terms(Deadline(), base=Base.DELIVERY),
    ),
    **dict.fromkeys(
        ("cia", "pia", "cwo", "cbs", "cnd", "cash in advance", "payment in advance", "prepayment", "prepaid", "预付款",
         "预付", "款到发货", "vorkasse", "vorauskasse"),
        Terms(Deadline(), base=Base.ADVANCE),
    ),
    **dict.fromkeys(
        ("nma", "net monthly account", "end of next month", "end of following month"),
        Terms(Deadline(months=1, month_end=MonthEnd.LAST)),
    ),
    **dict.fromkeys(_MONTH_END_WORDS, Terms(Deadline(month_end=MonthEnd.LAST))),
}  # fmt: skip
_NOISE = re.compile(r"\(s\)|\b(?:without deduction|ohne (?:jeden )?abzug|sans escompte|strictly|rein)\b")
_RECEIPT_EVENTS = ("票到", "到票", "收到发票", "收票", "receipt", "rechnungserhalt")
_LONGEST = 200
"""A cell beyond this holds prose, not a notation."""
_CLEAR_MONTH_DAY = 15
"""Up to here ``10 EOM`` can only mean a day of the following month; ``30 EOM`` has two readings."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A notation with more than one meaning in use: why, and the readings to choose from (none where a part lacks)."""

    text: str
    why: str
    readings: tuple[Terms, ...] = ()


def parse(text: str) -> Terms | Ambiguous | None:
    """Read payment terms; None if the notation is not known.

    ``Ambiguous.why`` is ``net-missing`` (2/10), ``month-end-order`` (30 EOM) or ``statement-date`` (月结30天).

    >>> str(parse("2/10 net 30")), str(parse("14 Tage 2% Skonto, 30 Tage netto")), parse("soon")
    ('2%/10 days, net 30 days', '2%/14 days, net 30 days', None)
    """
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    discounts, rest = _take_discounts(plain)
    if discounts and (not rest or rest in _MONTH_END_WORDS):
        return Ambiguous(text, "net-missing")
    net = _net(rest)
    if isinstance(net, Ambiguous):
        readings = tuple(_with_discounts(reading, discounts) for reading in net.readings)
        return Ambiguous(text, net.why, tuple(reading for reading in readings if _in_order(reading)))
    if net is None:
        return None
    terms = _with_discounts(net, discounts)
    return terms if _in_order(terms) else None


def _with_discounts(terms: Terms, discounts: tuple[Discount, ...]) -> Terms:
    """Put discounts to a deadline; where it runs from the month's end, so do they (2/10, net 30 EOM)."""
    if terms.net.month_end is MonthEnd.FIRST:
        discounts = tuple(
            replace(step, deadline=replace(step.deadline, month_end=MonthEnd.FIRST)) for step in discounts
        )
    return replace(terms, discounts=discounts)


def _take_discounts(plain: str) -> tuple[tuple[Discount, ...], str]:
    found: list[Discount] = []

    def take(percent: str, days: str, step: str | None) -> str:
        month = {"from": MonthEnd.FIRST, "then": MonthEnd.LAST}.get((step or "").strip().split(" ")[0], MonthEnd.NONE)
        found.append(Discount(Decimal(percent.replace(",", ".")), Deadline(int(days), month_end=month)))
        return " , "

    plain = _DISCOUNT_IN_SLASHES.sub(lambda m: take(m[1], m[2], m[3]), plain)
    plain = _DISCOUNT_AFTER_DAYS.sub(lambda m: take(m[2], m[1], None), plain)
    plain = _DISCOUNT_BEFORE_DAYS.sub(lambda m: take(m[1], m[2], m[3]), plain)
    steps = sorted(found, key=lambda step: -step.percent)
    return tuple(steps), plain.strip(" ,;/+-，")


def _net(rest: str) -> Terms | Ambiguous | None:
    if rest in _WORDS:
        return _WORDS[rest]
    if match := _PLAIN.fullmatch(rest):
        return Terms(Deadline(int(match[1])))
    if match := _IN_MONTHS.fullmatch(rest):
        return Terms(Deadline(months=int(match[1])))
    return _after_event(rest) or _own(rest) or _month_end(rest)


def _after_event(rest: str) -> Terms | None:
    if match := _AFTER_EVENT.fullmatch(rest):
        return Terms(Deadline(int(match[1])), base=_base(match[2]))
    if match := _CHINESE_EVENT.fullmatch(rest):
        return Terms(Deadline(int(match[2])), base=_base(match[1].removesuffix("后")))
    return None


def _base(event: str) -> Base:
    if event in ("开票", "发票", "发票日"):
        return Base.DOCUMENT
    return Base.RECEIPT if event in _RECEIPT_EVENTS else Base.DELIVERY


def _own(rest: str) -> Terms | None:
    """Read the notation ``Terms`` are written in."""
    match = _OWN_STEP.fullmatch(rest)
    if match is None or not (match[1] or match[2]):
        return None
    step = {"from month end": MonthEnd.FIRST, "then month end": MonthEnd.LAST, None: MonthEnd.NONE}[match[3]]
    event = (match[4] or "").removeprefix(" after ")
    base = _base(event) if event else Base.DOCUMENT
    return Terms(Deadline(int(match[2] or 0), int(match[1] or 0), step), base=base)


def _month_end(rest: str) -> Terms | Ambiguous | None:
    if match := _FOLLOWING_MONTH.fullmatch(rest):
        days = int(match[1])
        return Terms(Deadline(days, month_end=MonthEnd.FIRST)) if 1 <= days <= 28 else None
    if match := _MONTHLY_STATEMENT.fullmatch(rest):
        days = int(match[1])
        return Ambiguous(rest, "statement-date", (_from_month_end(days), Terms(Deadline(days))))
    match = _END_OF_MONTH.fullmatch(rest)
    if match is None or match[1] is None:
        return None
    days = int(match[1])
    if days <= _CLEAR_MONTH_DAY:
        return _from_month_end(days)
    readings = (_from_month_end(days), Terms(Deadline(days, month_end=MonthEnd.LAST)))
    return Ambiguous(rest, "month-end-order", readings)


def _from_month_end(days: int) -> Terms:
    return Terms(Deadline(days, month_end=MonthEnd.FIRST))


def _in_order(terms: Terms) -> bool:
    """Tell whether discounts fall with time and end by the due date, as far as days compare."""
    if any(step.percent == 0 for step in terms.discounts):
        return False
    days = [step.deadline.days for step in terms.discounts]
    if not all(early < late for early, late in pairwise(days)):
        return False
    alike = all(step.deadline.month_end is terms.net.month_end for step in terms.discounts)
    return terms.net.months > 0 or not alike or not days or days[-1] <= terms.net.days


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    bare = _NOISE.sub("", bare)
    bare = re.sub(r"[、;]", ",", bare).replace("percent", "%").replace("pct", "%")
    return " ".join(bare.split()).strip(" .,")
