"""What interest is agreed: the item's clause, the customer's, the policy's; and what a statute leaves open."""

from dataclasses import replace
from decimal import Decimal

import pytest

from arrears.core.interest import agreed_interest as module
from arrears.core.interest.agreed_interest import Clause, agreed_interest, overruled
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.regimes import FixedSum, Regime
from arrears.core.policy import Policy

ACT = Regime(
    "act",
    InterestTerms(series="bank", margin=Decimal(8), fixing="first day", payment_day_counted=True),
    "Act s. 1",
    FixedSum("GBP", ((Decimal(0), Decimal(40)), (Decimal(1000), Decimal(70)), (Decimal(10000), Decimal(100)))),
    disputed=("payment_day_counted",),
)
NOTHING = Clause()
OWN = Clause(rate=Decimal("9.5"))


@pytest.fixture(autouse=True)
def _one_act(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REGIMES", {"act": ACT})


def agreed(policy: Policy, item: Clause = NOTHING, customer: Clause = NOTHING) -> tuple[str, InterestTerms] | None:
    found = agreed_interest(policy, [(item, customer)])[0]
    return None if found is None else (found.name, found.terms)


def rate(policy: Policy, item: Clause = NOTHING, customer: Clause = NOTHING) -> object:
    found = agreed(policy, item, customer)
    return None if found is None else (found[0], found[1].rate if found[1].rate is not None else found[1].series)


def test_without_a_clause_or_a_chosen_regime_there_is_no_interest() -> None:
    assert agreed(Policy()) is None
    assert agreed(Policy(interest_rate=Decimal(8)), OWN, OWN) is None
    assert agreed(Policy(interest="contract")) is None
    assert agreed(Policy(interest="reference")) is None


def test_a_rate_of_the_item_goes_before_the_customers_and_both_before_the_policys() -> None:
    policy = Policy(interest="contract", interest_rate=Decimal(8))
    assert rate(policy) == ("contract", 8)
    assert rate(policy, NOTHING, OWN) == ("contract", Decimal("9.5"))
    assert rate(policy, Clause(rate=Decimal(3)), OWN) == ("contract", 3)


def test_a_regime_that_somebody_chose_counts_even_where_the_policy_has_none() -> None:
    assert rate(Policy(), NOTHING, Clause("act")) == ("act", "bank")
    assert rate(Policy(), Clause("contract", Decimal(5))) == ("contract", 5)
    assert rate(Policy(), Clause("contract"), OWN) == ("contract", Decimal("9.5"))


def test_none_at_a_customer_or_an_item_means_none() -> None:
    policy = Policy(interest="act")
    assert rate(policy) == ("act", "bank")
    assert agreed(policy, NOTHING, Clause("none")) is None
    assert agreed(policy, OWN, Clause("none")) is None
    assert agreed(policy, Clause("none", Decimal(4)), OWN) is None
    assert rate(policy, Clause("act"), Clause("none")) == ("act", "bank")


def test_a_regime_goes_before_the_rate_that_stands_beside_it_and_an_items_rate_before_the_customers_regime() -> None:
    assert rate(Policy(), NOTHING, Clause("act", Decimal(4))) == ("act", "bank")
    assert rate(Policy(), OWN, Clause("act")) == ("contract", Decimal("9.5"))


def test_a_reference_rate_has_the_margin_and_a_contract_everything_the_policy_sets() -> None:
    policy = Policy(interest="reference", interest_series="bank", interest_margin=Decimal(8), day_count="act/360")
    assert agreed(policy) == ("reference", InterestTerms(series="bank", margin=Decimal(8), day_count="act/360"))
    policy = Policy(
        interest="contract", interest_rate=Decimal(8), interest_compounding="monthly", interest_payment_day=False,
        interest_order="interest first", interest_base="net", interest_rounding="slice", interest_grace=3,
        minimum_interest=Decimal(5), interest_cap=Decimal(50), interest_on_disputed=True,
    )  # fmt: skip
    assert agreed(policy) == (
        "contract",
        InterestTerms(
            rate=Decimal(8), compounding="monthly", payment_day_counted=False, order="interest first", base="net",
            rounding="slice", grace=3, minimum=Decimal(5), maximum=Decimal(50), disputed_bears=True,
        ),
    )  # fmt: skip


def test_of_a_statute_only_what_sources_dispute_and_what_is_the_creditors_can_be_set() -> None:
    policy = Policy(interest="act", interest_payment_day=False, interest_compounding="monthly", interest_grace=5)
    found = agreed(policy)
    assert found is not None
    assert (found[1].payment_day_counted, found[1].compounding, found[1].grace) == (False, "none", 5)
    assert overruled(policy) == ["interest_compounding"]
    assert overruled(Policy(interest="contract", interest_compounding="monthly")) == []


def test_items_that_agree_on_the_same_share_one_object() -> None:
    found = agreed_interest(Policy(interest="act"), [(NOTHING, NOTHING), (NOTHING, Clause()), (NOTHING, Clause("act"))])
    assert found[0] is found[1]
    assert len({id(one) for one in found}) == 2


@pytest.mark.parametrize(
    ("debt", "sum_"), [(1, 4000), (99_999, 4000), (100_000, 7000), (999_999, 7000), (1_000_000, 10_000)]
)
def test_the_fixed_sum_follows_the_size_of_the_debt(debt: int, sum_: int) -> None:
    found = agreed_interest(Policy(interest="act"), [(NOTHING, NOTHING)])[0]
    assert found is not None
    assert found.fixed_sum(debt, "GBP") == sum_
    assert found.fixed_sum(debt, "EUR") == 0


def test_rates_of_each_rest_need_rests() -> None:
    policy = Policy(interest="reference", interest_series="bank", interest_fixing="each rest")
    found = agreed(policy)
    assert found is not None
    assert found[1].fixing == "each day"
    assert overruled(policy) == ["interest_fixing"]
    monthly = agreed(replace(policy, interest_compounding="monthly"))
    assert monthly is not None
    assert monthly[1].fixing == "each rest"
