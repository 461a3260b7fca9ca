"""A month of 10,000 payments against 50,000 items, known what each pays: precision, recall by kind, processor time."""

import gc
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.full.report import Section
from tests.made_up_payments import Payment, Payments, made_up

from arrears.core.matching.cash_application import propose
from arrears.core.matching.confidence import SURE
from arrears.core.matching.incoming import Proposed
from arrears.core.matching.payer_names import PayerNames
from arrears.office.name_similarity import similarity

PAYMENTS, ITEMS = 10_000, 50_000
SECONDS = 2.0
PRECISION = 0.999


@dataclass
class Measured:
    """What came of a month: the proposals and the processor seconds they took."""

    month: Payments
    proposals: Sequence[Proposed]
    seconds: float

    def right(self, payment: Payment, proposal: Proposed) -> bool:
        """Tell whether a proposal gives every item just what the payment pays on it."""
        found = {line.item: (line.paid, line.deducted) for line in proposal.lines}
        return found in (dict(payment.pays), *map(dict, payment.also))

    def accepted(self) -> list[tuple[Payment, Proposed]]:
        """Give what would be accepted unseen."""
        pairs = zip(self.month.payments, self.proposals, strict=True)
        return [(payment, one) for payment, one in pairs if one.confidence >= SURE]

    def wrong(self) -> list[tuple[Payment, Proposed]]:
        """Give what would be accepted unseen and is wrong."""
        return [(payment, one) for payment, one in self.accepted() if not self.right(payment, one)]


def measured(seed: int, payments: int, items: int) -> Measured:
    """Propose for a made-up month, and count the processor time of the proposing alone, its indexes among it."""
    month = made_up(seed, payments, items)
    incoming = [payment.incoming for payment in month.payments]
    similarity("warm", ["up"])
    gc.collect()
    began = time.process_time()
    proposals = propose(incoming, month.items, PayerNames(month.names, month.aliases, similarity), month.rules)
    return Measured(month, proposals, time.process_time() - began)


def show(section: Section) -> None:
    """Measure three made-up months."""
    for seed in (1, 2, 3):
        found = measured(seed, PAYMENTS, ITEMS)
        accepted, wrong = len(found.accepted()), found.wrong()
        precision = 1 - len(wrong) / accepted
        section.say(
            f"- seed {seed}: {accepted:,} of {PAYMENTS:,} at {SURE} % or more, {len(wrong)} of them wrong "
            f"(precision {precision:.4%}), {found.seconds:.2f} s of processor time"
        )
        section.expect(precision >= PRECISION, f"seed {seed}: precision {precision:.4%}: {wrong[:2]}")
        section.expect(found.seconds <= SECONDS, f"seed {seed}: {found.seconds:.2f} s")
    section.say("\nThe last month by kind of payment: how many, rightly proposed at all, rightly accepted unseen.\n")
    section.say("| kind | payments | proposed | accepted |\n|---|---|---|---|")
    for line in by_kind(found):
        section.say(line)


def by_kind(found: Measured) -> list[str]:
    """Give recall by kind as rows of a table."""
    count, proposed, accepted = Counter[str](), Counter[str](), Counter[str]()
    for payment, one in zip(found.month.payments, found.proposals, strict=True):
        count[payment.kind] += 1
        right = found.right(payment, one)
        proposed[payment.kind] += right
        accepted[payment.kind] += right and one.confidence >= SURE
    return [
        f"| {kind} | {number} | {100 * proposed[kind] / number:.1f} % | {100 * accepted[kind] / number:.1f} % |"
        for kind, number in sorted(count.items())
    ]
