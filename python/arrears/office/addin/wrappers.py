"""The VBA wrapper of each worksheet function, written from the functions' declarations."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

_MOST_HELP = 255
# [MS-VBAL] 3.3.5.2: words that VBA keeps for itself, so nothing of ours may bear them.
_RESERVED = frozenset(
    """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec
    cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal declare
    defdec dim do doevents double each else elseif empty end endif enum eqv erase event exit false fix for friend
    function get global gosub goto if imp implements in input inputb int integer is lbound len lenb let like line
    lock long longlong longptr loop lset me mid mod new next not nothing null on open option optional or paramarray
    preserve print private pset public put raiseevent redim rem resume return rset scale seek select set sgn shared
    single spc static stop string sub tab then to true type typeof ubound unlock until variant wend while width with
    withevents write xor
    """.split()  # noqa: SIM905 - a hundred quotation marks would hide the words
)
_CALLED = frozenset(("computed", "here", "place", "values"))
"""What a wrapper calls itself; a parameter of that name would hide it."""
# A1, ABC123, R1C1 and their parts: such a name in a formula is a cell.
_CELL = re.compile(r"(?:[a-z]{1,3}[0-9]+|r[0-9]*(?:c[0-9]*)?|c[0-9]*)\Z", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,254}\Z")


class Parameter(Protocol):
    """What a wrapper needs of a declared parameter."""

    @property
    def name(self) -> str: ...
    @property
    def help(self) -> Mapping[str, str]: ...
    @property
    def optional(self) -> bool: ...
    @property
    def reference(self) -> bool: ...


class Function(Protocol):
    """What a wrapper needs of a declared worksheet function."""

    @property
    def name(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def help(self) -> Mapping[str, str]: ...
    @property
    def parameters(self) -> Sequence[Parameter]: ...


def wrappers(functions: Iterable[Function]) -> str:
    """Write the module of all wrappers and of the help that the function wizard shows.

    Refuses (ValueError) a name that reads as a cell, one that VBA keeps for itself, and a required parameter after an
    optional one.
    """
    declared = tuple(functions)
    lines = ['Attribute VB_Name = "CellFunctions"', "Option Explicit", ""]
    for function in declared:
        lines += _wrapper(function)
    return "\n".join([*lines, *_registration(declared)]) + "\n"


def help_texts(functions: Iterable[Function], languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give what the function wizard shows, by name: of a function, and of each of its parameters by its number."""
    texts: dict[str, tuple[str, ...]] = {}
    for function in functions:
        texts[function.name] = tuple(_one_line(function.help[language]) for language in languages)
        for number, parameter in enumerate(function.parameters, 1):
            texts[f"{function.name}.{number}"] = tuple(_one_line(parameter.help[language]) for language in languages)
    return texts


def _wrapper(function: Function) -> list[str]:
    _check(function)
    name = function.name
    signature = ", ".join(
        f"{'Optional ' if parameter.optional else ''}{parameter.name} As Variant" for parameter in function.parameters
    )
    return [
        f"Public Function {name}({signature}) As Variant",
        f"Attribute {name}.VB_Description = {_quoted(_one_line(function.help['en']))}",
        f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"',
        f"    {name} = {_answer(function)}",
        "End Function",
        "",
    ]


def _answer(function: Function) -> str:
    given = (f"{'Place' if parameter.reference else 'Values'}({parameter.name})" for parameter in function.parameters)
    return f"Computed({_quoted(function.name)}, Array({', '.join(['Here()', *given])}))"


def _registration(functions: Sequence[Function]) -> list[str]:
    """Write the sub that tells Excel category and help in the reader's language.

    Excel may refuse this for an add-in, whose window is hidden; then it is shown for the moment. If that fails too,
    the English description in each wrapper's attributes remains.
    """
    lines = ["Public Sub RegisterHelp()", "    On Error Resume Next", "    Application.ScreenUpdating = False"]
    for function in functions:
        count = len(function.parameters)
        lines.append(f"    Describe {_quoted(function.name)}, {_quoted(function.category)}, {count}")
    return [
        *lines,
        "    If Not ThisWorkbook.IsAddin Then ThisWorkbook.IsAddin = True",
        "    ThisWorkbook.Saved = True",
        "    Application.ScreenUpdating = True",
        "End Sub",
        "",
        "Private Sub Describe(ByVal name As String, ByVal category As String, ByVal count As Long)",
        "    Dim help() As String, number As Long, macro As String",
        '    macro = "\'" & ThisWorkbook.Name & "\'!" & name',
        "    On Error GoTo hidden",
        "    If count = 0 Then",
        "        Application.MacroOptions Macro:=macro, Description:=Said(name), Category:=category",
        "        Exit Sub",
        "    End If",
        "    ReDim help(0 To count - 1)",
        "    For number = 1 To count",
        '        help(number - 1) = Said(name & "." & number)',
        "    Next number",
        "    Application.MacroOptions Macro:=macro, Description:=Said(name), Category:=category, _",
        "        ArgumentDescriptions:=help",
        "    Exit Sub",
        "hidden:",
        "    If Not ThisWorkbook.IsAddin Then Exit Sub",
        "    ThisWorkbook.IsAddin = False",
        "    Resume",
        "End Sub",
    ]


def _check(function: Function) -> None:
    if _CELL.match(function.name):
        raise ValueError(f"{function.name} reads as a cell in a formula")
    optional = False
    for word in (function.name, *(parameter.name for parameter in function.parameters)):
        if not _NAME.match(word) or word.lower() in _RESERVED | _CALLED:
            raise ValueError(f"{function.name}: VBA cannot take the name {word!r}")
    for parameter in function.parameters:
        if optional and not parameter.optional:
            raise ValueError(f"{function.name}: {parameter.name} is required and stands after an optional parameter")
        optional = parameter.optional
    if len({parameter.name.lower() for parameter in function.parameters}) < len(function.parameters):
        raise ValueError(f"{function.name}: two parameters of one name")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_MOST_HELP]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
