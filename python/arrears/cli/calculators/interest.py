"""``arrears interest``: interest on one debt, slice by slice, under a regime or under rules of one's own."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import option_values, options, screens
from arrears.cli.options import Json
from arrears.errors import InputRefused

DEBT, RATE, RULES = "The debt", "The rate", "Choices that rules and contracts differ in"


def interest(
    amount: Annotated[str, typer.Option(help="The debt, VAT included.", rich_help_panel=DEBT)],
    currency: Annotated[
        str,
        typer.Option(
            help="Currency (ISO 4217 code); if left out that of the regime's fixed sum, else two decimals.",
            rich_help_panel=DEBT,
        ),
    ] = "",
    due: Annotated[
        str | None,
        typer.Option(help="The due date; interest runs from the day after it.", rich_help_panel=DEBT),
    ] = None,
    first_day: Annotated[
        str | None,
        typer.Option(help="In place of --due: the first day that bears interest.", rich_help_panel=DEBT),
    ] = None,
    terms: Annotated[
        str | None,
        typer.Option(help="In place of --due: the payment terms, with --invoice-date.", rich_help_panel=DEBT),
    ] = None,
    invoice_date: Annotated[
        str | None,
        typer.Option(
            help="The invoice date, for --terms; without them the statute's days count (gb-1998: 30).",
            rich_help_panel=DEBT,
        ),
    ] = None,
    reading: Annotated[
        list[str] | None,
        typer.Option(
            help="The meaning of --terms to take where they have several; may be given several times.",
            rich_help_panel=DEBT,
        ),
    ] = None,
    weekend: Annotated[
        str,
        typer.Option(
            help="A due date by --terms on a weekend or holiday: none (stays), next or previous working day.",
            rich_help_panel=DEBT,
        ),
    ] = "none",
    country: Annotated[
        str | None,
        typer.Option(help="Country (ISO 3166 code) whose holidays count for --weekend.", rich_help_panel=DEBT),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="The last day that bears interest, itself counted.", rich_help_panel=DEBT),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(min=0, help="In place of --as-of: for so many days after the due date.", rich_help_panel=DEBT),
    ] = None,
    receipt: Annotated[
        list[str] | None,
        typer.Option(
            help="What was received: DATE=AMOUNT, or DAYS=AMOUNT after the due date; may be given several times.",
            rich_help_panel=DEBT,
        ),
    ] = None,
    costs: Annotated[
        str, typer.Option(help="Costs claimed beside the debt; they bear no interest.", rich_help_panel=DEBT)
    ] = "0",
    earlier_interest: Annotated[
        str, typer.Option(help="Interest accrued before and not paid; it bears none itself.", rich_help_panel=DEBT)
    ] = "0",
    disputed: Annotated[str, typer.Option(help="The disputed part of the debt.", rich_help_panel=DEBT)] = "0",
    net_amount: Annotated[
        str | None, typer.Option(help="The debt without VAT, for --base net.", rich_help_panel=DEBT)
    ] = None,
    regime: Annotated[
        str | None,
        typer.Option(help="A statutory regime, for example gb-1998; arrears regimes lists them.", rich_help_panel=RATE),
    ] = None,
    rate: Annotated[
        str | None, typer.Option(help="A rate of your own, in percent; factor and margin apply.", rich_help_panel=RATE)
    ] = None,
    dated_rate: Annotated[
        list[str] | None,
        typer.Option(
            help="Rates of your own over time, DATE=PERCENT from that day on; may be given several times.",
            rich_help_panel=RATE,
        ),
    ] = None,
    series: Annotated[
        str | None, typer.Option(help="A reference rate; arrears rates lists them.", rich_help_panel=RATE)
    ] = None,
    factor: Annotated[
        str | None, typer.Option(help="Multiplies the rate, for example 1.5 for LPR + 50 %.", rich_help_panel=RATE)
    ] = None,
    margin: Annotated[
        str | None, typer.Option(help="Percentage points added to the rate.", rich_help_panel=RATE)
    ] = None,
    rate_step: Annotated[
        str | None,
        typer.Option(help="Round the rate with its margin up to a multiple of this (BE: 0.5).", rich_help_panel=RATE),
    ] = None,
    per: Annotated[
        str | None,
        typer.Option(
            help="What the rate is for: year, month (12 of them, 30/360 unless said otherwise) or day.",
            rich_help_panel=RATE,
        ),
    ] = None,
    fixing: Annotated[
        str | None,
        typer.Option(help="Whose day's reference rate counts: each-day, first-day or each-rest.", rich_help_panel=RATE),
    ] = None,
    book: Annotated[
        Path | None, typer.Option(help="Take in your own rates of this workbook too.", rich_help_panel=RATE)
    ] = None,
    day_count: Annotated[
        str | None, typer.Option(help="act/365, act/360, act/act or 30/360.", rich_help_panel=RULES)
    ] = None,
    compounding: Annotated[
        str | None, typer.Option(help="none, monthly, yearly or 30-days.", rich_help_panel=RULES)
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(help="What receipts pay after costs: principal-first or interest-first.", rich_help_panel=RULES),
    ] = None,
    payment_day: Annotated[
        bool | None,
        typer.Option(
            "--payment-day/--no-payment-day", help="Whether the day of payment counts.", rich_help_panel=RULES
        ),
    ] = None,
    due_day: Annotated[
        bool | None,
        typer.Option("--due-day/--no-due-day", help="Whether the due date itself counts.", rich_help_panel=RULES),
    ] = None,
    grace: Annotated[
        int | None,
        typer.Option(min=0, help="Days after the due date; paid within them, it bears none.", rich_help_panel=RULES),
    ] = None,
    grace_moves_start: Annotated[
        bool | None,
        typer.Option(
            "--grace-moves-start/--grace-keeps-start",
            help="Whether interest runs only from the end of the grace days.",
            rich_help_panel=RULES,
        ),
    ] = None,
    not_before: Annotated[
        str | None, typer.Option(help="Days before this one bear none.", rich_help_panel=RULES)
    ] = None,
    longest_days: Annotated[
        int | None, typer.Option(min=0, help="Interest runs no longer than so many days.", rich_help_panel=RULES)
    ] = None,
    base: Annotated[
        str | None, typer.Option(help="Whether the gross or the net amount bears interest.", rich_help_panel=RULES)
    ] = None,
    disputed_bears: Annotated[
        bool | None,
        typer.Option(
            "--disputed-bears/--disputed-bears-none",
            help="Whether the disputed part bears interest.",
            rich_help_panel=RULES,
        ),
    ] = None,
    minimum: Annotated[
        str | None, typer.Option(help="Interest below this is not charged.", rich_help_panel=RULES)
    ] = None,
    maximum: Annotated[str | None, typer.Option(help="No more than this is charged.", rich_help_panel=RULES)] = None,
    rounding: Annotated[
        str | None, typer.Option(help="What is rounded: total, slice or daily-amount.", rich_help_panel=RULES)
    ] = None,
    round_to: Annotated[
        str,
        typer.Option("--round", help="How the total is rounded: nearest, down or up.", rich_help_panel=RULES),
    ] = "nearest",
    whole: Annotated[
        str | None,
        typer.Option("--round-to", help="The unit the total is rounded to, for example 1.", rich_help_panel=RULES),
    ] = None,
    even_rests: Annotated[
        bool | None,
        typer.Option(
            "--even-rests/--day-counted-rests",
            help="Whether a whole month or year between two rests counts as a twelfth or one of a year.",
            rich_help_panel=RULES,
        ),
    ] = None,
    fixed_sum: Annotated[
        bool,
        typer.Option(help="Claim the fixed sum of the regime, where it grants one.", rich_help_panel=RULES),
    ] = True,
    json: Json = False,
) -> None:
    """Compute interest on late payment for one debt, slice by slice.

    total = what is left of the debt + unpaid interest + fixed sum + costs, after the receipts.

    Without a regime or a rate there is no interest, so the command asks for one.
    """
    from arrears.cli.calculators import interest_answer, interest_period, interest_view
    from arrears.cli.calculators.interest_rules import ORDERS, PERS, rules
    from arrears.cli.calculators.one_debt import OneDebt
    from arrears.cli.calculators.rates import known_series, series_named
    from arrears.cli.calculators.regimes import scope
    from arrears.cli.calculators.terms_answer import WEEKENDS, calendar
    from arrears.core.interest.interest_settings import DAY_COUNTS
    from arrears.core.interest.interest_terms import BASES, COMPOUNDINGS, FIXINGS, ROUNDINGS
    from arrears.core.interest.received import in_order

    with screens.showing(json) as screen:
        known = dict(known_series(book))
        chosen = rules(
            regime,
            option_values.percent_if_given(rate),
            [
                (options.required_day(day), percent)
                for day, percent in map(option_values.dated_number, dated_rate or ())
            ],
            per and option_values.choice("--per", per, PERS),
            {
                "series": series and series_named(series, known).name,
                "factor": option_values.number_if_given(factor),
                "margin": option_values.percent_if_given(margin),
                "rate_step": option_values.percent_if_given(rate_step),
                "fixing": fixing and option_values.choice("--fixing", fixing, FIXINGS),
                "day_count": day_count and option_values.choice("--day-count", day_count, DAY_COUNTS),
                "compounding": compounding and option_values.choice("--compounding", compounding, COMPOUNDINGS),
                "even_rests": even_rests,
                "order": order and ORDERS[option_values.choice("--order", order, list(ORDERS))],
                "payment_day_counted": payment_day,
                "due_day_counted": due_day,
                "grace": grace,
                "grace_moves_start": grace_moves_start,
                "not_before": options.day(not_before),
                "longest_days": longest_days,
                "base": base and option_values.choice("--base", base, BASES),
                "disputed_bears": disputed_bears,
                "minimum": option_values.number_if_given(minimum),
                "maximum": option_values.number_if_given(maximum),
                "rounding": rounding and option_values.choice("--rounding", rounding, ROUNDINGS),
            },
        )
        code = option_values.currency(currency) if currency else chosen.currency
        start = interest_period.Start(
            due, first_day, terms, invoice_date, option_values.listed(reading or ()),
            calendar({}, option_values.choice("--weekend", weekend, WEEKENDS), country),
            chosen.regime.default_days if chosen.regime else None,
        )  # fmt: skip
        period = interest_period.period(start, as_of, days, due_day_counted=chosen.terms.due_day_counted)
        if chosen.regime and not period.counted:
            chosen.regime.refuse_earlier(period.due, chosen.terms)
        if period.counted and chosen.terms.rate is None:
            raise InputRefused("days-without-dates")
        if chosen.terms.base == "net" and net_amount is None:
            raise InputRefused("net-needed")
        gross = option_values.owed(amount, code)
        receipts = [option_values.dated_amount(each, period.due) for each in receipt or ()]
        debt = OneDebt(
            currency=code,
            due=period.due,
            gross=gross,
            net=gross if net_amount is None else option_values.owed(net_amount, code),
            disputed=option_values.owed(disputed, code),
            costs=option_values.owed(costs, code),
            earlier=option_values.owed(earlier_interest, code),
            receipts=in_order([(day, option_values.minor(str(paid), code) or 0) for day, paid in receipts]),
        )
        paid_texts = [str(paid) for _, paid in receipts]
        rounded = option_values.rounded([amount, net_amount, disputed, costs, earlier_interest, *paid_texts], code)
        cut = interest_answer.Cut(
            option_values.choice("--round", round_to, interest_answer.CUTS), option_values.minor(whole, code)
        )
        answer = interest_answer.claimed(debt, period, period.fitted(chosen), known, cut, fixed_sum=fixed_sum)
        answer["rounded"] = [{"given": f"{typed:f}", "amount": str(counted)} for typed, counted in rounded]
        answer["scope"] = scope(screen, chosen.regime) if chosen.regime else None
        assumed = {
            "currency_by_regime": code if code and not currency else None,
            "due_by_statute": period.due.isoformat() if start.by_statute else None,
        }
        answer["parameters"] |= {name: value for name, value in assumed.items() if value is not None}
        screen.show(answer, interest_view.lines(screen, answer))
