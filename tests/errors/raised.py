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


Call = tuple[_Module, ast.Call, str, ast.FunctionDef | None]
"""A call, the module and the function it stands in, and the name of what is called."""


@cache
def uses() -> tuple[Sequence[Use], Sequence[str]]:
    """Find every use of a text, and every call whose name could not be told from the code."""
    search = _Search([_Module(path) for path in sorted(PACKAGE.rglob("*.py"))])
    return search.found, search.unknown


class _Search:
    """Follows names from where they are written to what is made with them."""

    def __init__(self, modules: Sequence[_Module]) -> None:
        self.found: list[Use] = []
        self.unknown: list[str] = []
        self._forwarders: dict[str, list[_Forwarder]] = {}
        self._calls: list[Call] = [(module, *call) for module in modules for call in module.calls()]
        for call in self._calls:
            self._begin(call)
        done: set[int] = set()
        while waiting := [(n, f) for n, fs in self._forwarders.items() for f in fs if id(f) not in done]:
            for name, forwarder in waiting:
                done.add(id(forwarder))
                self._follow(name, forwarder)

    def _begin(self, call: Call) -> None:
        """Note a call that makes something named, with its name as first argument."""
        module, node, called, function = call
        section = "refusals" if called.endswith("Refused") else "notes" if _is_note(node) else _FIRST.get(called)
        if section is not None and node.args and not _is_definition(module, function, called):
            self._note(call, node.args[0], section, _values(node, called, function))

    def _follow(self, name: str, forwarder: _Forwarder) -> None:
        """Note the calls of a function that passes a name on."""
        namesakes = self._forwarders[name]
        for call in self._calls:
            module, node, called, function = call
            if called != name or not _means(module, forwarder, namesakes):
                continue
            given = next((k.value for k in node.keywords if k.arg == forwarder.parameter), None)
            if given is None and forwarder.position < len(node.args):
                given = node.args[forwarder.position]
            if given is None or (len(namesakes) > 1 and not _names_in(given, function, forwarder.section)):
                continue  # another function of the same name
            self._note(call, given, forwarder.section, forwarder.values | _values(node, called, function))

    def _note(self, call: Call, given: ast.expr, section: str, values: frozenset[str]) -> None:
        module, node, _, function = call
        parameters = [a.arg for a in (*function.args.args, *function.args.kwonlyargs)] if function else []
        if isinstance(given, ast.Name) and given.id in parameters and function is not None:
            own = [name for name in parameters if name not in ("self", "cls")]
            forwarder = _Forwarder(function.name, module.name, section, given.id, own.index(given.id), values)
            known = self._forwarders.setdefault(function.name, [])
            if all((f.module, f.section, f.parameter) != (module.name, section, given.id) for f in known):
                known.append(forwarder)
            return
        names = _names_in(given, function, section)
        if not names and not _is_caught(given, function):
            self.unknown.append(f"{module.name}:{node.lineno} {ast.unparse(node)[:100]}")
        self.found.extend(Use(section, name, values, module.name, node.lineno) for name in names)


def _means(module: _Module, forwarder: _Forwarder, namesakes: Sequence[_Forwarder]) -> bool:
    """Tell whether a call in a module may be one of a forwarder: its own go first, private ones stay at home."""
    if any(each.module == module.name for each in namesakes):
        return forwarder.module == module.name
    return not forwarder.function.startswith("_")


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
        return list(dict.fromkeys(text for text in constants if "-" in text and text in known))
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
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_note(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "Note.of"


def _is_definition(module: _Module, function: ast.FunctionDef | None, called: str) -> bool:
    """Leave out the places that only define what is looked for."""
    return (module.name, called) == ("core/reasons.py", "Reason") or (function is not None and function.name == called)


def placeholders(entry: str | Mapping[str, str]) -> set[str]:
    """Tell the placeholders of a text."""
    sentences = [entry] if isinstance(entry, str) else list(entry.values())
    return {name for text in sentences for name in re.findall(r"\{(\w+)[:}]", text)}
