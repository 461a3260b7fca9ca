"""Where Excel looks on a user's account, on Windows and macOS."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from arrears.errors import InputRefused

_GROUP = Path("Library") / "Group Containers" / "UBF8T346G9.Office"
_SCRIPTS = Path("Library") / "Application Scripts" / "com.microsoft.Excel"


@dataclass(frozen=True)
class Profile:
    """A user's account: ``system`` as Python names it, the home folder, and where Windows' applications keep things."""

    system: str
    home: Path
    roaming: Path
    local: Path

    @classmethod
    def here(cls, system: str = "", environment: Mapping[str, str] = os.environ) -> "Profile":
        """Give the account Arrears runs under."""
        home = Path(environment.get("USERPROFILE") or environment.get("HOME") or Path.home())
        roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return cls(system or platform.system(), home, roaming, local)

    @property
    def on_windows(self) -> bool:
        """Whether this is Windows."""
        return self.system == "Windows"

    @property
    def on_mac(self) -> bool:
        """Whether this is macOS."""
        return self.system == "Darwin"

    def start_folder(self) -> Path:
        """Give the folder whose files Excel opens when it starts; it may still have to be made.

        Raises InputRefused ``no-excel-here`` on other systems, ``excel-never-started`` where Excel left no trace.
        """
        if self.on_windows:
            excel = self.roaming / "Microsoft" / "Excel"
            folder = excel / "XLSTART"
        elif self.on_mac:
            excel = self.home / _GROUP
            folder = excel / "User Content.localized" / "Startup.localized" / "Excel"
        else:
            raise InputRefused("no-excel-here", found=self.system)
        if not excel.is_dir():
            raise InputRefused("excel-never-started", found=str(excel))
        return folder

    def script_folder(self) -> Path:
        """Give the only folder on macOS from which Excel may run a script."""
        return self.home / _SCRIPTS

    def own_folder(self) -> Path:
        """Give the folder for what Arrears keeps on this account apart from workbooks: the log of the add-in."""
        if self.on_windows:
            return self.local / "Arrears"
        if self.on_mac:
            return self.home / "Library" / "Logs" / "Arrears"
        return self.home / ".local" / "state" / "arrears"
