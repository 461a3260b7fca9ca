"""By what rule an item's interest is computed, in one line with every parameter, as the sheets and letters print it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

from arrears.core.interest.agreed_interest import Agreed
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.rates import JOINED
from arrears.texts import texts


def basis_in(language: str) -> Callable[[Agreed], str]:
    """Make the function that words an agreement in a language; what is agreed on many items is worded once."""

    @cache
    def worded(agreed: Agreed) -> str:
        return basis(agreed, language)

    return worded


def basis(agreed: Agreed, language: str) -> str:
    """Word an agreement: the name of the rule, its rate, and what sources or contracts may differ in."""
    words = texts(language)["basis"]
    named = words.get(agreed.name, agreed.name)
    parts = words["between"].join(_parts(agreed.terms, language))
    return str(words["whole"].format(name=named, parts=parts))


def _parts(terms: InterestTerms, language: str) -> Iterator[str]:
    words = texts(language)["basis"]
    yield _rate(terms, language)
    if terms.rate is None:
        yield words[terms.fixing]
    if terms.per == "year":
        yield terms.day_count
    yield words["simple" if terms.compounding == "none" else terms.compounding]
    if terms.even_rests and terms.compounding in ("monthly", "yearly"):
        yield words["even rests"]
    yield words["payment day counted" if terms.payment_day_counted else "payment day not counted"]
    for name, said in (
        ("due day counted", terms.due_day_counted), ("interest first", terms.order == "interest first"),
        ("net", terms.base == "net"), ("slice", terms.rounding == "slice"),
        ("daily amount", terms.rounding == "daily amount"), ("disputed bears", terms.disputed_bears),
    ):  # fmt: skip
        if said:
            yield words[name]
    for name, value in (
        ("grace moves" if terms.grace_moves_start else "grace", terms.grace), ("longest", terms.longest_days),
        ("minimum", terms.minimum), ("maximum", terms.maximum), ("not before", terms.not_before),
    ):  # fmt: skip
        if value:
            yield words[name].format(value=_plain(value))


def _rate(terms: InterestTerms, language: str) -> str:
    words = texts(language)["basis"]
    if terms.rate is not None:
        return str(words["per " + terms.per].format(rate=_plain(terms.rate)))
    text = " / ".join(terms.series.split(JOINED))
    if terms.factor != 1:
        text += words["factor"].format(value=_plain(terms.factor))
    if terms.margin:
        text += words["margin" if terms.margin > 0 else "discount"].format(value=_plain(abs(terms.margin)))
    if terms.rate_step:
        text += words["step"].format(value=_plain(terms.rate_step))
    return text


def _plain(value: object) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
