"""The Windows registry, read only; a plain mapping stands for it elsewhere."""

import importlib
from collections.abc import Mapping
from typing import Any, Literal, Protocol

Root = Literal["HKCU", "HKLM"]


class Registry(Protocol):
    """Values of keys by name; the unnamed value is ""."""

    def values(self, root: Root, key: str) -> Mapping[str, object]:
        """Give all values of a key; none where there is no such key."""
        ...


class WindowsRegistry:
    """The registry of this computer."""

    def __init__(self) -> None:
        """Load Python's own module for it, which only Windows has."""
        self._winreg: Any = importlib.import_module("winreg")
        self._roots = {"HKCU": self._winreg.HKEY_CURRENT_USER, "HKLM": self._winreg.HKEY_LOCAL_MACHINE}

    def values(self, root: Root, key: str) -> Mapping[str, object]:
        """Give all values of a key, in the view that 64-bit programs have."""
        access = self._winreg.KEY_READ | self._winreg.KEY_WOW64_64KEY
        try:
            with self._winreg.OpenKey(self._roots[root], key, 0, access) as opened:
                count = self._winreg.QueryInfoKey(opened)[1]
                rows = [self._winreg.EnumValue(opened, number) for number in range(count)]
        except OSError:
            return {}
        return {name.lower(): value for name, value, _ in rows}
