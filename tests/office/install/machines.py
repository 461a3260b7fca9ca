"""Computers that are only folders, and a registry that is only a mapping."""

from pathlib import Path

from arrears.office.install.installation import Installation
from arrears.office.install.interpreter import Interpreter
from arrears.office.install.profile import Profile
from arrears.office.install.xlwings_files import XlwingsFiles


class Keys:
    """A registry made of ``{r"HKCU\\key": {"value": ...}}``; keys and values in any letters, as in Windows."""

    def __init__(self, **_: object) -> None:
        self.keys: dict[str, dict[str, object]] = {}

    def put(self, key: str, value: str, content: object) -> "Keys":
        self.keys.setdefault(key.lower(), {})[value.lower()] = content
        return self

    def values(self, root, key):
        return self.keys.get(f"{root}\\{key}".lower(), {})


def windows(folder: Path, *, excel: bool = True) -> Profile:
    """An account on Windows, with what Excel's first start leaves behind."""
    profile = Profile.here("Windows", {"USERPROFILE": str(folder), "APPDATA": str(folder / "AppData" / "Roaming"),
                                       "LOCALAPPDATA": str(folder / "AppData" / "Local")})  # fmt: skip
    if excel:
        (profile.roaming / "Microsoft" / "Excel").mkdir(parents=True)
    return profile


def mac(folder: Path) -> Profile:
    """An account on macOS."""
    (folder / "Library" / "Group Containers" / "UBF8T346G9.Office").mkdir(parents=True)
    return Profile.here("Darwin", {"HOME": str(folder)})


def environment(folder: Path, *marks: str, scripts: str = "Scripts") -> Interpreter:
    """A Python environment; marks are files or folders that tell what made it."""
    (folder / scripts).mkdir(parents=True)
    python = folder / scripts / "python.exe"
    python.touch()
    for mark in marks:
        (folder / mark).touch()
    return Interpreter(python, folder, folder.parent / "base")


def installation(profile: Profile, folder: Path | None = None) -> Installation:
    root = profile.home / "env"
    interpreter = environment(root) if not root.exists() else Interpreter(root / "Scripts" / "python.exe", root, root)
    library = root / "xlwings64-0.37.8.dll"
    library.touch()
    return Installation(profile, interpreter, XlwingsFiles("0.37.8", None, library), folder)
