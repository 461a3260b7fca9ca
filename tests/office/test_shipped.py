"""What a wheel carries of the folders beside the package: all that is read at run time, and nothing else."""

import tomllib
from pathlib import Path

import pytest

from arrears.office import shipped

ROOT = shipped.templates().parent


@pytest.mark.skipif(not (ROOT / "pyproject.toml").is_file(), reason="runs in a checkout only")
@pytest.mark.parametrize(("folder", "inside"), [("addin", "arrears/addin_files"), ("templates", "arrears/templates")])
def test_every_file_that_is_no_program_is_in_the_wheel_under_the_name_it_is_looked_for(folder, inside):
    """Programs there only make what is shipped; README.md of the add-in is for whoever builds it."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    carried = build["targets"]["wheel"]["force-include"]
    for path in (ROOT / folder).rglob("*"):
        name = path.relative_to(ROOT)
        if not path.is_file() or path.suffix in (".py", ".pyc") or name == Path("addin/README.md"):
            continue
        source = next((one for one in map(str, (name, *name.parents)) if one in carried), None)
        assert source, f"{name} is not in the wheel"
        below = name.relative_to(source)
        assert Path(carried[source], below) == Path(inside, name.relative_to(folder))
