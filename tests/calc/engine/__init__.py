"""An xlwings engine on LibreOffice Calc, with the members that Arrears uses on the open workbook and no others."""

import xlwings as xw
from tests.calc.engine.application import Engine
from tests.calc.engine.calls import CALLS as CALLS
from tests.calc.engine.limits import HostError as HostError


def start() -> xw.App:
    """Start Calc and give it as an xlwings application."""
    if "calc" not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=Engine()))
    xw.engines["calc"].activate()
    return xw.engines["calc"].apps.add()
