"""How the settings about interest are typed: choices in English and Chinese; a blank means what the regime says."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from arrears.core import settings
from arrears.core.interest.interest_terms import BASES, COMPOUNDINGS, FIXINGS, ORDERS, ROUNDINGS
from arrears.core.interest.regimes import REGIMES

INTEREST_CHOICES: Final = ("none", "contract", "reference", *REGIMES)
OWN_REGIMES: Final = ("none", "contract", *REGIMES)
"""What an item or a customer may have of its own."""
VAT_TREATMENTS: Final = ("none", "as the supply")
DAY_COUNTS: Final = ("act/365", "act/360", "act/act", "30/360")
_REGIMES_IN_CHINESE: Final[Mapping[str, Sequence[str]]] = {
    "gb-1998": (
        "英国逾期付款法",
        "英国1998",
    ),
    "eu-2011-7": ("欧盟2011/7号指令",),
    "de-b2b": ("德国（企业间）",),
    "de-consumer": ("德国（消费者）",),
    "fr-b2b": ("法国",),
    "nl-b2b": ("荷兰",),
    "it-b2b": ("意大利",),
    "es-b2b": ("西班牙",),
    "be-b2b": ("比利时",),
    "se": ("瑞典",),
    "cn-sale": (
        "买卖合同（LPR加计）",
        "买卖合同",
    ),
    "cn-sme": (
        "中小企业款项支付",
        "中小企业",
    ),
    "cn-judgment": (
        "迟延履行判决",
        "加倍部分债务利息",
    ),
    "us-prompt-payment": ("美国联邦及时付款",),
    "us-ny": ("纽约州",),
    "us-ca": ("加利福尼亚州",),
    "in-msmed": ("印度MSMED",),
}
_YES: Final = ("yes", "y", "true", "是")
_NO: Final = ("no", "n", "false", "否")


def _choice(values: Sequence[Any], *words: Sequence[str]) -> Callable[[str], Any]:
    """Make the reader of a closed list: each value by its own name, and by further words."""
    known = {word: value for value, others in zip(values, words, strict=True) for word in (str(value), *others)}
    return settings.choice({"".join(word.split()).casefold(): value for word, value in known.items()})


def _regimes() -> Callable[[str], str]:
    usual = (("no", "off", "无", "不计", "不计息"), ("合同", "合同利率", "约定利率"), ("参考", "参考利率", "基准利率"))
    return _choice(INTEREST_CHOICES, *usual, *(_REGIMES_IN_CHINESE.get(name, ()) for name in REGIMES))


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "interest": _regimes(),
    "interest_rate": settings.rate,
    "interest_series": settings.text,
    "interest_margin": settings.rate,
    "interest_factor": settings.amount,
    "interest_fixing": _choice(FIXINGS, ("逐日", "逐日利率"), ("首日", "首日利率"), ("每期", "每期利率")),
    "day_count": _choice(DAY_COUNTS, (), (), (), ("30e/360",)),
    "interest_payment_day": _choice((True, False), ("counted", "计入", *_YES), ("not counted", "不计入", *_NO)),
    "interest_compounding": _choice(COMPOUNDINGS, ("simple", "单利"), ("按月", "每月"), ("按年", "每年"), ("30天",)),
    "interest_order": _choice(ORDERS, ("先本后息",), ("先息后本",)),
    "interest_base": _choice(BASES, ("含税", "含税金额"), ("不含税", "不含税金额")),
    "interest_rounding": _choice(ROUNDINGS, ("合计",), ("每段", "分段"), ("日息", "每日")),
    "interest_grace": settings.count,
    "minimum_interest": settings.amount,
    "interest_cap": settings.amount,
    "interest_on_disputed": _choice((True, False), _YES, _NO),
    "fixed_sums": _choice((True, False), _YES, _NO),
    "interest_from_level": settings.count,
}
"""The reader of each setting by its stable key; every one raises ValueError where the text cannot be read."""
