"""What a run of the tests asks of the machine, and what it may not skip."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests import libreoffice

# How long an example takes says something about the machine, not about the figures.
settings.register_profile("arrears", deadline=None)
# What python -m tests.full shows its properties with: pytest --hypothesis-profile=full
settings.register_profile(
    "full", deadline=None, max_examples=10_000, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("arrears")

FOLDERS = ("ARREARS_REAL_FILES", "ARREARS_VECTORS")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to start where a folder of real files is named but is not there: every test of it would be skipped."""
    for name in FOLDERS:
        folder = os.environ.get(name)
        if folder and not any(Path(folder).glob("*")):
            raise pytest.UsageError(f"{name} is {folder}, where no file is. Unset it, or name the folder.")
    if wanted_office() and libreoffice.SOFFICE is None:
        raise pytest.UsageError("ARREARS_REQUIRE_LIBREOFFICE is 1, but there is no soffice on the PATH.")


def wanted_office() -> bool:
    """Tell whether tests with LibreOffice have to run."""
    return os.environ.get("ARREARS_REQUIRE_LIBREOFFICE") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Turn a skip for want of something that was promised into a failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        why = str(call.excinfo.value) if call.excinfo else ""
        promised = [name for name in FOLDERS if os.environ.get(name) and name in why]
        if (wanted_office() and libreoffice.REASON in why) or promised:
            report.outcome = "failed"
            report.longrepr = f"skipped, although the machine was said to have it: {why}"
    return report
