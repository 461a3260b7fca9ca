"""Who paid: what was learnt, the same name, one much like it; several are never taken for one."""

import pytest

from arrears.core.matching.payer_names import (
    ACCOUNT,
    ALIAS,
    NOBODY,
    SAME,
    SEVERAL,
    SIMILAR,
    Alias,
    PayerNames,
)
from arrears.office.name_similarity import similarity

NAMES = {
    "C1": "Alderwick Tools Ltd", "C2": "Birchmoor Foods GmbH", "C3": "Alderwick Tools GmbH",
    "C4": "青禾样本机械有限公司", "C5": "Copperfold Instruments International Limited", "C6": "Dunmere Joinery",
}  # fmt: skip
ALIASES = [Alias("C2", "Holding Treasury"), Alias("C6", "", "DE12 3456")]
PAYERS = PayerNames(NAMES, ALIASES, similarity)


@pytest.mark.parametrize(
    ("name", "account", "customers", "how"),
    [
        ("BIRCHMOOR FOODS GMBH", "", ("C2",), SAME),
        ("Birchmoor Foods", "", ("C2",), SAME),
        ("Birchmor Foods GmbH", "", ("C2",), SIMILAR),
        ("Foods Birchmoor", "", ("C2",), SIMILAR),
        ("Copperfold Instruments Intern", "", ("C5",), SIMILAR),
        ("holding  treasury", "", ("C2",), ALIAS),
        ("whoever", "DE123456", ("C6",), ACCOUNT),
        ("青禾样本机械", "", ("C4",), SAME),
        ("Alderwick Tools Ltd.", "", ("C1",), SAME),
        ("Alderwick Tools", "", ("C1", "C3"), SEVERAL),
        ("Peter Sample", "", (), NOBODY),
        ("", "", (), NOBODY),
    ],
)
def test_a_payer_is_found(name, account, customers, how):
    found = PAYERS.of(name, account)
    assert (found.customers, found.how) == (customers, how)
    assert found.certain == (how in {ACCOUNT, ALIAS, SAME})


def test_an_account_that_two_customers_use_is_told_by_the_name():
    payers = PayerNames(NAMES, [Alias("C1", "", "X1"), Alias("C2", "", "X1")], similarity)
    assert payers.of("Birchmoor Foods", "X1").customers == ("C2",)
    assert payers.of("", "X1").how == SEVERAL
