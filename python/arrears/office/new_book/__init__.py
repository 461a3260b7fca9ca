"""Building new sheets: tables, Home, formulas, charts, looks."""
