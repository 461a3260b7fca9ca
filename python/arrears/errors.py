"""What Arrears refuses, in sentences an accountant can act on.

Refusal                      base; carries name, where, found and values, like a Problem
├── FileRefused              the file cannot be read or must not be opened
├── BookRefused              the workbook is not one Arrears can work in as it stands
├── ListRefused              an exported list cannot be imported as it stands
├── InputRefused             a date, a part name or an option does not fit
├── ProposalRefused          letters cannot be issued from the Escalation sheet as it stands
├── TemplateRefused          a letter template cannot be used
└── JournalRefused           the letters journal is missing, cut or changed

The texts stand in ``data/texts/<language>.toml``, section ``refusals``, under the refusal's name.
"""

from arrears.core.problems import Place


class Refusal(Exception):  # noqa: N818 - the field's word for it, not a fault of the program
    """Say no: where, what was found, and by ``name`` what is wrong and what to do."""

    def __init__(self, name: str, where: Place | str = "", found: str = "", **values: object) -> None:
        """Keep the parts; ``where`` as text names a file."""
        super().__init__(name)
        self.name = name
        self.where = Place(file=where) if isinstance(where, str) else where
        self.found = found
        # Text stays what it is: a remark on a list can still be had in the reader's language.
        self.values = {key: value if isinstance(value, str) else str(value) for key, value in values.items()}

    def __str__(self) -> str:
        """Give a plain line for logs; users get the text of ``arrears.texts``."""
        details = ", ".join(f"{k}={v}" for k, v in self.values.items())
        return " | ".join(part for part in (self.name, str(self.where), self.found, details) if part)


class FileRefused(Refusal):
    """The file cannot be read, or must not be opened."""


class BookRefused(Refusal):
    """The workbook is not one Arrears can work in as it stands."""


class ListRefused(Refusal):
    """An exported list cannot be imported as it stands."""


class InputRefused(Refusal):
    """A date, a part name or an option does not fit."""


class ProposalRefused(Refusal):
    """Letters cannot be issued from the Escalation sheet as it stands."""


class TemplateRefused(Refusal):
    """A letter template cannot be used."""


class JournalRefused(Refusal):
    """The letters journal is missing, cut or changed."""
