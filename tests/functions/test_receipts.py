"""Interest where a part was paid: one invoice or whole columns, equal to its slices and to the command line."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command_line import answered
from tests.functions.examples_held import call, reason

from arrears.functions.results import Fault, outgoing

DUE, AS_OF = date(2024, 1, 31), date(2025, 6, 30)
RULES = ["de-b2b", "gb-1998", "cn-sme", "in-msmed", "ecb_mro + 8", "1.5 x cn_lpr_1y", 0.09]
RECEIPTS = st.lists(st.tuples(st.integers(-40, 560), st.integers(1, 60_000)), max_size=5)
NOTHING = (None, None, None)


def serial(day: date) -> Any:
    return outgoing(day)


def column(cells: Any) -> list[list[Any]]:
    return [[cell] for cell in cells]


def received(receipts: list[tuple[int, int]]) -> tuple[Any, Any]:
    """Give receipts, days after the due date and cents, as two columns; none at all as no columns."""
    if not receipts:
        return None, None
    return column(serial(DUE) + days for days, _ in receipts), column(cents / 100 for _, cents in receipts)


def cents(amount: Any) -> int:
    assert isinstance(amount, float), amount
    return round(amount * 100)


@settings(max_examples=40)
@given(st.integers(1, 10**8), st.sampled_from(RULES), RECEIPTS)
def test_the_slices_of_a_part_paid_invoice_add_up_to_its_interest(
    amount: int, rule: object, receipts: list[tuple[int, int]]
) -> None:
    asked = (amount / 100, serial(DUE), serial(AS_OF), rule, "EUR", None, None, *received(receipts))
    slices = call("AR_INTEREST_SLICES", *asked)[1:]  # type: ignore[index]
    assert sum(cents(row[6]) for row in slices) == cents(call("AR_INTEREST", *asked))  # type: ignore[index]


@settings(max_examples=8)
@given(st.integers(1, 10**8), st.sampled_from(RULES[:4]), RECEIPTS)
def test_a_part_paid_invoice_bears_what_the_command_line_says(
    amount: int, regime: str, receipts: list[tuple[int, int]]
) -> None:
    options = [
        option
        for days, paid in receipts
        for option in ("--receipt", f"{DUE + timedelta(days=days)}={Decimal(paid).scaleb(-2)}")
    ]
    told = answered(
        "interest", "--amount", str(Decimal(amount).scaleb(-2)), "--regime", regime, "--due", str(DUE),
        "--as-of", str(AS_OF), *options,
    )  # fmt: skip
    asked = (amount / 100, serial(DUE), serial(AS_OF), regime, None, None, None, *received(receipts))
    assert cents(call("AR_INTEREST", *asked)) == int(Decimal(told["interest"]).scaleb(2))
    slices = call("AR_INTEREST_SLICES", *asked)[1:]  # type: ignore[index]
    assert [cents(row[6]) for row in slices] == [int(Decimal(one["amount"]).scaleb(2)) for one in told["slices"]]  # type: ignore[index]


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.integers(1, 10**7), st.sampled_from(RULES)), min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 5), st.integers(-40, 560), st.integers(1, 60_000)), max_size=8),
)
def test_a_column_of_invoices_with_its_receipts_equals_single_calls(
    invoices: list[tuple[int, object]], receipts: list[tuple[int, int, int]]
) -> None:
    keys = [f"RE-{row}" for row in range(len(invoices))]
    names = column(f"re-{row}" for row, _, _ in receipts) or None
    paid = received([one[1:] for one in receipts])
    amounts, rules = column(amount / 100 for amount, _ in invoices), column(rule for _, rule in invoices)
    found = call(
        "AR_INTEREST", amounts, serial(DUE), serial(AS_OF), rules, *NOTHING, *paid, None, column(keys), names
    )  # fmt: skip
    alone = [
        call(
            "AR_INTEREST", amount / 100, serial(DUE), serial(AS_OF), rule, *NOTHING,
            *received([one[1:] for one in receipts if one[0] == row]),
        )
        for row, (amount, rule) in enumerate(invoices)
    ]  # fmt: skip
    assert found == column(alone)


LISTED: tuple[Any, ...] = (
    column([1000.0, 500.0]), serial(DUE), serial(AS_OF), 0.09, *NOTHING,
)  # fmt: skip
DAY = serial(DUE) + 10


def test_receipts_of_several_invoices_have_to_name_them() -> None:
    found = call("AR_INTEREST", *LISTED, DAY, 100.0)
    assert [row[0].reason.name for row in found] == ["argument-receipts-of-whom"] * 2  # type: ignore[union-attr]
    bad = (column([1000.0, "much"]), *LISTED[1:])
    assert [row[0].reason.name for row in call("AR_INTEREST", *bad, DAY, 100.0)] == ["argument-receipts-of-whom"] * 2  # type: ignore[union-attr]
    one = (column([1000.0, None]), *LISTED[1:])
    assert isinstance(call("AR_INTEREST", *one, DAY, 100.0)[0][0], float)  # type: ignore[index]
    unnamed = call("AR_INTEREST", *LISTED, DAY, 100.0, None, column(["A", None]), "A")
    assert isinstance(unnamed[0][0], float)  # type: ignore[index]
    assert unnamed[1][0].reason.values == {"argument": "item"}  # type: ignore[index, union-attr]


def test_an_invoice_with_a_key_is_not_paid_by_receipts_that_name_none() -> None:
    """Filled down a column, each row would be paid by all of them."""
    asked = (1000.0, *LISTED[1:], column([DAY]), column([100.0]), None, "A")
    assert reason("AR_INTEREST", *asked) == "argument-blank"
    assert call("AR_INTEREST", *asked, column(["A"])) == call("AR_INTEREST", *asked[:-1])
    assert call("AR_INTEREST", *asked[:7], None, None, None, "A") == call("AR_INTEREST", *asked[:7])


def test_a_receipt_on_account_or_of_another_invoice_pays_none() -> None:
    none = call("AR_INTEREST", *LISTED)
    paid = (column([DAY, DAY]), column([100.0, 100.0]), None, column(["A", "B"]), column([None, "C"]))
    assert call("AR_INTEREST", *LISTED, *paid) == none


def test_a_receipt_that_cannot_be_read_is_the_fault_of_its_own_invoice() -> None:
    none = call("AR_INTEREST", *LISTED)
    for day, amount, shown in (
        (DAY, "much", "argument-no-number"), ("soon", 100.0, "argument-no-date"), (DAY, None, "argument-row-blank"),
        (None, 100.0, "argument-row-blank"), (DAY, 1e18, "argument-too-large"), (DAY, -5.0, "returned-unpaid"),
    ):  # fmt: skip
        columns = (column([DAY, day]), column(["(0)", amount]), None, column(["A", "B"]), column(["A", "B"]))
        found = call("AR_INTEREST", *LISTED, *columns)
        assert found[0] == none[0]  # type: ignore[index]
        assert found[1][0].reason.name == shown  # type: ignore[index, union-attr]
    error = call("AR_INTEREST", *LISTED, column([DAY, DAY]), column([0.0, "#N/A"]), None, column("AB"), column("AB"))
    assert error == [none[0], [Fault("#N/A")]]  # type: ignore[index]


def test_whole_columns_bring_their_headings_along() -> None:
    bare = call("AR_INTEREST", *LISTED, column([DAY]), column([100.0]), None, column("AB"), column("A"))
    headed = call(
        "AR_INTEREST", *LISTED, column(["Date", DAY, None]), column(["Amount", 100.0, None]), None, column("AB"),
        column(["Invoice", "A", None]),
    )  # fmt: skip
    assert headed == bare
    single = ("AR_INTEREST", 1000.0, *LISTED[1:])
    assert call(*single, column(["Date", DAY]), column(["Amount", 100.0])) == bare[0][0]  # type: ignore[index]


def test_a_payment_that_came_back_bears_interest_again() -> None:
    single = ("AR_INTEREST", 1000.0, serial(DUE), serial(DUE) + 30, 0.0365, *NOTHING)
    assert call(*single, column([DAY]), column([1000.0])) == 1.0
    assert call(*single, column([DAY, DAY + 10]), column([1000.0, -1000.0])) == 2.0
    assert reason(*single, column([DAY]), column([-1000.0])) == "returned-unpaid"


def test_two_invoices_of_one_key_are_told_apart_before_a_receipt_counts_twice() -> None:
    keys = column(["A", "a"])
    found = call("AR_INTEREST", *LISTED, DAY, 100.0, None, keys, "A")
    assert [row[0].reason.name for row in found] == ["argument-item-repeated"] * 2  # type: ignore[union-attr]
    assert call("AR_INTEREST", *LISTED, DAY, 100.0, None, keys, "B") == call("AR_INTEREST", *LISTED)
    days = (1000.0, serial(DUE), column([serial(AS_OF), serial(AS_OF) + 1]), 0.09)
    same = call("AR_INTEREST", *days, *NOTHING, DAY, 100.0, None, "A", "A")
    assert all(isinstance(row[0], float) for row in same)  # type: ignore[union-attr]
    balances = call("AR_OPEN_BALANCE", keys, column([100.0, 50.0]), DAY, column("A"), column([40.0]), column([DAY]))
    assert [row[0].reason.name for row in balances] == ["argument-item-repeated"] * 2  # type: ignore[union-attr]


@pytest.mark.parametrize(("currency", "interest"), [("JPY", 41.0), ("EUR", 41.1), ("KWD", 41.096)])
def test_receipts_and_interest_have_the_decimals_of_the_currency(currency: str, interest: float) -> None:
    half = call("AR_INTEREST", 1000.0, serial(DUE), serial(DUE) + 365, 0.0822, currency, None, None, DAY - 10, 500.0)
    assert half == pytest.approx(interest, abs=0.02)
    assert round(half, 3) == half  # type: ignore[arg-type]
