"""The Definitions sheet: what each measure means here, and whose definition it is."""

from arrears.core.measures.month_measures import MEASURES, PERCENT
from arrears.core.problems import Problem
from arrears.runs.carried import rows_by_key
from arrears.runs.ports import Rows, Table
from arrears.texts import headings


def definition_rows(table: Table, language: str) -> tuple[Rows, list[Problem]]:
    """Give a row for each measure, in the order of the Measures sheet."""
    known = headings(language)["definitions"]
    columns = {
        "measure": list(known),
        "unit": [MEASURES.get(name, PERCENT) for name in known],
        "definition": [known[name][0] for name in known],
        "source": [known[name][1] for name in known],
    }
    return rows_by_key(table, ("measure",), columns)
