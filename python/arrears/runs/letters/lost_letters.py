"""Letters the journal knows and the book lacks: an older copy is open, or it was closed without saving."""

from collections.abc import Sequence
from dataclasses import dataclass

from arrears.core.reasons import reason
from arrears.runs.items.item_levels import ItemLevels
from arrears.runs.letters.letter_draft import Remark
from arrears.runs.letters.letter_history import History, Planned, Run
from arrears.runs.letters.letter_rows import Account
from arrears.runs.letters.letter_sheets import LetterSheets


@dataclass(frozen=True, slots=True)
class LostLetters:
    """What the book has to be given back.

    ``letters``: without a register row. ``voided``: void by the journal, not by the register. ``levels``: the items
    with what those letters, and letters about items that came into the book later, left them at. ``accounts``: whose
    proposals were made without knowing all this.
    """

    letters: Sequence[tuple[Run, Planned]]
    voided: frozenset[str]
    levels: ItemLevels
    accounts: frozenset[Account]

    def __bool__(self) -> bool:
        """Tell whether there is anything to give back."""
        return bool(self.letters or self.voided or self.accounts)

    def remarks(self, books: LetterSheets) -> list[Remark]:
        """Name the accounts that would have got a letter on a proposal that is out of date by this."""
        issued = {(planned.account, planned.stamp) for run, planned in self.letters if planned.number in run.written}
        asked = (proposed for proposed in books.proposed if proposed.send and proposed.account in self.accounts)
        return [
            Remark(*proposed.account, reason("letters-restored"))
            for proposed in asked
            if (proposed.account, proposed.stamp) not in issued
        ]


def lost_letters(books: LetterSheets, history: History) -> LostLetters:
    """Compare the book with the runs of the journal that were brought to an end."""
    levels = ItemLevels(books.tables["Invoices"])
    letters, voided, accounts, untold = [], set[str](), set[Account](), levels.untold
    for run, planned in history.ended():
        void = planned.number in run.voided
        lost, counts = planned.number not in books.registered, planned.number in run.written and not void
        if lost:
            letters.append((run, planned))
        if lost and counts:
            levels.record(planned, run.letter_date)
            accounts.add(planned.account)
        elif counts:
            levels.recall(planned, run.letter_date, untold)
        elif void and planned.number in books.counting:
            voided.add(planned.number)
            levels.withdraw(planned, run.letter_date)
    return LostLetters(letters, frozenset(voided), levels, levels.accounts | accounts)
