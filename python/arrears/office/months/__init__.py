"""Months on disk: closing one, opening the next, printing it."""
