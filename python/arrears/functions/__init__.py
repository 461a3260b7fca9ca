"""Worksheet functions: each takes single values or whole columns, computes with ``core`` and writes nothing."""

from arrears.functions import (
    ageing,
    explain,
    interest,
    last_letter,
    letters,
    limitation,
    measures,
    statement,
    terms,
    words,
)
from arrears.functions.declaration import Function, Parameter

__all__ = ["DECLARED", "Function", "Parameter"]

_SUBJECTS = (ageing, terms, interest, letters, last_letter, limitation, statement, measures, words, explain)
DECLARED: tuple[Function, ...] = tuple(one for subject in _SUBJECTS for one in subject.declared.functions)
"""Every worksheet function, by subject."""
