"""How an amount received fits items that are known: whole, less discounts, less a charge, in part, or beyond them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations as chosen
from typing import NamedTuple

from arrears.core.matching.confidence import Outcome
from arrears.core.matching.incoming import Incoming, Line, MatchingRules
from arrears.core.matching.open_accounts import OpenAccounts
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason

_MOST_DISCOUNTED = 8
"""Items of one receipt among which single ones may have been paid without their discount."""


class Fit(NamedTuple):
    """How an amount fits: the lines it makes and why."""

    outcome: Outcome
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...] = ()


def fit(source: Incoming, items: Sequence[int], accounts: OpenAccounts, rules: MatchingRules) -> Fit | None:
    """Say how a receipt settles items to the cent: whole, with discounts, with a charge or a small difference."""
    return (
        _whole(source, items, accounts)
        or _discounted(source, items, accounts)
        or _late(source, items, accounts)
        or _different(source, items, accounts, rules)
    )


def in_part(source: Incoming, items: Sequence[int], accounts: OpenAccounts) -> Fit:
    """Give what a receipt that is too small pays of items: those due first, first."""
    lines, rest = [], source.amount
    ordered = sorted(items, key=lambda n: (accounts.left[n] > 0, accounts.items[n].due_day, n))
    for n in ordered:
        paid = min(accounts.left[n], rest)
        if paid:
            lines.append(Line(n, paid))
            rest -= paid
    last = lines[-1]
    left = accounts.left[last.item] - last.paid
    why = reason("match-part", document=_number(accounts, last.item), left=_major(left, source))
    return Fit(Outcome.PART, tuple(lines), (why,) if left > 0 else ())


def beyond(source: Incoming, items: Sequence[int], accounts: OpenAccounts) -> Fit:
    """Give what a receipt that is too large pays of items: all; the rest stays on account."""
    rest = source.amount - accounts.total(items)
    return Fit(Outcome.OVER, _lines(items, accounts), (reason("match-over", rest=_major(rest, source)),))


def _whole(source: Incoming, items: Sequence[int], accounts: OpenAccounts) -> Fit | None:
    if accounts.total(items) != source.amount:
        return None
    rest = any(accounts.touched(n) for n in items)
    credit = -sum(min(accounts.left[n], 0) for n in items)
    why = (reason("match-credit-used", credit=_major(credit, source)),) if credit else ()
    return Fit(Outcome.REST if rest else Outcome.EXACT, _lines(items, accounts), why)


def _discounted(source: Incoming, items: Sequence[int], accounts: OpenAccounts) -> Fit | None:
    """Find the items whose discounts make up the shortage: all that have one, else single ones, if only one way."""
    short = accounts.total(items) - source.amount
    earned = {n: accounts.items[n].earned(accounts.left[n], source.day) for n in items}
    offered = [n for n, amount in earned.items() if amount > 0]
    if short <= 0 or not offered:
        return None
    taken = next(_making(offered, earned, short), None)
    if taken is None:
        return None
    lines = tuple(
        Line(n, accounts.left[n] - earned[n], earned[n], "discount") if n in taken else Line(n, accounts.left[n])
        for n in items
    )
    until = max(offer.until for n in taken for offer in accounts.items[n].offers)
    # Beside a credit the discount's base is smaller than what was billed, and part of what was taken may be unearned.
    outcome = Outcome.LATE_DISCOUNT if any(accounts.left[n] < 0 for n in items) else Outcome.DISCOUNT
    return Fit(outcome, lines, (reason("match-discount", discount=_major(short, source), until=until),))


def _making(offered: Sequence[int], earned: dict[int, int], short: int) -> Iterator[tuple[int, ...]]:
    if sum(earned[n] for n in offered) == short:
        yield tuple(offered)
    elif len(offered) <= _MOST_DISCOUNTED:
        ways = [
            way for count in range(1, len(offered)) for way in chosen(offered, count)
            if sum(earned[n] for n in way) == short
        ]  # fmt: skip
        if len(ways) == 1:
            yield ways[0]


def _late(source: Incoming, items: Sequence[int], accounts: OpenAccounts) -> Fit | None:
    """Find one item whose discount was taken although its time had passed: what was deducted stays open."""
    short = accounts.total(items) - source.amount
    for n in items if short > 0 else ():
        for offer in accounts.items[n].late(accounts.left[n], source.day):
            if offer.amount == short:
                lines = tuple(Line(m, accounts.left[m] - (short if m == n else 0)) for m in items)
                why = reason("match-late-discount", discount=_major(short, source), until=offer.until)
                return Fit(Outcome.LATE_DISCOUNT, lines, (why,))
    return None


def _different(source: Incoming, items: Sequence[int], accounts: OpenAccounts, rules: MatchingRules) -> Fit | None:
    """Explain a small difference: a surplus or shortage within the tolerance, else a shortage as the bank's charge."""
    short = accounts.total(items) - source.amount
    largest = max(items, key=lambda n: accounts.left[n])
    if 0 < abs(short) <= rules.tolerance.get(source.currency, 0):
        outcome, kind = Outcome.TOLERANCE, "rounding"
        why = reason("match-tolerance", difference=_major(short, source))
    elif 0 < short <= rules.charge.get(source.currency, 0):
        outcome, kind = Outcome.CHARGE, "bank charge"
        why = reason("match-charge", charge=_major(short, source))
    else:
        return None
    if accounts.left[largest] <= short:
        return None
    lines = tuple(
        Line(n, accounts.left[n] - short, short, kind) if n == largest else Line(n, accounts.left[n]) for n in items
    )
    return Fit(outcome, lines, (why,))


def _lines(items: Sequence[int], accounts: OpenAccounts) -> tuple[Line, ...]:
    return tuple(Line(n, accounts.left[n]) for n in items)


def _major(minor: int, source: Incoming) -> Decimal:
    return to_major(minor, source.currency)


def _number(accounts: OpenAccounts, item: int) -> str:
    return accounts.items[item].numbers[0] if accounts.items[item].numbers else accounts.items[item].key
