"""Statements on disk, as letters and as worksheets."""
