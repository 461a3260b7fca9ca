"""Remarks on how a list was read: English text that can also be had in the user's language."""

from typing import Self

from arrears.texts import fill, shown, texts


class Note(str):
    """A remark by name, with values filled in; as text it is English.

    >>> Note.of("kind-guessed", kind="ledger")
    'Read as a list of ledger entries.'
    """

    name: str
    values: dict[str, str]
    __slots__ = ("name", "values")

    @classmethod
    def of(cls, name: str, **values: object) -> Self:
        """Make a remark from its name in ``data/texts``, section ``notes``."""
        filled = {key: str(value) for key, value in values.items()}
        note = cls(_worded(name, "en", filled))
        note.name, note.values = name, filled
        return note

    def in_language(self, language: str) -> str:
        """Give the remark in a language."""
        return _worded(self.name, language, self.values)


def _worded(name: str, language: str, values: dict[str, str]) -> str:
    text: str = texts(language)["notes"][name]
    return fill(text, {key: shown(key, value, language) for key, value in values.items()})
