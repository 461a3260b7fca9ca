"""The customers a book knows, of its register and of its items; a number of nobody is a slip of the pen."""

from collections.abc import Mapping

from arrears.errors import InputRefused
from arrears.runs.ports import Sheets

MOST_NAMED = 3
"""Customers that a refusal names."""


def refuse_unknown(sheets: Sheets, customer: str) -> None:
    """Refuse a customer number that nobody in the book has.

    Raises InputRefused ``customer-nobody``, naming the likest numbers and names, or ``customers-none``.
    """
    known: dict[str, str] = {}
    for table in ("Customers", "Invoices"):
        read = sheets.read(table)[table]
        numbers = read.column("customer")
        if customer in numbers:
            return
        for number, name in zip(numbers, read.column("name"), strict=True):
            if number:
                known[str(number)] = known.get(str(number)) or str(name or "")
    if not known:
        raise InputRefused("customers-none", found=customer)
    named = (f"{number} ({known[number]})" if known[number] else number for number in likest(known, customer))
    raise InputRefused("customer-nobody", found=customer, near=", ".join(named))


def likest(known: Mapping[str, str], said: str) -> list[str]:
    """Give the numbers of the customers whose number or name is most like what was said, else the first there are.

    ``known``: the name of each customer by number.

    >>> likest({"C1": "Alder GmbH", "C20": "Birch Ltd", "C30": "Cedar SA"}, "alder")
    ['C1']
    >>> likest({"C1": "Alder GmbH", "C20": "Birch Ltd", "C30": "Cedar SA"}, "c2")
    ['C20', 'C1']
    """
    from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

    numbers: dict[str, list[str]] = {}
    for number, name in known.items():
        for text in filter(None, (number, name)):
            numbers.setdefault(text.casefold(), []).append(number)
    plain = said.casefold().strip()
    alike = get_close_matches(plain, numbers, n=MOST_NAMED, cutoff=0.5)
    holding = [text for text in numbers if plain and plain in text]
    found = dict.fromkeys(number for text in (*alike, *holding) for number in numbers[text])
    return list(found or sorted(known))[:MOST_NAMED]
