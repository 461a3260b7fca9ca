"""Calculators: commands that need no workbook, each with every parameter of its rule as an option."""

import typer

from arrears.cli.calculators.interest import interest
from arrears.cli.calculators.many_options import ManyOptions
from arrears.cli.calculators.rates import rates
from arrears.cli.calculators.regimes import regimes
from arrears.cli.calculators.terms import terms
from arrears.cli.calculators.words import words

app = typer.Typer()
PANEL = "Calculators (no workbook needed)"

app.command(rich_help_panel=PANEL, cls=ManyOptions)(interest)
app.command(rich_help_panel=PANEL, cls=ManyOptions)(terms)
app.command(rich_help_panel=PANEL)(rates)
app.command(rich_help_panel=PANEL)(regimes)
# Amounts may begin with a minus sign, which is no option.
app.command(rich_help_panel=PANEL, context_settings={"ignore_unknown_options": True})(words)
