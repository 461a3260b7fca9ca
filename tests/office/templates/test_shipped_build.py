"""The shipped templates are what the build script makes, on any day."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from arrears.office.shipped import templates

ROOT = Path(__file__).parents[3]


def contents(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_building_them_anew_gives_the_same_letters_page_and_field_list(tmp_path):
    for script in (ROOT / "templates").glob("*.py"):
        shutil.copy(script, tmp_path)
    paths = os.pathsep.join([str(ROOT / "python"), *filter(None, sys.path)])
    subprocess.run(
        [sys.executable, "build_templates.py"], cwd=tmp_path, check=True, env={**os.environ, "PYTHONPATH": paths}
    )
    shipped = sorted((templates() / "letters").glob("*/*.docx"))
    built = sorted((tmp_path / "letters").glob("*/*.docx"))
    assert [path.parent.name + path.name for path in built] == [path.parent.name + path.name for path in shipped]
    for one, other in zip(built, shipped, strict=True):
        assert contents(one) == contents(other), other
    for name in ("FIELDS.md", "field_list.csv"):
        assert (tmp_path / name).read_bytes() == (templates() / name).read_bytes()
