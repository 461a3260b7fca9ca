"""A host that does not answer is asked again for a while, and waited for once it is being written to."""

import sys
from types import SimpleNamespace

import pytest
from tests.office.live.stand_in import ComError

from arrears.errors import BookRefused
from arrears.office.live import busy
from arrears.office.live.busy import answering, insist
from arrears.office.live.quiet import quiet


@pytest.fixture
def windows(monkeypatch):
    module = SimpleNamespace(N_COM_ATTEMPTS=0)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", module)
    return module


class Application:
    screen_updating = enable_events = display_alerts = True
    calculation = "semiautomatic"

    def __init__(self):
        self.api = SimpleNamespace(AutoCorrect=SimpleNamespace(AutoFillFormulasInLists=True))


def test_a_rejected_call_is_repeated_for_a_while_and_then_told(windows):
    seen = []

    def asked():
        seen.append(windows.N_COM_ATTEMPTS)
        raise ComError(-2147418111, "Call was rejected by callee.", None, None)

    with pytest.raises(BookRefused, match="cell-in-edit"), answering():
        asked()
    assert 0 < seen[0] < 10**6
    assert windows.N_COM_ATTEMPTS == 0


def test_while_writing_it_is_waited_for(windows):
    with answering(), quiet(Application()):
        assert windows.N_COM_ATTEMPTS > 10**6
    assert windows.N_COM_ATTEMPTS == 0


def test_everything_is_as_it_was_also_where_one_setting_cannot_go_back():
    class Stubborn(Application):
        def __setattr__(self, name, value):
            if name == "display_alerts" and value is True:
                raise ComError(-2146827284, "no", None, None)
            super().__setattr__(name, value)

    app, during = Stubborn(), []
    with pytest.raises(ComError), quiet(app):
        during += [app.calculation, app.screen_updating, app.api.AutoCorrect.AutoFillFormulasInLists]
    assert during == ["manual", False, False]
    assert (app.calculation, app.screen_updating, app.enable_events) == ("semiautomatic", True, True)
    assert app.api.AutoCorrect.AutoFillFormulasInLists


def test_a_host_that_asks_to_be_called_later_is_called_later(monkeypatch):
    monkeypatch.setattr(busy, "_PAUSE", 0.0)
    app, asked = Application(), []

    def asked_thrice(written):
        asked.append(written)
        if len(asked) < 3:
            raise ComError(-2147417846, "The message filter indicated that the application is busy.", None, None)

    with quiet(app):
        insist(asked_thrice, "a table")
    assert asked == ["a table"] * 3


def test_a_host_that_refuses_is_not_called_again(monkeypatch):
    monkeypatch.setattr(busy, "_PAUSE", 0.0)
    asked = []

    def refusing():
        asked.append(None)
        raise ComError(-2147352567, "Exception occurred.", (0, "Excel", "no", None, 0, -2146827284), None)

    with pytest.raises(ComError):
        insist(refusing)
    assert len(asked) == 1
