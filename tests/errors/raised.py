"""Which problems, refusals, reasons and remarks the code names, found in its syntax trees, and with what values."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import arrears
from arrears.texts import texts

PACKAGE = Path(arrears.__file__).parent
SECTIONS = ("problems", "refusals", "reasons", "notes", "messages")
_NAME = re.compile(r"[a-z]+(?:[-_][a-z0-9]+)*-?")
_FIRST = {
    "Problem": "problems", "reason": "reasons", "Reason": "reasons", "message": "messages", "word": "messages",
    "_Unreadable": "problems",
}  # fmt: skip
"""What makes something named from its first argument, and the section its text stands in; any ``...Refused`` too."""
_POSITIONS = {"Problem": ("name", "where", "found", "severity", "values", "amount", "currency")}


@dataclass(frozen=True, slots=True)
class Use:
    """One place in the code that names a text; a name ending in ``-`` begins a family of them."""

    section: str
    name: str
    values: frozenset[str]
    module: str
    line: int

    def __str__(self) -> str:
        """Point at the place."""
        return f"{self.module}:{self.line} {self.section}.{self.name}"


@dataclass(slots=True)
class _Forwarder:
    """A function that passes its parameter on as the name of something; with the values it adds itself."""

    function: str
    module: str
    section: str
    parameter: str
    position: int
    values: frozenset[str] = field(default_factory=frozenset)


class _Module:
    """A module's tree, with the function each node stands in."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(PACKAGE).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.home: dict[ast.AST, ast.FunctionDef | None] = {}
        self._settle(self.tree, None)

    def _settle(self, node: ast.AST, function: ast.FunctionDef | None) -> None:
        self.home[node] = function
        inside = node if isinstance(node, ast.FunctionDef) else function
        for child in ast.iter_child_nodes(node):
            self._settle(child, inside)

    def calls(self) -> Iterator[tuple[ast.Call, str, ast.FunctionDef | None]]:
        for node, function in self.home.items():
            if isinstance(node, ast.Call):
                yield node, _called(node), function


@cache
def uses() -> tuple[Sequence[Use], Sequence[str]]:
    """Find every use of a text, and every call whose name could not be told from the code."""
    modules = [_Module(path) for path in sorted(PACKAGE.rglob("*.py"))]
    found: list[Use] = []
    unknown: list[str] = []
    forwarders: dict[str, list[_Forwarder]] = {}
    waiting = [(module, *call) for module in modules for call in module.calls()]
    for module, call, called, function in waiting:
        section = "refusals" if called.endswith("Refused") else "notes" if _is_note(call) else _FIRST.get(called)
        if section is None or not call.args or _is_definition(module, function, called):
            continue
        _note(module, call, call.args[0], section, _values(call, called, function), function, found, unknown, forwarders)
    done: set[tuple[str, int]] = set()
    while todo := [(n, f) for n, fs in forwarders.items() for f in fs if (n, id(f)) not in done]:
        for name, forwarder in todo:
            done.add((name, id(forwarder)))
            _follow(waiting, name, forwarder, found, unknown, forwarders)
    return found, unknown


def _follow(
    calls: Sequence[tuple[_Module, ast.Call, str, ast.FunctionDef | None]],
    name: str,
    forwarder: _Forwarder,
    found: list[Use],
    unknown: list[str],
    forwarders: dict[str, list[_Forwarder]],
) -> None:
    """Look at the calls of a function that passes a name on."""
    for module, call, called, function in calls:
        if called != name or not _means(module, forwarder, forwarders[name]):
            continue
        given = next((k.value for k in call.keywords if k.arg == forwarder.parameter), None)
        if given is None and forwarder.position < len(call.args):
            given = call.args[forwarder.position]
        if given is None or (len(forwarders[name]) > 1 and not _names_in(given, function, forwarder.section)):
            continue  # another function of the same name
        values = forwarder.values | _values(call, called, function)
        _note(module, call, given, forwarder.section, values, function, found, unknown, forwarders)


def _means(module: _Module, forwarder: _Forwarder, of_this_name: Sequence[_Forwarder]) -> bool:
    """Tell whether a call in a module may be one of a forwarder: its own go first, private ones stay at home."""
    if any(each.module == module.name for each in of_this_name):
        return forwarder.module == module.name
    return not forwarder.function.startswith("_")


def _note(
    module: _Module,
    call: ast.Call,
    given: ast.expr,
    section: str,
    values: frozenset[str],
    function: ast.FunctionDef | None,
    found: list[Use],
    unknown: list[str],
    forwarders: dict[str, list[_Forwarder]],
) -> None:
    parameters = [a.arg for a in (*function.args.args, *function.args.kwonlyargs)] if function else []
    if isinstance(given, ast.Name) and given.id in parameters and function is not None:
        own = [name for name in parameters if name not in ("self", "cls")]
        known = forwarders.setdefault(function.name, [])
        if all((f.module, f.section, f.parameter) != (module.name, section, given.id) for f in known):
            known.append(_Forwarder(function.name, module.name, section, given.id, own.index(given.id), values))
        return
    names = _names_in(given, function, section)
    if not names and not _is_caught(given, function):
        unknown.append(f"{module.name}:{call.lineno} {ast.unparse(call)[:100]}")
    found.extend(Use(section, name, values, module.name, call.lineno) for name in names)


def _names_in(given: ast.expr, function: ast.FunctionDef | None, section: str) -> list[str]:
    """Tell the names an expression may give: literals, both ends of a choice, what a variable was set to."""
    if isinstance(given, ast.Constant):
        return [given.value] if isinstance(given.value, str) and _NAME.fullmatch(given.value) else []
    if isinstance(given, ast.IfExp):
        return [*_names_in(given.body, function, section), *_names_in(given.orelse, function, section)]
    if isinstance(given, ast.JoinedStr):
        start = given.values[0]
        return [str(start.value)] if isinstance(start, ast.Constant) and str(start.value).endswith("-") else []
    if isinstance(given, ast.Name) and function is not None:
        known = texts("en")[section]
        given_elsewhere = {id(n.args[0]) for n in ast.walk(function) if isinstance(n, ast.Call) and n.args}
        constants = (
            n.value
            for n in ast.walk(function)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in given_elsewhere
        )
        return list(dict.fromkeys(text for text in constants if "-" in text and _NAME.fullmatch(text) and text in known))
    return []


def _is_caught(given: ast.expr, function: ast.FunctionDef | None) -> bool:
    """Tell whether the name is that of an exception just caught, which was raised with it."""
    if not (isinstance(given, ast.Call) and _called(given) == "str" and isinstance(given.args[0], ast.Name)):
        return False
    caught = [n.name for n in ast.walk(function or given) if isinstance(n, ast.ExceptHandler)]
    return given.args[0].id in caught


def _values(call: ast.Call, called: str, function: ast.FunctionDef | None) -> frozenset[str]:
    """Tell which values a call supplies: its keywords, and the keys of dictionaries among its arguments."""
    keys = {"found"}
    for keyword in call.keywords:
        if keyword.arg == "values" or keyword.arg is None:
            keys |= _keys_of(keyword.value, function)
        elif keyword.arg not in _POSITIONS.get(called, ()):
            keys.add(keyword.arg)
    for argument in call.args[1:]:
        keys |= _keys_of(argument, function)
    return frozenset(keys)


def _keys_of(value: ast.expr, function: ast.FunctionDef | None) -> set[str]:
    if isinstance(value, ast.Dict):
        return {str(key.value) for key in value.keys if isinstance(key, ast.Constant)}
    if isinstance(value, ast.Name) and function is not None:
        return {
            key
            for node in ast.walk(function)
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            and any(isinstance(t, ast.Name) and t.id == value.id for t in _targets(node))
            for key in (_keys_of(node.value, None) if isinstance(node.value, ast.Dict) else ())
        }  # fmt: skip
    return set()


def _targets(node: ast.Assign | ast.AnnAssign) -> Sequence[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def _is_note(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "Note.of"


def _is_definition(module: _Module, function: ast.FunctionDef | None, called: str) -> bool:
    """Leave out the places that only define what is looked for."""
    return (module.name, called) == ("core/reasons.py", "Reason") or (function is not None and function.name == called)


def placeholders(entry: str | Mapping[str, str]) -> set[str]:
    """Tell the placeholders of a text."""
    sentences = [entry] if isinstance(entry, str) else list(entry.values())
    return {name for text in sentences for name in re.findall(r"\{(\w+)\}", text)}
