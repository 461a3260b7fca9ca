"""What is open on one account never makes up for what is open on another."""

from decimal import Decimal

from arrears.runs.month.checklist import Point, open_amounts


def point(amount, currency="EUR", *, is_open=True):
    return Point("unknown-difference", currency, "1200", Decimal(amount), is_open)


def test_amounts_of_either_sign_add_up_to_what_a_reviewer_has_to_name():
    found = open_amounts([point("1165.76"), point("-1165.76"), point("-0.01", "USD"), point("5", is_open=False)])
    assert found == {"EUR": Decimal("2331.52"), "USD": Decimal("0.01")}
