"""``arrears regimes``: the statutory rules of interest on late payment that are known, each with its section."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from typing import TYPE_CHECKING, Annotated, Any

import typer

from arrears.cli import screens
from arrears.cli.options import Json

if TYPE_CHECKING:
    from arrears.cli.screens import Screen
    from arrears.core.interest.interest_terms import InterestTerms
    from arrears.core.interest.regimes import FixedSum, Regime


def regimes(
    name: Annotated[str | None, typer.Argument(help="A regime, for example gb-1998; all if left out.")] = None,
    json: Json = False,
) -> None:
    """List the statutory regimes of interest: rate, fixed sum, whom they are for, and the section they stand in."""
    from arrears.cli.calculators.interest_rules import regime_named
    from arrears.core.interest.regimes import REGIMES

    with screens.showing(json) as screen:
        listed = [regime_named(name)] if name else list(REGIMES.values())
        answer = {"regimes": [_answer(each) | {"scope": scope(screen, each)} for each in listed]}
        rows = [tuple(one[name] for name in ("regime", "rule", "fixed_sum")) for one in answer["regimes"]]
        headings = (screen.word("regime"), screen.word("regime-rate"), screen.word("regime-fixed"))
        table = screen.table(*headings, rows=rows, whole=(0, 1))
        scopes = [f"{one['regime']}: {one['scope']}" for one in answer["regimes"] if one["scope"]]
        sources = screen.sourced([(one["regime"], one["source"]) for one in answer["regimes"]])
        # Beside the other columns there is no room for sentences on a terminal of usual width.
        told = [screen.word("regime-scope"), *scopes, ""] if scopes else []
        screen.show(answer, [table, "", *told, screen.word("rate-source"), *sources])


def scope(screen: "Screen", regime: "Regime") -> str | None:
    """Say who owes and who is owed under a regime; None where no law narrows it further than to businesses."""
    return screen.word(f"regime-scope-{regime.name}") if regime.scoped else None


def _answer(regime: "Regime") -> dict[str, Any]:
    from arrears.cli.calculators.interest_rules import parameters

    return {
        "regime": regime.name,
        "rule": rule(regime.terms),
        "fixed_sum": _fixed(regime.fixed_sum) if regime.fixed_sum else None,
        "business_only": regime.business_only,
        "since": regime.since.isoformat() if regime.since else None,
        "vat": regime.vat,
        "disputed": list(regime.disputed),
        "certainty": regime.certainty,
        "parameters": parameters(regime.terms),
        "source": regime.source,
    }


def rule(terms: "InterestTerms") -> str:
    """Write the rate as a formula: ``1.5 x cn_lpr_1y``, ``de_basiszinssatz + 9``, ``9 % / year``.

    A stroke between two series says that the later takes over where the earlier ends.

    >>> from decimal import Decimal
    >>> from arrears.core.interest.interest_terms import InterestTerms
    >>> rule(InterestTerms(series="de_basiszinssatz", margin=Decimal(9)))
    'de_basiszinssatz + 9'
    """
    from arrears.core.interest.rates import JOINED

    if terms.rate is not None:
        return f"{terms.rate:f} % / {terms.per}"
    factor = f"{terms.factor:f} x " if terms.factor != 1 else ""
    margin = f" {'+' if terms.margin > 0 else '-'} {abs(terms.margin):f}" if terms.margin else ""
    return f"{factor}{terms.series.replace(JOINED, ' / ')}{margin}"


def _fixed(fixed: "FixedSum") -> str:
    steps = " / ".join(f"{sum_:f}" for _, sum_ in fixed.tiers)
    return f"{fixed.currency} {steps}"
