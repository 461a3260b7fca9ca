"""Post-dated terms: "as of" a day they count from instead of the document date."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_AS_OF = re.compile(
    r"\bas of (?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH}))"
    r",? (?P<year>\d{4}))\b"
)


def take(text: str) -> tuple[str, date | None]:
    """Take the day out of a plain text; give what is left, and None where no such day stands in it.

    >>> take("2/10, n/30 as of may 1, 2007")
    ('2/10, n/30', datetime.date(2007, 5, 1))
    """
    match = _AS_OF.search(text)
    if match is None:
        return text, None
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    else:
        month = _MONTHS.index((match["month"] or match["month2"])[:3]) + 1
        year, day = int(match["year"]), int(match["day"] or match["day2"])
    try:
        return (text[: match.start()] + text[match.end() :]).strip(" ,"), date(year, month, day)
    except ValueError:
        return text, None
