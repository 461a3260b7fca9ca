"""Document numbers inside what payers write: other separators, lost leading zeros, misread letters, several at once.

A number is compared by its letters and digits alone. What looks alike to a scanner counts as one sign (O 0, I 1, S 5,
B 8, Z 2, G 6), and digits without their letters still name a document, less strongly. Other numbers in the text
(telephone, contract) may hit by chance; that is for the amount and the payer to tell. Where a number that stands
before something else reads as a longer one (F-337 12, of F-337 and F-33712), both may be meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

FULL, MISREAD, DIGITS = range(3)
"""How a number was found, strongest first: with its letters; with signs misread; digits alone."""
_SEGMENT = re.compile(r"[A-Z]+|[0-9]+")
_DIGITS = re.compile(r"(?<![0-9A-Z])[0-9]+(?:[-/.][0-9]+)*(?![0-9A-Z])")
_DATE = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
_SIGNS, _DIGIT = re.compile(r"[^0-9]"), re.compile(r"[0-9]")
_BETWEEN: Final = frozenset(" -/._#:\t\n\u2013\u2014\u00b7*+'")
"""Signs that may stand between the parts of one number."""
_ALIKE = str.maketrans("OQDILSBZG", "000115826")
_MOST_PARTS = 5
_FEWEST_DIGITS = 5
"""Digits alone name a document from so many on."""
_FEWEST_INSIDE = 4
"""Digits that are a whole document number name it inside a text from so many signs on; alone in it, always."""
_FEWEST_OF_TAIL = 2
_FEWEST_CALLED = 4
"""Digits that a word calls a document's number, or that are all a text says, count as one from so many signs on."""
_CALLED = re.compile(
    r"(?:INVOICES?|INV|BILL|RECHNUNG(?:EN)?|RECHN|RG|RE|BELEG|FACTURE|FACTURA|FATTURA|FACTUUR|FAKTURA|DOC(?:UMENT)?|"
    r"CREDIT NOTE|GUTSCHRIFT|发票|票号|单号|单据)"
    r"(?:[ .:\-]*(?:NUMBERS?|NUMMER|NO|NR|NUM|N°|#|号码|号))?[ .:#\-]*$"
)
"""Words that call the number after them a document's."""


class Named(NamedTuple):
    """Items that a text names by one number (several where instalments share it), how, and as what it was written."""

    items: tuple[int, ...]
    strength: int
    said: str


class _Part(NamedTuple):
    text: str
    start: int
    end: int


class DocumentNumbers:
    """The numbers of all items, ready to be found in texts."""

    def __init__(self, numbers: Sequence[Sequence[str]]) -> None:
        """Take the numbers of each item, by its position."""
        self._numbers = numbers
        self._alike: dict[str, list[int]] = {}
        """Items by the letters and digits of their numbers, those that look alike taken for one."""
        self._digits: dict[str, list[int]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._shapes: set[str] = set()
        """How numbers of digits and signs between them are built, a 0 for every digit."""
        self._ranges: dict[int, tuple[int, int]] = {}
        """By length, the least and the greatest of the numbers that are digits alone."""
        self._spelt: list[list[str]] = []
        """By item, its numbers as they are spelt."""
        for item, of_item in enumerate(numbers):
            self._spelt.append([self._add(item, number) for number in of_item])

    def _add(self, item: int, number: str) -> str:
        """Index a number; give its letters and digits."""
        parts = _SEGMENT.findall(_plain(number))
        numeric = [part for part in parts if part.isdecimal()]
        if not numeric:
            return ""
        full = "".join(parts)
        _file(self._alike, full.translate(_ALIKE), item)
        digits = "".join(numeric).lstrip("0")
        if len(digits) >= _FEWEST_DIGITS:
            _file(self._digits, digits, item)
        if full.isdecimal():
            self._know_digits(number.strip(), full)
        if len(numeric) == len(parts) - 1 and not parts[0].isdecimal():
            self._lengths.setdefault(parts[0], set()).add(len(full) - len(parts[0]))
        return full

    def _know_digits(self, number: str, full: str) -> None:
        if not number.isdecimal():
            self._shapes.add(_shape(_plain(number)))
            return
        value = int(full)
        least, greatest = self._ranges.get(len(full), (value, value))
        self._ranges[len(full)] = min(least, value), max(greatest, value)

    def found(self, text: str) -> list[Named]:
        """Find every number that a text holds, in its order; parts of one number are not found again."""
        plain = _plain(text)
        parts = [_Part(m[0], m.start(), m.end()) for m in _SEGMENT.finditer(plain)]
        named: list[Named] = []
        place = 0
        while place < len(parts):
            hit, used = self._at(parts, place, plain)
            if hit is not None and (hit.strength != DIGITS or len(hit.said) >= _FEWEST_INSIDE or len(parts) == used):
                named.append(hit)
            place += used
        return named

    def is_number(self, text: str) -> bool:
        """Tell whether a text is a number and nothing else."""
        return bool(self._items_spelt("".join(_SEGMENT.findall(_plain(text)))))

    def _items_spelt(self, whole: str) -> list[int]:
        """Give the items whose number is spelt just so."""
        return [item for item in self._alike.get(whole.translate(_ALIKE), ()) if whole in self._spelt[item]]

    def called(self, text: str, said: str) -> bool:
        """Tell whether a text calls what it says a document's number."""
        plain = _plain(text)
        place = plain.find(said)
        return place > 0 and _CALLED.search(plain, 0, place) is not None

    def strange(self, text: str) -> str:
        """Give the first part of a text that reads like a document's number and is none here; else nothing.

        It is built like the numbers here, or a word calls it one, or it is all that the text says.
        """
        plain = _plain(text)
        parts = [_Part(m[0], m.start(), m.end()) for m in _SEGMENT.finditer(plain)]
        return self._strange_letters(parts, plain) or self._strange_digits(plain)

    def _strange_digits(self, plain: str) -> str:
        for run in _DIGITS.finditer(plain):
            said, digits = run[0], _SIGNS.sub("", run[0])
            if _DATE.fullmatch(said) or digits.translate(_ALIKE) in self._alike or digits.lstrip("0") in self._digits:
                continue
            least, greatest = self._ranges.get(len(digits), (1, 0))
            like_ours = least <= int(digits) <= greatest if said == digits else _shape(said) in self._shapes
            long_enough = len(digits) >= _FEWEST_CALLED
            called = _CALLED.search(plain, 0, run.start()) is not None or said == plain.strip()
            if like_ours or (long_enough and called):
                return said
        return ""

    def _strange_letters(self, parts: Sequence[_Part], plain: str) -> str:
        for place, part in enumerate(parts):
            lengths = self._lengths.get(part.text)
            if not lengths:
                continue
            joined = ""
            for after in _adjoining(parts, place, plain):
                if not after.text.isdecimal():
                    break
                joined += after.text
                whole = part.text + joined
                if whole.translate(_ALIKE) in self._alike:
                    break
                if len(joined) in lengths:
                    return plain[part.start : after.end]
        return ""

    def ends_with(self, item: int, text: str) -> bool:
        """Tell whether a text holds, as a number of its own, the end of an item's number."""
        said = {part.lstrip("0") for part in _SEGMENT.findall(_plain(text)) if part.isdecimal()}
        said = {part for part in said if len(part) >= _FEWEST_OF_TAIL}
        return any(tail in said for tail in self._tails(item)) if said else False

    def _tails(self, item: int) -> list[str]:
        """Give the last digits of each of an item's numbers, without leading zeros."""
        last = (_SEGMENT.findall(_plain(number))[-1:] for number in self._numbers[item])
        return [parts[0].lstrip("0") for parts in last if parts and parts[0].isdecimal()]

    def _at(self, parts: Sequence[_Part], place: int, plain: str) -> tuple[Named | None, int]:
        """Find the longest number that starts at a part; give it and how many parts it takes."""
        run = [parts[place], *_adjoining(parts, place, plain)][:_MOST_PARTS]
        if not any(part.text.isdecimal() for part in run[:3]):
            return None, 1
        joined = [""]
        for part in run:
            joined.append(joined[-1] + part.text)
        for count in range(len(run), 0, -1):
            hit = self._named(joined[count], run[:count])
            if hit is not None:
                said = plain[run[0].start : run[count - 1].end]
                others = [] if self._literal(hit[0], said) else self._shorter(run[:count], joined)
                return Named(tuple(dict.fromkeys([*hit[0], *others])), hit[1], said), count
        glued = self._glued(run)
        return glued, 2 if glued is not None else 1

    def _literal(self, items: Sequence[int], said: str) -> bool:
        return any(said == _plain(number).strip() for item in items for number in self._numbers[item])

    def _shorter(self, run: Sequence[_Part], joined: Sequence[str]) -> list[int]:
        """Give the items whose number a run begins with, its letters among them, where more stands behind it."""
        for count in range(len(run) - 1, 0, -1):
            items = self._items_spelt(joined[count]) if any(part.text.isdecimal() for part in run[:count]) else []
            if items:
                return items
        return []

    def _named(self, whole: str, run: Sequence[_Part]) -> tuple[list[int], int] | None:
        if not any(part.text.isdecimal() for part in run):
            return None
        alike = self._alike.get(whole.translate(_ALIKE))
        if whole.isdecimal():
            items = [item for item in alike or () if whole in self._spelt[item]] or self._digits.get(whole.lstrip("0"))
            return (items, DIGITS) if items else None
        if not alike:
            return None
        spelt = [item for item in alike if whole in self._spelt[item]]
        return (spelt, FULL) if spelt else (alike, MISREAD)

    def _glued(self, run: Sequence[_Part]) -> Named | None:
        """Find a number that other letters or digits adjoin without a gap: ``INVOICEINV260123``, ``XS2600012312``."""
        if len(run) < 2 or run[0].text.isdecimal() or not run[1].text.isdecimal():
            return None
        letters, digits = run[0].text, run[1].text
        for prefix, lengths in self._lengths.items():
            if letters.endswith(prefix):
                for length in sorted(lengths, reverse=True):
                    whole = length <= len(digits) and len(digits) - length != 1  # one digit more is another number
                    items = self._items_spelt(prefix + digits[:length]) if whole else None
                    if items:
                        return Named(tuple(items), MISREAD, prefix + digits[:length])
        return None


def _adjoining(parts: Sequence[_Part], place: int, plain: str) -> Iterator[_Part]:
    """Give the parts after one that may belong to the same number: nothing but separators stands between."""
    for before, after in zip(parts[place:], parts[place + 1 :], strict=False):
        if after.start - before.end > 2 or not _BETWEEN.issuperset(plain[before.end : after.start]):
            return
        yield after


def _shape(number: str) -> str:
    return _DIGIT.sub("0", number)


def _plain(text: str) -> str:
    return text.upper() if text.isascii() else unicodedata.normalize("NFKC", text).upper()


def _file(index: dict[str, list[int]], key: str, item: int) -> None:
    held = index.setdefault(key, [])
    if item not in held[-1:]:
        held.append(item)
