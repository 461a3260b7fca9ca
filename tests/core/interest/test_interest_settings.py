"""How the settings about interest are typed, in Chinese too."""

import pytest

from arrears.core.interest.interest_settings import READERS


@pytest.mark.parametrize(
    ("typed", "regime"),
    [
        ("德国（企业间）", "de-b2b"), ("德国(消费者)", "de-consumer"), ("买卖合同（LPR加计）", "cn-sale"),
        ("买卖合同(lpr加计)", "cn-sale"), ("中小企业", "cn-sme"), ("GB-1998", "gb-1998"),
    ],
)  # fmt: skip
def test_a_regime_is_read_whatever_the_width_of_its_brackets(typed: str, regime: str) -> None:
    assert READERS["interest"](typed) == regime
