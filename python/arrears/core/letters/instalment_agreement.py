"""Instalments: a debt cut into equal parts, the last one taking what is left over, each due on a business day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.dates import add_months
from arrears.core.letters.letter_parties import FieldValue
from arrears.core.letters.letters import Content
from arrears.core.money import to_major
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, OffDays, WorkingDays


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment: the day it is due and its amount in minor units."""

    day: date
    amount: int


def monthly_instalments(
    total: int, count: int, first: date, working: WorkingDays = MONDAY_TO_FRIDAY
) -> list[Instalment]:
    """Cut a total (minor units) into monthly instalments that add up to it.

    Each falls on the first one's day of the month, or the month's last day where it has none, moved on to the next
    business day.

    >>> [(one.day.isoformat(), one.amount) for one in monthly_instalments(1000, 3, date(2027, 1, 31))]
    [('2027-02-01', 333), ('2027-03-01', 333), ('2027-03-31', 334)]
    """
    part = total // count
    amounts = [part] * (count - 1) + [total - part * (count - 1)]
    return [Instalment(working.moved(add_months(first, n), OffDays.NEXT), amount) for n, amount in enumerate(amounts)]


def agreement(demand: Content, plan: Sequence[Instalment]) -> Content:
    """Turn a letter about open items into an agreement to pay what is due in instalments."""
    currency = str(demand.fields["Currency"])
    fields = {
        **demand.fields,
        "PaymentQr": "",  # the code would ask for everything at once
        "InstalmentCount": len(plan),
        "FirstInstalmentDate": plan[0].day,
        "LastInstalmentDate": plan[-1].day,
    }
    rest, rows = sum(one.amount for one in plan), list[Mapping[str, FieldValue]]()
    for n, one in enumerate(plan, start=1):
        rest -= one.amount
        rows.append(
            {
                "InstalmentNo": n,
                "InstalmentDate": one.day,
                "InstalmentAmount": to_major(one.amount, currency),
                "InstalmentRest": to_major(rest, currency),
            }
        )
    return Content(
        fields, demand.rows, demand.items, demand.total, demand.credits, demand.interest, demand.fee, demand.due,
        {**demand.regions, "Instalments": rows}, demand.fixed_sum,
    )  # fmt: skip
