"""What was found about a computer, one thing at a time: in order, wrong, or not to be seen from here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

State = Literal["good", "wrong", "unseen"]


@dataclass(frozen=True)
class Finding:
    """One thing about this computer, by name; its sentences stand in ``data/install``."""

    name: str
    state: State
    values: Mapping[str, str] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """Say it in a sentence."""
        return self._text(language, self.state)

    def remedy(self, language: str) -> str:
        """Say what to do; nothing where it is in order."""
        return self._text(language, "do") if self.state == "wrong" else ""

    def _text(self, language: str, kind: str) -> str:
        text: str = _sentences(language)[self.name][kind]
        return text.format_map(self.values)


@cache
def _sentences(language: str) -> Mapping[str, Any]:
    path = resources.files("arrears") / "data" / "install" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
