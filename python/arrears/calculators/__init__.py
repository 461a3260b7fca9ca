"""Calculators: commands that need no workbook, each with every parameter of its rule as an option."""

import typer

from arrears.calculators.interest import interest
from arrears.calculators.rates import rates
from arrears.calculators.regimes import regimes
from arrears.calculators.terms import terms
from arrears.calculators.words import words

app = typer.Typer()
PANEL = "Calculators (no workbook needed)"

for command in (interest, terms, rates, regimes):
    app.command(rich_help_panel=PANEL)(command)
# Amounts may begin with a minus sign, which is no option.
app.command(rich_help_panel=PANEL, context_settings={"ignore_unknown_options": True})(words)
