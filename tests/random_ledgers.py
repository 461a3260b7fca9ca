"""Random small ledgers for properties: items, credits, receipts and allocations with their own dates."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from tests.ledgers import ledger

from arrears.core.ledger import Ledger

FIRST = date(2025, 1, 1)
DAYS = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))
AMOUNTS = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def ledgers(draw: st.DrawFn, most: int = 8) -> Ledger:
    """Draw a ledger of up to ``most`` items, receipts and allocations over three customers and two currencies."""
    lines, items, receipts = [], [], []
    for number in range(draw(st.integers(0, most))):
        account = f"{draw(st.sampled_from('ABC'))} {draw(st.sampled_from(['EUR', 'JPY']))}"
        day, amount = draw(DAYS), draw(AMOUNTS)
        kind, sign = draw(st.sampled_from([("invoice", ""), ("invoice", ""), ("credit_note", "-")]))
        due = draw(st.one_of(st.just("-"), st.dates(day, day + timedelta(days=90))))
        lines.append(f"item I{number} {account} {kind} {day} {due} {sign}{amount} base={sign}{draw(AMOUNTS)}")
        items.append((f"I{number}", account, kind))
    for number in range(draw(st.integers(0, most))):
        account = f"{draw(st.sampled_from('ABC'))} {draw(st.sampled_from(['EUR', 'JPY']))}"
        lines.append(f"receipt R{number} {account} {draw(DAYS)} {draw(AMOUNTS)} base={draw(AMOUNTS)}")
        receipts.append((f"R{number}", account))
    for _ in range(draw(st.integers(0, most)) if items else 0):
        item, account, _kind = draw(st.sampled_from(items))
        sources = [key for key, its in receipts if its == account]
        sources += [key for key, its, kind in items if its == account and kind == "credit_note" and key != item]
        source = draw(st.sampled_from(["-", *sources]))
        amounts = f"{draw(AMOUNTS)} {draw(DAYS)} posted={draw(DAYS)} base={draw(AMOUNTS)}"
        lines.append(f"alloc {item} {source} {amounts}")
    return ledger("\n".join(lines))
