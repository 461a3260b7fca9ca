"""Published cases: a folder named by ARREARS_VECTORS, outside the repository."""

import os
from pathlib import Path

import pytest


def vectors(name: str) -> Path:
    """Give a file of published cases, or skip the test with a sentence."""
    folder = os.environ.get("ARREARS_VECTORS")
    if not folder:
        pytest.skip("ARREARS_VECTORS names no folder of published cases, so they were not compared.")
    return Path(folder) / name
