"""Reading instalments: shares with a deadline each (30% advance, 70% in 60 days), and equal ones (3 instalments)."""

import re
from fractions import Fraction
from itertools import pairwise, product

from arrears.core.terms import deadline_notation
from arrears.core.terms.deadline_notation import Meant
from arrears.core.terms.deadlines import Deadline, after_days, days, months
from arrears.core.terms.instalments import equal
from arrears.core.terms.term_words import Letters
from arrears.core.terms.terms import Share, Terms, in_instalments

Found = tuple[tuple[str, ...], Terms]
_MOST = 60
_SHORTEST = 15
"""In 30/60 days the numbers are days; in 2/10 the first is a percent."""


def read(letters: Letters) -> tuple[tuple[str, ...], list[Found]] | None:
    """Read instalments with the questions they leave open; None where the letters ask for the whole at once."""
    if equal_ones := _equal(letters):
        return equal_ones
    if at_days := _at_days(letters):
        return (), [((), at_days)]
    percents = [number for letter, number in zip(letters.letters, letters.numbers, strict=True) if letter == "%"]
    rest = letters.letters.count("B")
    total = sum(number for number in percents if number)
    if total == 100 and rest and _only_named(letters):
        letters, rest = letters.dropping("B"), 0
    if rest > 1 or not percents or (total != 100 if not rest else not 0 < total < 100):
        return None
    for pieces in _pieces(letters):
        if found := _shares(pieces):
            return found
    return (), []


def _only_named(letters: Letters) -> bool:
    """Tell whether the rest is but named beside a percent of its own (balance 70%), and takes none of what is left."""
    return "B" not in re.sub(r"B%|%B", "%", letters.letters)


def _equal(letters: Letters) -> tuple[tuple[str, ...], list[Found]] | None:
    """Read 3 instalments: monthly where nothing else is said; whether the first is due at once is left open."""
    match = re.fullmatch(r"Y?#Y*P,?(?:(?P<every>#[dwm])|Y)?", letters.letters)
    if match is None:
        return None
    count = letters.number(letters.letters.index("#"))
    if not 2 <= count <= _MOST:
        return (), []
    step = months(1)
    if match["every"]:
        at, unit = match.start("every"), match["every"][1]
        step = {"d": days, "w": lambda n: days(7 * n), "m": months}[unit](letters.number(at))
    at_once = equal(count, Deadline(), step)
    later = equal(count, Deadline((step,)), step)
    return ("first-instalment",), [(("first-at-once",), at_once), (("first-after-interval",), later)]


def _at_days(letters: Letters) -> Terms | None:
    """Read 30/60/90 days: equal parts."""
    match = re.fullmatch(r"n?#(?:[/,u]+#){1,11}(d?)I?", letters.letters)
    if match is None:
        return None
    counts = [int(number) for number in letters.numbers if number is not None]
    rising = all(a < b for a, b in pairwise(counts))
    clear = counts[0] >= _SHORTEST or (counts[0] == 0 and bool(match[1]))
    if not rising or not clear or (len(counts) == 2 and not match[1]):
        return None
    return in_instalments(*(Share(after_days(count), Fraction(1, len(counts))) for count in counts))


def _pieces(letters: Letters) -> list[list[Letters]]:
    """Cut into pieces of one share each: at commas, else where a share begins, else where one ends."""
    text = letters.letters
    marks = [nth for nth, letter in enumerate(text) if letter in "%B"]
    at_commas = [nth for nth, letter in enumerate(text) if letter in ",u/>" and nth > 0]
    cuts = [at_commas, [nth for nth in at_commas if text[nth] == ","], marks[1:], [nth + 1 for nth in marks[:-1]]]
    found = []
    for cut in cuts:
        edges = [0, *cut, len(text)]
        pieces = [letters.cut(a, b).dropping("/,u") for a, b in pairwise(edges)]
        pieces = [piece for piece in pieces if piece.letters.strip(">")]
        if all(sum(letter in "%B" for letter in piece.letters) == 1 for piece in pieces):
            found.append(pieces)
    return found


def _shares(pieces: list[Letters]) -> tuple[tuple[str, ...], list[Found]] | None:
    """Read a deadline for each piece; a question that several leave open is answered the same way in all."""
    meant: list[Meant] = []
    for piece in pieces:
        found = deadline_notation.read(piece.dropping("%B"))
        if found is None:
            return None
        meant.append(found)
    parts = [_part(piece) for piece in pieces]
    asked = {one.why: [name for name, _ in one.options] for one in meant if one.why}
    found_terms: list[Found] = []
    for names in product(*asked.values()):
        answers = {"": ""} | dict(zip(asked, names, strict=True))
        deadlines = [dict(one.options).get(answers[one.why]) for one in meant]
        shares = [Share(by, part) for by, part in zip(deadlines, parts, strict=True) if by is not None]
        if len(shares) == len(meant):
            in_order = sorted(shares, key=lambda share: share.part is None)  # the rest comes last
            found_terms.append((names, in_instalments(*in_order)))
    return tuple(asked), found_terms


def _part(piece: Letters) -> Fraction | None:
    at = piece.letters.find("%")
    percent = piece.numbers[at] if at >= 0 else None
    return None if percent is None else Fraction(Fraction(percent), 100)
