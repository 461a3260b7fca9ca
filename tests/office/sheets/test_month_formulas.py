"""The native formulas of opening balances."""

from arrears.office.sheets.month_formulas import FORMULAS


def test_the_balance_of_a_payer_nobody_knows_is_checked_as_every_other_one():
    formula = FORMULAS["Openings", "total_check"](lambda key: f"<{key}>")
    assert formula.startswith('IF(<currency>="","",')
    assert "<customer>" not in formula
