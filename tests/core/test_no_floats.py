"""core keeps to exact numbers: no float may enter it, in any spelling."""

import ast
from pathlib import Path

import pytest

import arrears.core

MODULES = sorted(Path(arrears.core.__file__).parent.rglob("*.py"))
CALLS = {"float", "round", "float16", "float32", "float64", "true_divide", "divide", "mean", "average"}


def floats(tree: ast.AST) -> list[str]:
    """List what would bring a float in: literals, conversions, true division, float types and rounding by ``round``."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(f"line {node.lineno}: {node.value}")
        elif isinstance(node, ast.Call) and _name(node.func) in CALLS:
            found.append(f"line {node.lineno}: {_name(node.func)}(")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            found.append(f"line {node.lineno}: /")
    return found


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_of_core_has_no_float(module: Path) -> None:
    assert floats(ast.parse(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("line", ["x = 0.5", "x = float(y)", "x = round(y, 2)", "x = a / b", "x /= 2", "np.float64(y)"])
def test_the_check_finds_what_it_looks_for(line: str) -> None:
    assert floats(ast.parse(line))
