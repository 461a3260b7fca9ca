"""One Calc for all live tests of a worker; every test opens a workbook of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
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


@pytest.fixture
def calc_only(request: pytest.FixtureRequest) -> None:
    """Skip on Excel what looks into the engine, or does what only a person can do there."""
    if request.config.getoption("--engine") == "excel":
        pytest.skip("skipped: looks into the engine on Calc")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of four invoices, imported and refreshed; tests open copies of it."""
    from tests.calc.month_walk import prepare  # noqa: PLC0415

    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def book(application: Any, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An open copy of the prepared workbook."""
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    opened = application.books.open(shutil.copy(prepared, tmp_path / "Month.xlsx"))
    yield opened
    opened.close()
