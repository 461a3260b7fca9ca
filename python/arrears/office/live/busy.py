"""A host that does not answer: a cell is being edited, or a dialog is open."""

from collections.abc import Iterator
from contextlib import contextmanager

from arrears.errors import BookRefused

_BUSY = {
    -2146777998,  # VBA_E_IGNORE: a cell is in edit mode
    -2147418111,  # RPC_E_CALL_REJECTED
    -2147417846,  # RPC_E_SERVERCALL_RETRYLATER
}


@contextmanager
def answering() -> Iterator[None]:
    """Say in a sentence that the host did not answer; raises BookRefused ``cell-in-edit``."""
    try:
        yield
    except Exception as case:
        if is_busy(case):
            raise BookRefused("cell-in-edit") from case
        raise


def is_busy(case: BaseException) -> bool:
    """Tell an error of COM that means: not now."""
    number = getattr(case, "hresult", None) or next(iter(case.args), None)
    return isinstance(number, int) and number in _BUSY
