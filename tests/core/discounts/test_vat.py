"""Amounts of a document split into net and VAT."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.discounts.vat import TaxedPart, split

PARTS = st.lists(
    st.builds(TaxedPart, st.just(Decimal(19)), st.integers(1, 10**10), st.integers(0, 10**9)), min_size=1, max_size=6
)


def test_a_discount_reduces_each_rate_in_the_documents_proportion() -> None:
    document = [
        TaxedPart(Decimal(19), 100000, 19000),
        TaxedPart(Decimal(7), 50000, 3500),
        TaxedPart(Decimal(0), 20000, 0),
    ]
    found = split(3850, document)
    assert [(str(part.rate), part.net, part.vat) for part in found] == [
        ("19", 2000, 380), ("7", 1000, 70), ("0", 400, 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "net", "vat"), [(5000, 4237, 763), (-5000, -4237, -763), (1, 1, 0), (0, 0, 0), (23600, 20000, 3600)]
)
def test_net_and_vat_add_up_to_the_amount(amount: int, net: int, vat: int) -> None:
    assert [(part.net, part.vat) for part in split(amount, [TaxedPart(Decimal(18), 20000, 3600)])] == [(net, vat)]


def test_the_residual_cent_is_the_last_parts() -> None:
    third = TaxedPart(Decimal(0), 100, 0)
    assert [part.gross for part in split(100, [third, third, third])] == [33, 33, 34]


def test_a_document_of_nothing_cannot_be_split_by() -> None:
    with pytest.raises(ValueError, match="100"):
        split(100, [TaxedPart(Decimal(19), 100, 19), TaxedPart(Decimal(19), -100, -19)])


@given(st.integers(-(10**12), 10**12), PARTS)
def test_no_cent_is_lost_between_rates_net_and_vat(amount: int, document: list[TaxedPart]) -> None:
    found = split(amount, document)
    assert sum(part.net for part in found) + sum(part.vat for part in found) == amount
    assert [part.rate for part in found] == [part.rate for part in document]


@given(PARTS)
def test_the_whole_document_comes_back_as_it_was(document: list[TaxedPart]) -> None:
    assert split(sum(part.gross for part in document), document) == document


@given(st.integers(0, 10**12), PARTS)
def test_a_credit_note_splits_as_its_invoice_does(amount: int, document: list[TaxedPart]) -> None:
    credited = [TaxedPart(part.rate, -part.net, -part.vat) for part in document]
    mirrored = [TaxedPart(part.rate, -part.net, -part.vat) for part in split(amount, document)]
    assert split(-amount, credited) == mirrored
