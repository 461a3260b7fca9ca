"""Real files of others: a folder named by ARREARS_REAL_FILES, outside the repository."""

import os
from pathlib import Path

import pytest

REASON = "skipped: ARREARS_REAL_FILES names no folder of real files"


def real_folder() -> Path | None:
    """Give the folder of real files, if one is named."""
    folder = os.environ.get("ARREARS_REAL_FILES")
    return Path(folder) if folder else None


def real_file(*names: str) -> Path:
    """Give a real file, or skip the test with a sentence."""
    folder = real_folder()
    if folder is None:
        pytest.skip(REASON)
    return folder.joinpath(*names)


def every_file(*folders: str) -> list[Path]:
    """List all files below some folders of the real files; none if no folder is named."""
    folder = real_folder()
    if folder is None:
        return []
    return sorted(path for name in folders for path in (folder / name).rglob("*") if path.is_file())
