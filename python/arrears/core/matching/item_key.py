"""What an open item is called across lists, whatever row of them it stands in."""


def item_key(
    customer: str, kind: str, document_no: str, year: int | None, instalment: int | None = None, account: str = ""
) -> str:
    r"""Name an open item across lists: customer, kind, document no., its year, instalment, control account if known.

    Parts keep their places, empty ones at the end are dropped; a bar inside a part is written ``\|``.

    >>> item_key("00417", "invoice", "RE-17", 2026), item_key("00417", "invoice", "RE-17", 2026, instalment=2)
    ('00417|invoice|RE-17|2026', '00417|invoice|RE-17|2026|2')
    >>> item_key("00417", "invoice", "RE-17", 2026, account="1122")
    '00417|invoice|RE-17|2026||1122'
    """
    parts = (customer, kind, document_no, _number(year), _number(instalment), account)
    return "|".join(" ".join(part.split()).replace("\\", "\\\\").replace("|", "\\|") for part in parts).rstrip("|")


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
