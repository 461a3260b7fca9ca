"""The .xlsx package from the inside: parts, tables and sheets rewritten while every other byte stays."""
