"""Contra (对冲): a receivable set off against a payable, only where an agreement says so."""

from arrears.errors import InputRefused


def refuse_unfounded(agreement: str, amount: int, balance: int, found: str) -> None:
    """Refuse a contra without the reference of its agreement, or of more than the item's open balance.

    Set-off of debts of two parties needs their agreement unless both are due and of one kind (Civil Code of the PRC,
    art. 568 and 569; § 387 BGB); the ledger wants the paper either way. Amounts in minor units.
    """
    if not agreement.strip():
        raise InputRefused("contra-unfounded", found=found)
    if not 0 < amount <= balance:
        raise InputRefused("contra-too-large", found=found)
