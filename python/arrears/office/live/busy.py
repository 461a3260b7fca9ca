"""A host that does not answer: a cell is being edited, or a dialog is open."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any

from arrears.errors import BookRefused

_LATER = -2147417846
"""RPC_E_SERVERCALL_RETRYLATER, the one that xlwings does not repeat a call for."""
_BUSY = {
    -2146777998,  # VBA_E_IGNORE: a cell is in edit mode
    -2147418111,  # RPC_E_CALL_REJECTED
    _LATER,
}
_BEFORE_WRITING = 20_000
_WHILE_WRITING = 2**31
_ROUNDS = 600
_PAUSE = 0.1
_REASON = 2
"""Where an error of COM keeps its details."""


@contextmanager
def answering() -> Iterator[None]:
    """Say in a sentence that the host did not answer; raises BookRefused ``cell-in-edit``."""
    try:
        with _asked_again(_BEFORE_WRITING):
            yield
    except Exception as case:
        if is_busy(case):
            raise BookRefused("cell-in-edit") from case
        raise


@contextmanager
def finishing() -> Iterator[None]:
    """Wait as long as it takes for a host that is being written to: half a table is worse than a wait."""
    with _asked_again(_WHILE_WRITING):
        yield


def insist(step: Callable[..., Any], *given: Any) -> None:
    """Carry out what can be begun anew, for a minute again and again while the host asks to be called later."""
    for _ in range(_ROUNDS):
        try:
            step(*given)
        except Exception as case:
            if _LATER not in _numbers(case):
                raise
            sleep(_PAUSE)
        else:
            return
    step(*given)


def is_busy(case: BaseException) -> bool:
    """Tell an error of COM that means: not now; xlwings has one of its own for it.

    Where Excel itself refuses (``DISP_E_EXCEPTION``), its reason is the last of the error's details.
    """
    return type(case).__name__ == "ExcelBusyError" or not _BUSY.isdisjoint(_numbers(case))


def _numbers(case: BaseException) -> set[int]:
    number = getattr(case, "hresult", None) or next(iter(case.args), None)
    details = case.args[_REASON] if len(case.args) > _REASON and isinstance(case.args[_REASON], tuple) else ()
    return {one for one in (number, *details[-1:]) if isinstance(one, int)}


@contextmanager
def _asked_again(times: int) -> Iterator[None]:
    """Let xlwings repeat a call that the host rejected so many times; left alone, it repeats some for ever."""
    windows = sys.modules.get("xlwings._xlwindows")  # there is none elsewhere
    if windows is None:
        yield
        return
    former, windows.N_COM_ATTEMPTS = windows.N_COM_ATTEMPTS, times  # type: ignore[attr-defined]
    try:
        yield
    finally:
        windows.N_COM_ATTEMPTS = former  # type: ignore[attr-defined]
