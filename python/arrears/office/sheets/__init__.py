"""The tables of each part of a workbook and the formulas of their columns."""
