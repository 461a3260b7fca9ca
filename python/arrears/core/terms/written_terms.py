"""Reading the one notation that terms are written in (``str(terms)``)."""

import re
from decimal import Decimal
from fractions import Fraction

from arrears.core.terms import post_dating
from arrears.core.terms.deadlines import MONTH_END, Base, Deadline, Step, Unit
from arrears.core.terms.terms import NAMED, Discount, Share, Terms, in_instalments

LONGEST = 5000
"""Sixty instalments fit; nothing that long is read."""
_STEP = re.compile(
    r"(?P<count>\d{1,4}) (?P<unit>days?|working days?|months?)(?P<from> from month end)?"
    r"|(?P<named>day|pay day|cutoff) (?P<numbers>\d{1,2}(?: or \d{1,2})*)|month end"
)
_AFTER = re.compile(r"(.*) (?:after (receipt|delivery|acceptance|shipment|order)|(before delivery))")
_DISCOUNT = re.compile(r"(\d{1,2}(?:\.\d+)?)%/(.*)")
_SHARE = re.compile(r"(?:(\d+(?:\.\d+)?)%|(\d+/\d+)|(\d+(?:\.\d+)?)|rest)( of rest)? (.*)")
_BY_NAME = {name.casefold(): deadline for deadline, name in NAMED.items()}


def read(text: str) -> Terms | None:
    """Read terms as ``str`` writes them, in any case; None if it is another notation.

    >>> str(read("2%/10 days, net 30 days")), read("2/10 net 30")
    ('2%/10 days, net 30 days', None)
    """
    text, dated = post_dating.take(text)
    *before, last = text.split(", ")
    discounts = [_discount(part) for part in before]
    asked = _whole(last)
    if asked is None or any(step is None for step in discounts):
        return None
    return Terms(asked.net, tuple(step for step in discounts if step), asked.instalments, dated)


def _whole(text: str) -> Terms | None:
    net = _asked(text)
    if net is not None:
        return Terms(net)
    shares = [_share(part) for part in text.split("; ")]
    return in_instalments(*(share for share in shares if share)) if all(shares) else None


def _asked(text: str) -> Deadline | None:
    if text in _BY_NAME:
        return _BY_NAME[text]
    return deadline(text.removeprefix("net ")) if text.startswith("net ") else None


def _discount(text: str) -> Discount | None:
    match = _DISCOUNT.fullmatch(text)
    by = deadline(match[2]) if match else None
    return Discount(Decimal(match[1]), by) if match and by is not None else None


def _share(text: str) -> Share | None:
    match = _SHARE.fullmatch(text)
    by = _asked(match[5]) if match else None
    if match is None or by is None:
        return None
    part = Fraction(Fraction(match[1]), 100) if match[1] else Fraction(match[2]) if match[2] else None
    return Share(by, part, Decimal(match[3]) if match[3] else None, bool(match[4]))


def deadline(text: str) -> Deadline | None:
    """Read a deadline as ``str`` writes it; None if it is another notation."""
    base = Base.DOCUMENT
    if match := _AFTER.fullmatch(text):
        text, base = match[1], Base.ADVANCE if match[3] else Base(match[2])
    steps: list[Step] = []
    for word in text.split(" then "):
        match = _STEP.fullmatch(word)
        if match is None:
            return None
        steps += _steps(match)
    return Deadline(() if steps == [Step(Unit.DAYS, (0,))] else tuple(steps), base)


def _steps(match: re.Match[str]) -> list[Step]:
    if match["named"]:
        return [Step(Unit(match["named"]), tuple(int(number) for number in match["numbers"].split(" or ")))]
    if not match["count"]:
        return [MONTH_END]
    unit = Unit(match["unit"].removesuffix("s") + "s")
    return [*([MONTH_END] if match["from"] else []), Step(unit, (int(match["count"]),))]
