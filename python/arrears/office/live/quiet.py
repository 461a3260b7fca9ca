"""A host that keeps still while it is written to, and is as it was afterwards whatever happens.

Excel fills a column of a table with a formula that is put into one cell of it; that is switched off meanwhile.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from arrears.office.live.busy import finishing, insist
from arrears.office.live.host_cells import ON_MAC

_STILL = {"screen_updating": False, "enable_events": False, "calculation": "manual", "display_alerts": False}


@contextmanager
def quiet(app: Any) -> Iterator[None]:
    """Keep the host from drawing, recalculating, asking and running macros until the end of the block.

    Each setting goes back even where another one cannot.
    """
    with finishing(), ExitStack() as stack:
        for name, still in _STILL.items():
            stack.callback(insist, setattr, app, name, getattr(app, name))
            setattr(app, name, still)
        correcting = None if ON_MAC else app.api.AutoCorrect
        if correcting is not None:
            stack.callback(insist, setattr, correcting, "AutoFillFormulasInLists", correcting.AutoFillFormulasInLists)
            correcting.AutoFillFormulasInLists = False
        yield
