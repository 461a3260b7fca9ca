"""The machine that figures were measured on, in one line."""

import os
import platform
import subprocess
from datetime import UTC, datetime

from tests import libreoffice


def machine() -> str:
    """Say when and where: date, cores, processor kind, system, Python."""
    today = datetime.now(UTC).date().isoformat()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{today}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {office()}"
    )


def office() -> str:
    """Say which LibreOffice there is."""
    if libreoffice.SOFFICE is None:
        return "no LibreOffice"
    said = subprocess.run(
        [libreoffice.SOFFICE, "--version"], capture_output=True, text=True, check=False
    ).stdout.split()
    return " ".join(said[:2]) or "LibreOffice"
