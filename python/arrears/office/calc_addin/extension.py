"""The extension file (.oxt): a package of the type library, the configuration and the component."""

import json
import zipfile
from collections.abc import Sequence
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from arrears.office.calc_addin.configuration import Function, configuration, method_name
from arrears.office.calc_addin.type_library import Method, type_library
from arrears.office.files import write_new

IDENTIFIER: Final = "org.arrears.functions"
SERVICE: Final = "org.arrears.Functions"
INTERFACE: Final = "org.arrears.XFunctions"
_ANY, _ROWS, _RANGE = "any", "[][]any", "com.sun.star.table.XCellRange"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PARTS: Final = {
    "functions.rdb": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "component.py": "application/vnd.sun.star.uno-component;type=Python",
    "functions.xcu": "application/vnd.sun.star.configuration-data",
}


def write_extension(out: Path, functions: Sequence[Function], command: Sequence[str], version: str) -> None:
    """Write the extension to a new file; ``command`` starts the program that computes, with its full path.

    The same functions, command and version give the same bytes.
    """
    write_new(out, extension(functions, command, version))


def extension(functions: Sequence[Function], command: Sequence[str], version: str) -> bytes:
    """Make the extension's bytes."""
    parts: dict[str, str | bytes] = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(version),
        "functions.rdb": type_library(INTERFACE, [_method(one) for one in functions]),
        "functions.xcu": configuration(SERVICE, functions),
        "functions.json": _told(functions, command),
        "component.py": resources.files(__package__).joinpath("component.py").read_text(encoding="utf-8"),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _method(function: Function) -> Method:
    """Give a function's method: any value may come, as only such parameters may be left out, and rows go back."""
    parameters = {one.name: _RANGE if one.reference else _ANY for one in function.parameters}
    return Method(method_name(function.name), _ROWS, parameters)


def _told(functions: Sequence[Function], command: Sequence[str]) -> str:
    told = {
        "service": SERVICE,
        "command": list(command),
        "functions": [
            {
                "name": one.name,
                "method": method_name(one.name),
                "blanks": [parameter.zero_is_blank for parameter in one.parameters],
                "explains": any(parameter.reference for parameter in one.parameters),
            }
            for one in functions
        ],
    }
    return json.dumps(told, indent=1)


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in _PARTS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (
        f'{head}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">{entries}</manifest:manifest>\n'
    )


def _description(version: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{IDENTIFIER}"/><version value="{escape(version)}"/>'
        '<display-name><name lang="en">Arrears</name></display-name></description>\n'
    )
