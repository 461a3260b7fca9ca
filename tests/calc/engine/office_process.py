"""A private LibreOffice for the tests: its own profile and pipe, Excel's formula syntax, no window."""

import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from tests import libreoffice

_DEBIAN = "/usr/lib/python3/dist-packages"
"""Where Debian puts the UNO bridge; it goes last on the path, so that it brings no other package along."""
_SETTINGS = {
    "Calc/Formula/Syntax": {"Grammar": 1, "SeparatorArg": ",", "SeparatorArrayCol": ",", "SeparatorArrayRow": ";"},
    "Calc/Formula/Load": {"OOXMLRecalcMode": 0},
}
_SECONDS = 90


def uno() -> Any:
    """Give the UNO bridge, or skip the test where it is not installed."""
    libreoffice.needed()
    if _DEBIAN not in sys.path:
        sys.path.append(_DEBIAN)
    bridge = pytest.importorskip("uno", reason=libreoffice.REASON)
    bridge._uno_struct__setattr__ = _set
    return bridge


def _set(struct: Any, name: str, value: Any) -> None:
    """Set a member of an UNO struct; an exception, which is one, gets its traceback as Python's own do."""
    if name.startswith("__"):
        object.__setattr__(struct, name, value)
    else:
        setattr(struct.__dict__["value"], name, value)


def said(name: str, value: Any) -> Any:
    """Give a property for a call that takes them."""
    given = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    given.Name, given.Value = name, value
    return given


class OfficeProcess:
    """One running LibreOffice; ``desktop`` opens documents."""

    def __init__(self) -> None:
        """Start it and wait until it answers."""
        bridge = uno()
        self.profile = Path(tempfile.mkdtemp(prefix="arrears-calc-"))
        (self.profile / "user").mkdir()
        (self.profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        self._pipe = f"arrears{uuid.uuid4().hex[:10]}"
        self._process = self._start()
        self.context = self._answered(bridge)
        self.desktop = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    def stop(self) -> None:
        """Let it end, and throw its profile away."""
        self._process.terminate()
        self._process.wait(30)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _start(self) -> "subprocess.Popen[bytes]":
        assert libreoffice.SOFFICE is not None
        words = [
            str(Path(libreoffice.SOFFICE).resolve().with_name("soffice.bin")),
            "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard",
            f"-env:UserInstallation=file://{self.profile}",
            f"--accept=pipe,name={self._pipe};urp;StarOffice.ComponentContext",
        ]  # fmt: skip
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _answered(self, bridge: Any) -> Any:
        local = bridge.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            try:
                return resolver.resolve(f"uno:pipe,name={self._pipe};urp;StarOffice.ComponentContext")
            except Exception as case:
                if "NoConnect" not in type(case).__name__:
                    raise
            if self._process.poll() is not None:  # the first start of a profile ends with 81 and asks for another
                self._process = self._start()
            time.sleep(0.05)
        raise TimeoutError("LibreOffice did not answer")


def _profile() -> str:
    def item(path: str, name: str, value: object) -> str:
        return (
            f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
            f"<value>{value}</value></prop></item>"
        )

    items = [item(path, name, value) for path, props in _SETTINGS.items() for name, value in props.items()]
    locale = (
        '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">'
        "<value>en-US</value></prop></item>"
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return "\n".join([head, *items, locale, "</oor:items>"])
