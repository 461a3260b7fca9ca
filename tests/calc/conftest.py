"""One Calc for all live tests of a worker; every test opens a workbook of its own."""

import os
from collections.abc import Iterator
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a Windows machine run the same tests on Excel."""
    parser.addoption(
        "--engine", default="calc", choices=("calc", "excel"), help="the spreadsheet application to test on"
    )


@pytest.fixture(scope="session")
def application(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A spreadsheet application, driven through xlwings."""
    if request.config.getoption("--engine") == "excel":
        import xlwings  # noqa: PLC0415

        app = xlwings.App(visible=False, add_book=False)
    else:
        from tests.calc.engine import start  # noqa: PLC0415

        app = start()
    os.environ.setdefault("ARREARS_LANGUAGE", "en")
    yield app
    app.quit()
