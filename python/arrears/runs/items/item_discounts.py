"""The discounts of the book's items: what their terms grant, what is still open, what was deducted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from arrears.core.discounts.deductions import Deduction, deductions
from arrears.core.discounts.early_payment import DiscountRule, Offer, PartPayment, offers
from arrears.core.discounts.open_offers import OpenOffer, granting, older_overdue, open_offers
from arrears.core.money import to_minor
from arrears.core.policy import Policy
from arrears.core.problems import Place, Problem
from arrears.runs.figures import Figures
from arrears.runs.items.item_vat import taxed
from arrears.runs.ports import Table
from arrears.runs.reading import Row
from arrears.runs.sub_ledger import SubLedger


@dataclass(frozen=True, slots=True)
class ItemDiscounts:
    """What a refresh finds of discounts, by item."""

    open: Sequence[OpenOffer]
    deducted: Sequence[Deduction]
    problems: Sequence[Problem]


def discounts_of(figures: Figures) -> ItemDiscounts:
    """Find the discounts that are open on the as-of date, and those that were deducted by then."""
    ledger, day = figures.sub_ledger.ledger, figures.as_of
    rules = [rule_of(figures.policy, code) for code in ledger.currencies]
    granted, lacking = offers_of(figures)

    @cache
    def overdue(on: date) -> NDArray[np.bool_]:
        return older_overdue(ledger, on)

    deducted = deductions(ledger, day, granted, rules, overdue)
    barred = None if figures.policy.discount_when_overdue else overdue(day)
    found = open_offers(ledger, day, granted, rules, deducted, barred)
    sheet = figures.tables["Invoices"].sheet
    problems = [Problem("discount-without-net", Place(sheet=sheet), str(lacking))] if lacking else []
    return ItemDiscounts(found, deducted, problems)


def rule_of(policy: Policy, currency: str) -> DiscountRule:
    """Give the policy on discounts for items of a currency."""
    return DiscountRule(
        grace=policy.discount_grace,
        tolerance=to_minor(policy.discount_tolerance, currency),
        part_payment=PartPayment(policy.discount_part_payment),
        on_net=policy.discount_base == "net",
        none_while_overdue=not policy.discount_when_overdue,
    )


class DiscountBook(Protocol):
    """What discounts are read from: the figures of a refresh, or the book as cash application sees it."""

    @property
    def sub_ledger(self) -> SubLedger:
        """The items with their terms."""

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables of the book."""

    @property
    def policy(self) -> Policy:
        """The policy on discounts."""


def offers_of(figures: DiscountBook) -> tuple[list[Sequence[Offer]], int]:
    """Give the discounts that each item's terms grant, and how many items lack the net amount they are taken on."""
    ledger, terms = figures.sub_ledger.ledger, figures.sub_ledger.terms
    granted: list[Sequence[Offer]] = []
    lacking = 0
    days = ledger.items.document_date.tolist()
    for item, grants in enumerate(granting(ledger).tolist()):
        row = figures.sub_ledger.item_rows[item]
        agreed = terms.terms[row]
        if agreed is None or not agreed.discounts or not grants:
            granted.append(())
            continue
        whole = discountable(figures, item)
        lacking += whole is None
        granted.append(() if whole is None else offers(agreed, days[item], whole, terms.calendars[row]))
    return granted, lacking


def discountable(figures: DiscountBook, item: int) -> int | None:
    """Give the amount of an item that discounts are taken on: gross, or by policy net; None where that is not known."""
    ledger = figures.sub_ledger.ledger
    gross, currency = int(ledger.items.gross[item]), ledger.currencies[ledger.items.currency[item]]
    if figures.policy.discount_base == "gross":
        return gross
    whole = taxed(Row(figures.tables["Invoices"], figures.sub_ledger.item_rows[item]), gross, currency)
    return None if whole is None else whole.net
