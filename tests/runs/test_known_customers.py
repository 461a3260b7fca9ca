"""A customer number of nobody is refused, naming those that were perhaps meant."""

import pytest
from tests.books import invoice
from tests.fake_sheets import FakeSheets

from arrears.errors import InputRefused
from arrears.runs.known_customers import refuse_unknown

REGISTER = [{"customer": "10010", "name": "Alder GmbH"}, {"customer": "10020", "name": "Birch Ltd"}]


def book():
    return FakeSheets({"Customers": REGISTER, "Invoices": [invoice("A", "90", customer="10031")]})


def refusal(said):
    with pytest.raises(InputRefused) as refused:
        refuse_unknown(book(), said)
    return refused.value


@pytest.mark.parametrize("known", ["10010", "10020", "10031"])
def test_a_customer_of_the_register_or_of_an_item_is_known(known):
    refuse_unknown(book(), known)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("10O10", "10010 (Alder GmbH)"),
        ("birch", "10020 (Birch Ltd)"),
        ("Alder GmbH", "10010 (Alder GmbH)"),
        ("31", "10031"),
        (" 10020", "10020 (Birch Ltd)"),
    ],
)
def test_a_number_of_nobody_is_refused_with_the_likest_first(said, first):
    case = refusal(said)
    assert (case.name, case.found) == ("customer-nobody", said)
    assert case.values["near"].split(", ")[0] == first


def test_where_nothing_is_like_it_the_first_customers_are_examples():
    assert refusal("xyz").values["near"] == "10010 (Alder GmbH), 10020 (Birch Ltd), 10031"


def test_at_most_three_are_named():
    many = FakeSheets({"Customers": [{"customer": f"C{n}", "name": f"Alder {n}"} for n in range(50)]})
    with pytest.raises(InputRefused) as refused:
        refuse_unknown(many, "alder")
    assert refused.value.values["near"].count("Alder") == 3


def test_a_book_without_customers_says_so():
    with pytest.raises(InputRefused, match="customers-none"):
        refuse_unknown(FakeSheets(), "C1")
