"""The add-in as LibreOffice loads it: hands each call to Arrears' own Python and gives back what it answers.

This file runs inside LibreOffice, whose Python need not hold Arrears; it uses the standard library and UNO only. The
program that computes is started with the first call and ends with LibreOffice. Its full path, and the names of the
functions, stand in functions.json beside this file.

LibreOffice hands a single empty cell over as 0.0; where 0 can mean nothing else, ``blanks`` says so.
"""

# mypy: ignore-errors
# ruff: noqa: B905, BLE001, N802, N816, PTH118, PTH120, PTH123, S603
# The names are LibreOffice's; its Python may be an old one.

import json
import os
import re
import struct
import subprocess
import threading

import uno
import unohelper
from com.sun.star.lang import XServiceInfo
from org.arrears import XFunctions

with open(os.path.join(os.path.dirname(__file__), "functions.json"), encoding="utf-8") as told:
    TOLD = json.load(told)
SERVICES = (TOLD["service"], "com.sun.star.sheet.AddIn")
BY_NAME = {one["name"]: one for one in TOLD["functions"]}
# LibreOffice's numbers of errors (formula/errorcodes.hxx); a NaN with one of them shows as that error.
ERRORS = {"#N/A": 32767, "#NUM!": 503, "#REF!": 524, "#NAME?": 525, "#DIV/0!": 532, "#NULL!": 521, "#VALUE!": 519}
# In a formula a function may stand with its service's name before its method's.
BY_METHOD = {one["method"].upper(): one for one in TOLD["functions"]} | BY_NAME
CALL = re.compile(r"\s*=\s*(?:[A-Z.]+\.)?([A-Z_]+)\((.*)\)\s*", re.DOTALL | re.IGNORECASE)


class Program:
    """Arrears at work beside LibreOffice: a message there, an answer back."""

    def __init__(self):
        self.lock = threading.Lock()
        self.running = None

    def answer(self, **asked):
        with self.lock:
            if self.running is None or self.running.poll() is not None:
                self.start()
            try:
                return self.exchange(asked)
            except OSError:
                self.start()
                return self.exchange(asked)

    def start(self):
        hidden = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}
        # LibreOffice sets variables for its own Python, which lead another one astray.
        clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON") or key == "PYTHONUTF8"}
        self.running = subprocess.Popen(
            TOLD["command"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=clean,
            **hidden,
        )

    def exchange(self, asked):
        content = json.dumps(asked).encode("ascii")
        self.running.stdin.write(struct.pack("<I", len(content)) + content)
        self.running.stdin.flush()
        size = self.running.stdout.read(4)
        if len(size) < 4:
            raise OSError("the program has ended")
        return json.loads(self.running.stdout.read(struct.unpack("<I", size)[0]))


PROGRAM = Program()


def shown(cell):
    """Give a cell of an answer as LibreOffice takes it."""
    if isinstance(cell, dict):
        number = ERRORS.get(cell["error"], ERRORS["#VALUE!"])
        return struct.unpack("<d", struct.pack("<Q", 0x7FF8000000000000 | number))[0]
    return float(cell) if isinstance(cell, (bool, int)) else cell


def plain(argument):
    """Give an argument as JSON can hold it."""
    if isinstance(argument, tuple):
        return [[None if cell == "" else cell for cell in row] for row in argument]
    return argument if isinstance(argument, (float, str)) else None


def method(name):
    one = BY_NAME[name]

    def call(self, *arguments):
        if one["explains"]:
            try:
                return ((explained(arguments[0], self.language),),)
            except OSError:  # the program is gone, so that it has no words for that either
                return (("Arrears does not start: " + TOLD["command"][0],),)
        given = [None if blank and cell == 0.0 else plain(cell) for blank, cell in zip(one["blanks"], arguments)]
        answer = PROGRAM.answer(function=name, arguments=given, language=self.language)
        if isinstance(answer, list):
            return tuple(tuple(shown(cell) for cell in row) for row in answer)
        return ((shown(answer),),)

    return call


def explained(cells, language):
    """Say why a cell shows an error: its formula, if it is one function of cells and values, is computed again."""
    formula = cells.getCellByPosition(0, 0).getFormula()
    match = CALL.fullmatch(formula)
    arguments = [] if match is None else [value(part, cells.getSpreadsheet()) for part in split(match.group(2))]
    one = BY_METHOD.get(match.group(1).upper()) if match else None
    if one is None or any(part is NotImplemented for part in arguments):
        return PROGRAM.answer(function="", arguments=[], language=language)
    given = [None if blank and cell == 0.0 else cell for blank, cell in zip(one["blanks"], arguments)]
    return PROGRAM.answer(function=one["name"], arguments=given, language=language, explain=True)


def split(text):
    """Split arguments at their semicolons, those within brackets and quotation marks apart."""
    parts, depth, quoted, part = [], 0, False, ""
    for letter in text:
        quoted ^= letter == '"'
        depth += 0 if quoted else (letter in "({") - (letter in ")}")
        if letter == ";" and not depth and not quoted:
            parts.append(part)
            part = ""
        else:
            part += letter
    return [*parts, part] if text.strip() else []


def value(text, sheet):
    """Give the value of an argument: nothing, a number, a text, or what cells hold, else NotImplemented."""
    text = text.strip()
    if not text:
        return None
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return text[1:-1].replace('""', '"')
    try:
        return float(text)
    except ValueError:
        pass
    try:
        rows = sheet.getCellRangeByName(text).getDataArray()
    except Exception:  # what is no address of cells
        return NotImplemented
    if len(rows) == len(rows[0]) == 1:
        return None if rows[0][0] == "" else rows[0][0]
    return plain(rows)


def language_of(context):
    """Give the language of LibreOffice's menus."""
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    where = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    where.Name, where.Value = "nodepath", "/org.openoffice.Setup/L10N"
    access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (where,))
    return str(access.getByName("ooLocale") or "")[:2]


class Service(unohelper.Base):
    """What LibreOffice asks of every service."""

    def __init__(self, context):
        self.language = language_of(context)

    def getImplementationName(self):
        return SERVICES[0]

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


Functions = type(
    "Functions", (Service, XFunctions, XServiceInfo), {one["method"]: method(one["name"]) for one in TOLD["functions"]}
)
g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, *SERVICES[:1], SERVICES)
