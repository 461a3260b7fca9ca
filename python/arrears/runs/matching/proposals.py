"""What is proposed for every open line of the bank and every receipt that still holds something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrears.core.matching import cash_application
from arrears.core.matching.booked_receipts import booked_receipts
from arrears.core.matching.incoming import Proposed
from arrears.core.matching.payer_names import PayerNames, Similarity
from arrears.core.matching.refunds import refunds
from arrears.core.matching.returned_payments import LIKELY, Credit, Debit, Returned, returned
from arrears.core.reasons import reason
from arrears.runs.bank_states import NO_RECEIPT, RETURNED
from arrears.runs.matching.left_on_account import decided_before, left_on, rest_of
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.sources import BANK, Source, bank_lines, matched_lines, open_receipts, whole_receipts

_BOOKED = 97


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one source, and the receipt that it is already, or that it takes back."""

    source: Source
    proposed: Proposed
    receipt: str = ""
    """The receipt of the book that is the same money."""
    returns: str = ""
    """The receipt, or the open line of the bank, that came back."""
    refunds: str = ""
    """The receipt on account that money out gives back."""


def proposals_of(book: MatchingBook, similarity: Similarity) -> list[Proposal]:
    """Propose for the book as of its day; nothing is written."""
    payers = book.payers(similarity)
    lines, held = bank_lines(book), open_receipts(book)
    came, went = [one for one in lines if one.sign > 0], [one for one in lines if one.sign < 0]
    back = _out(_returned(book, came, went), _refunded(book, went, held, payers))
    gone = {proposal.returns for proposal in back if proposal.proposed.confidence >= _BOOKED}
    came = [one for one in came if one.incoming.key not in gone]
    booked = _booked(book, came, payers)
    known = {proposal.source.incoming.key for proposal in booked}
    free = [*(one for one in came if one.incoming.key not in known), *(one for one in held if not left_on(one))]
    found = cash_application.propose([one.incoming for one in free], book.payables, payers, book.rules())
    new = [Proposal(source, one) for source, one in zip(free, found, strict=True)]
    left, rest = [one for one in held if left_on(one)], rest_of(book.payables, found)
    again = cash_application.propose([one.incoming for one in left], rest, payers, book.rules())
    old = [Proposal(source, decided_before(book, source, one)) for source, one in zip(left, again, strict=True)]
    return [*back, *booked, *new, *old]


def _booked(book: MatchingBook, lines: Sequence[Source], payers: PayerNames) -> list[Proposal]:
    """Find the lines that the ledger's own receipts brought in already; posting them only joins the two."""
    taken = matched_lines(book)
    receipts = [one for one in whole_receipts(book) if one.named not in taken]
    found = booked_receipts(
        [line.incoming for line in lines], [one.incoming for one in receipts],
        lambda line: payers.of(line.payer, line.account).customers,
    )  # fmt: skip
    proposals = []
    for n, m in sorted(found.items()):
        key = receipts[m].named
        proposed = Proposed(n, receipts[m].incoming.customer, (), _BOOKED, (reason("match-booked", receipt=key),))
        proposals.append(Proposal(lines[n], proposed, receipt=key))
    return proposals


def _out(returns: Sequence[Proposal], refunded: Sequence[Proposal]) -> list[Proposal]:
    """Give what is proposed of money out, whichever is surer: it came back (this one of equals), or it is a refund."""
    best: dict[str, Proposal] = {}
    for one in (*returns, *refunded):
        held = best.setdefault(one.source.incoming.key, one)
        if one.proposed.confidence > held.proposed.confidence:
            best[one.source.incoming.key] = one
    return list(best.values())


def _refunded(
    book: MatchingBook, went: Sequence[Source], held: Sequence[Source], payers: PayerNames
) -> list[Proposal]:  # fmt: skip
    """Find what money out gives back of what customers have; what the bank calls returned is no refund."""
    out = [one for one in went if one.row.text("state") != RETURNED]
    found = refunds([one.incoming for one in out], book.payables, [one.incoming for one in held], payers)
    return [
        Proposal(out[n], one.proposed, refunds=held[one.receipt].named if one.receipt >= 0 else "")
        for n, one in sorted(found.items())
    ]


def _returned(book: MatchingBook, came: Sequence[Source], went: Sequence[Source]) -> list[Proposal]:
    """Find what debits of the bank take back: receipts of the book first, else lines that are open still.

    Of money out that is *not a receipt* only what the bank or the payer says came back is proposed.
    """
    of_book = whole_receipts(book)
    credits_ = [*of_book, *came]
    found: Mapping[int, Returned] = returned(
        [Debit(one.incoming, one.end_to_end, one.row.text("kind")) for one in went],
        [Credit(one.incoming, one.end_to_end) for one in credits_],
    )
    proposals = []
    for n, line in enumerate(went):
        said_so = n in found and found[n].confidence >= LIKELY
        if n in found and (said_so or line.row.text("state") != NO_RECEIPT):
            credit = credits_[found[n].credit]
            proposed = Proposed(n, credit.incoming.customer, (), found[n].confidence, found[n].reasons)
            named = credit.incoming.key if credit.kind == BANK else credit.named
            proposals.append(Proposal(line, proposed, returns=named))
    return proposals
