"""Interest regimes: what statutes prescribe, each a row of data with its section as source."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from arrears.core.interest.fixed_sum import FixedSum
from arrears.core.interest.interest_terms import InterestTerms
from arrears.errors import InputRefused

__all__ = ["REGIMES", "FixedSum", "Regime"]


@dataclass(frozen=True, slots=True)
class Regime:
    """A rule of interest on late payment: its terms, its fixed sum, whom it is for, and where it stands."""

    name: str
    terms: InterestTerms
    source: str
    fixed_sum: FixedSum | None = None
    business_only: bool = True
    """Whether it holds between businesses only (and public bodies), not against consumers."""
    since: date | None = None
    """Debts that bore interest before this day stood under other rates, which are not given here."""
    vat: str = "none"
    """Whether VAT is due on interest: ``none`` (compensation), or ``as the supply`` (China: 价外费用)."""
    disputed: tuple[str, ...] = ()
    """The fields of the terms that sources dispute, or on which the law is silent."""
    default_days: int | None = None
    """Days until a debt is late where nothing was agreed, the day of the invoice (or of the delivery) counted."""
    scoped: bool = False
    """Whether only some may claim or must pay it: texts say who (``regime-scope-NAME``)."""
    certainty: str = "A"
    """A: the text of the law was read; B: copies and commentaries of it."""

    def reaches(self, due: date, terms: InterestTerms) -> bool:
        """Tell whether the regime's rates applied already when a debt began to bear interest."""
        return self.since is None or due >= self.since - terms.waiting

    def refuse_earlier(self, due: date, terms: InterestTerms) -> None:
        """Refuse a debt that began to bear interest before the regime's rates applied."""
        if self.since is not None and not self.reaches(due, terms):
            began = (due + terms.waiting).isoformat()
            raise InputRefused("regime-not-yet", found=began, regime=self.name, since=self.since.isoformat())


_FORTY: Final = FixedSum("EUR", ((Decimal(0), Decimal(40)),))
_GB: Final = FixedSum("GBP", ((Decimal(0), Decimal(40)), (Decimal(1000), Decimal(70)), (Decimal(10_000), Decimal(100))))
_EU: Final = InterestTerms(series="eu_late_payment_reference_rate", margin=Decimal(8))
_DE: Final = InterestTerms(series="de_basiszinssatz", margin=Decimal(9), order="interest first")
_SILENT: Final = ("day_count", "payment_day_counted", "rounding")

_ALL: Final = (
    Regime(
        "gb-1998",
        InterestTerms(series="uk_late_payment_reference_rate", margin=Decimal(8), fixing="first day"),
        "Late Payment of Commercial Debts (Interest) Act 1998, ss. 1, 4, 5A, 6; SI 2002/1675, art. 4",
        _GB,
        since=date(2002, 8, 7),
        disputed=_SILENT,
        default_days=30,
    ),
    Regime(
        "eu-2011-7",
        _EU,
        "Directive 2011/7/EU, art. 2(6), 2(7), 3, 6(1); CJEU C-585/20 (VAT included, one sum per invoice)",
        _FORTY,
        since=date(2013, 3, 16),
        disputed=_SILENT,
    ),
    Regime(
        "de-b2b",
        _DE,
        "BGB §§ 247, 288(2), 288(5), 289, 367(1)",
        replace(_FORTY, credited=True),
        since=date(2014, 7, 29),
        disputed=(*_SILENT, "order"),
    ),
    Regime(
        "de-consumer",
        replace(_DE, margin=Decimal(5)),
        "BGB §§ 247, 288(1), 289, 367(1)",
        business_only=False,
        since=date(2002, 1, 1),
        disputed=(*_SILENT, "order"),
    ),
    Regime(
        "fr-b2b",
        replace(_EU, margin=Decimal(10)),
        "Code de commerce L441-10 II, D441-5; order of payments: Code civil 1343-1",
        _FORTY,
        since=date(2013, 1, 1),
        disputed=("order", "rounding"),
        certainty="B",
    ),
    Regime(
        "nl-b2b",
        replace(_EU, compounding="yearly", even_rests=False),
        "BW 6:119a (yearly capitalisation: lid 3), 6:120 lid 2, 6:96 lid 4; order of payments: 6:44",
        _FORTY,
        since=date(2013, 3, 16),
        disputed=("day_count", "even_rests", "order", "rounding"),
        certainty="B",
    ),
    Regime(
        "it-b2b",
        _EU,
        "D.Lgs. 231/2002, art. 2, 5, 6; order of payments: c.c. 1194",
        _FORTY,
        since=date(2013, 1, 1),
        disputed=(*_SILENT, "order"),
        certainty="B",
    ),
    Regime(
        "es-b2b",
        _EU,
        "Ley 3/2004, art. 7, 8; order of payments: CC 1173",
        _FORTY,
        since=date(2013, 2, 24),
        disputed=(*_SILENT, "order"),
    ),
    Regime(
        "be-b2b",
        replace(_EU, rate_step=Decimal("0.5")),
        "Wet van 2 augustus 2002, art. 5, 6: reference rate + 8, rounded up to the next half point",
        _FORTY,
        since=date(2013, 3, 16),
        disputed=(*_SILENT, "order"),
        certainty="B",
    ),
    Regime(
        "se",
        InterestTerms(series="se_riksbank_reference", margin=Decimal(8)),
        "Räntelagen (1975:635) 6 §, 9 §",
        business_only=False,
        since=date(2002, 7, 1),
        disputed=_SILENT,
        certainty="B",
    ),
    Regime(
        "cn-sale",
        InterestTerms(
            series="cn_pboc_benchmark_1y + cn_lpr_1y", factor=Decimal("1.5"), fixing="first day", order="interest first"
        ),
        "最高人民法院关于审理买卖合同纠纷案件适用法律问题的解释(2020修正)第18条第4款：LPR加计30%至50%；民法典第561条",
        business_only=False,
        since=date(2011, 7, 7),
        vat="as the supply",
        disputed=("factor", "fixing", *_SILENT),
    ),
    Regime(
        "cn-sme",
        InterestTerms(rate=Decimal("0.05"), per="day", not_before=date(2020, 9, 1), order="interest first"),
        "保障中小企业款项支付条例(国务院令第802号)第17条，此前国务院令第728号第15条：每日利率万分之五；民法典第561条",
        vat="as the supply",
        disputed=("payment_day_counted", "rounding"),
        scoped=True,
    ),
    Regime(
        "cn-judgment",
        InterestTerms(rate=Decimal("0.0175"), per="day", not_before=date(2014, 8, 1)),
        "法释〔2014〕8号第1至4条：加倍部分债务利息，日万分之一点七五",
        business_only=False,
        disputed=("rounding",),
    ),
    Regime(
        "us-prompt-payment",
        InterestTerms(
            series="us_prompt_payment",
            fixing="first day",
            day_count="act/360",
            compounding="30 days",
            longest_days=365,
            minimum=Decimal(1),
        ),
        "31 USC 3902; 5 CFR 1315.10, 1315.17",
        disputed=("rounding",),
        scoped=True,
    ),
    Regime(
        "us-ny",
        InterestTerms(rate=Decimal(9)),
        "NY CPLR 5001, 5004(a); consumer debt stands at 2 %",
        disputed=_SILENT,
    ),
    Regime(
        "us-ca",
        InterestTerms(rate=Decimal(10)),
        "Cal. Civ. Code 3289(b): contracts that name no rate",
        business_only=False,
        disputed=_SILENT,
        certainty="B",
    ),
    Regime(
        "in-msmed",
        InterestTerms(series="in_rbi_bank_rate", factor=Decimal(3), fixing="each rest", compounding="monthly"),
        "MSMED Act 2006, ss. 15, 16; rate of each rest: V.K. Patel v Simplex (Calcutta HC 2024)",
        disputed=("fixing", "even_rests", "payment_day_counted", "rounding"),
        scoped=True,
    ),
)

REGIMES: Final[Mapping[str, Regime]] = {regime.name: regime for regime in _ALL}
"""By name."""
