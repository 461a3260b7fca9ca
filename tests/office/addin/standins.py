"""Worksheet functions as they might be declared, and settings of a computer that is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from arrears.office.addin.addin_file import Settings

SETTINGS = Settings(
    interpreter=r"C:\Users\Ada\arrears\Scripts\pythonw.exe",
    library64=r"C:\Users\Ada\arrears\xlwings64-0.37.8.dll",
    library32=r"C:\Users\Ada\arrears\xlwings32-0.37.8.dll",
    log=r"C:\Users\Ada\AppData\Local\Arrears\excel.log",
    xlwings="0.37.8",
    version="0.1.0",
)


def said(text: str) -> Mapping[str, str]:
    return {"en": text, "zh": f"{text}（中文）"}


@dataclass(frozen=True)
class StandInParameter:
    name: str
    optional: bool = False
    reference: bool = False
    help: Mapping[str, str] = field(default_factory=lambda: said("What it is given."))


@dataclass(frozen=True)
class StandInFunction:
    name: str
    parameters: tuple[StandInParameter, ...] = ()
    category: str = "Arrears"
    help: Mapping[str, str] = field(default_factory=lambda: said("What it tells."))


DAYS = StandInFunction(
    "AR_DAYS_PAST_DUE", (StandInParameter("due_date"), StandInParameter("as_of"), StandInParameter("working", True))
)
EXPLAIN = StandInFunction("AR_EXPLAIN", (StandInParameter("cell", reference=True),))
VERSION = StandInFunction("AR_VERSION", help=said('Says "which" version'))
FUNCTIONS = (DAYS, EXPLAIN, VERSION)
