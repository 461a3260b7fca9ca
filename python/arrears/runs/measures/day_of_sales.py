"""What one day of DSO costs a year, at the financing rate of the company: what a day less would save."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from arrears.core.measures.dso import cost_of_a_day
from arrears.core.measures.measure import Measure
from arrears.runs.figures import Figures
from arrears.runs.measures.measure_rows import IN_BASE, Line
from arrears.runs.measures.month_ends import month_of


def day_of_sales(figures: Figures, lines: Sequence[Line]) -> Decimal | None:
    """Give the cost of one day of the as-of month's DSO, in base currency; None without DSO or financing rate."""
    rate, base = figures.policy.financing_rate, figures.policy.base_currency
    whose = (month_of(figures.as_of), base, IN_BASE)
    own = {str(line["measure"]): line for line in lines if (line["month"], line["currency"], line["view"]) == whose}
    receivables, dso = own.get("receivables", {}).get("figure"), own.get("dso", {})
    parts = [dso.get(name) for name in ("numerator", "denominator", "factor")]
    if rate is None or not isinstance(receivables, Decimal) or not all(isinstance(part, Decimal) for part in parts):
        return None
    over, under, times = (Fraction(part) for part in parts if isinstance(part, Decimal))
    cost = cost_of_a_day(receivables, rate, over / under * times)
    return cost.rounded() if isinstance(cost, Measure) else None
