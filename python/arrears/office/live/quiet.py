"""A host that keeps still while it is written to, and is as it was afterwards whatever happens."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

_STILL = {"screen_updating": False, "enable_events": False, "calculation": "manual", "display_alerts": False}


@contextmanager
def quiet(app: Any) -> Iterator[None]:
    """Keep the host from drawing, recalculating, asking and running macros until the end of the block.

    Each setting goes back even where another one cannot.
    """
    with ExitStack() as stack:
        for name, still in _STILL.items():
            stack.callback(setattr, app, name, getattr(app, name))
            setattr(app, name, still)
        yield
