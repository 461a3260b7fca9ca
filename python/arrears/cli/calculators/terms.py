"""``arrears terms``: what payment terms mean for one invoice, and what a payment earns of its discounts."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from typing import Annotated

import typer

from arrears.cli import option_values, options, screens
from arrears.cli.options import Json
from arrears.errors import InputRefused


def terms(
    text: Annotated[str, typer.Argument(help="The terms as written, for example '2/10 net 30' or 月结30天.")],
    invoice_date: Annotated[str, typer.Option(help="The document date, which itself is day 0.")],
    received: Annotated[
        str | None,
        typer.Option(help="Day the invoice arrived (票到); with ROG terms the goods, if --delivered is left out."),
    ] = None,
    delivered: Annotated[str | None, typer.Option(help="Day the goods arrived (COD, ROG, 货到).")] = None,
    accepted: Annotated[str | None, typer.Option(help="Day the goods were accepted (验收).")] = None,
    shipped: Annotated[str | None, typer.Option(help="Day the goods were shipped.")] = None,
    ordered: Annotated[str | None, typer.Option(help="Day of the order.")] = None,
    reading: Annotated[
        list[str] | None,
        typer.Option(help="The meaning to take where a notation has several; may be given several times."),
    ] = None,
    eom_cutoff: Annotated[
        str | None, typer.Option(help="From this day of a month on, EOM counts from the next month's end; or none.")
    ] = None,
    weekend: Annotated[
        str, typer.Option(help="A last day on a weekend or holiday: none (stays), next or previous working day.")
    ] = "none",
    country: Annotated[
        str | None, typer.Option(help="Country (ISO 3166 code) whose holidays count, for example DE.")
    ] = None,
    amount: Annotated[str | None, typer.Option(help="The invoice amount; credit notes are negative.")] = None,
    discount_base: Annotated[
        str | None, typer.Option(help="The amount discounts are taken on, if not all (net of VAT, without freight).")
    ] = None,
    currency: Annotated[str, typer.Option(help="Currency (ISO 4217 code); two decimals if left out.")] = "",
    paid: Annotated[
        list[str] | None,
        typer.Option(help="A payment, DATE=AMOUNT or DAYS=AMOUNT after the invoice date; may be given several times."),
    ] = None,
    deducted: Annotated[str | None, typer.Option(help="What the payer says he took off with the last payment.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="The day to tell what is to be paid on.")] = None,
    leave: Annotated[
        str | None, typer.Option(help="Tell what to pay on the as-of day so that this much stays open.")
    ] = None,
    grace: Annotated[
        int, typer.Option(min=0, help="Days after its last day on which a discount is still granted.")
    ] = 0,
    tolerance: Annotated[str, typer.Option(help="A shortage or surplus up to this is written off.")] = "0",
    part_payment: Annotated[
        str, typer.Option(help="What a part payment earns of a discount: pro-rata, at-settlement or none.")
    ] = "pro-rata",
    surplus: Annotated[
        str, typer.Option(help="Paying more than the discounted amount: less-discount or on-account.")
    ] = "less-discount",
    overdue: Annotated[
        bool, typer.Option("--no-discount", help="Grant none, as where older items of the customer are overdue.")
    ] = False,
    year: Annotated[int, typer.Option(help="Days of the year for the annual cost: 365 or 360.")] = 365,
    annual: Annotated[
        str, typer.Option(help="Annual cost of forgoing a discount: nominal (simple) or effective (compounded).")
    ] = "nominal",
    json: Json = False,
) -> None:
    """Tell what payment terms mean for an invoice: due date, discounts, instalments, and what a payment earns."""
    from arrears.cli.calculators import terms_answer, terms_view
    from arrears.core.discounts.discount_cost import BASES
    from arrears.core.discounts.early_payment import DiscountRule, PartPayment, Surplus
    from arrears.core.terms.deadlines import Base

    with screens.showing(json) as screen:
        code = option_values.currency(currency) if currency else ""
        start = options.required_day(invoice_date)
        goods = delivered or received
        days = {
            Base.RECEIPT: received, Base.DELIVERY: goods, Base.ACCEPTANCE: accepted, Base.SHIPMENT: shipped,
            Base.ORDER: ordered, Base.ADVANCE: delivered,
        }  # fmt: skip
        invoice = terms_answer.Invoice(
            date=start,
            currency=code,
            amount=option_values.minor(amount, code),
            discountable=option_values.minor(discount_base, code),
            calendar=terms_answer.calendar(
                {base: options.required_day(day) for base, day in days.items() if day},
                option_values.choice("--weekend", weekend, terms_answer.WEEKENDS),
                country,
            ),
            year=int(option_values.choice("--year", str(year), [str(basis) for basis in BASES])),
            cost=option_values.choice("--annual", annual, terms_answer.COSTS),
        )
        rule = DiscountRule(
            grace=grace,
            tolerance=option_values.minor(tolerance, code) or 0,
            part_payment=PartPayment(option_values.choice("--part-payment", part_payment, list(PartPayment))),
            surplus=Surplus(option_values.choice("--surplus", surplus, list(Surplus))),
        )
        cutoff = option_values.cutoff(eom_cutoff) if eom_cutoff else None
        found = terms_answer.read(text, option_values.listed(reading or ()), cutoff, start)
        answer = terms_answer.meaning(found, invoice)
        payments = [option_values.dated_amount(each, start) for each in paid or ()]
        said = option_values.minor(deducted, code)
        answer |= terms_answer.settled(found, invoice, rule, payments, grants=not overdue, deducted=said)
        if as_of is not None:
            left = option_values.minor(leave, code) or 0
            day = option_values.day_or_days(as_of, start)
            answer |= terms_answer.payable(found, invoice, rule, day, answer, left, grants=not overdue)
        elif leave is not None:
            raise InputRefused("as-of-needed")
        screen.show(answer, terms_view.lines(screen, answer))
        if answer["ambiguous"]:
            screen.code = screens.WITH_PROBLEMS
