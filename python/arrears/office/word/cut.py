"""A draft, written out once and cut at its marks into the nodes that a letter fills."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from arrears.office.word.conditions import Choice, Operand, Phrase
from arrears.office.word.draft import Draft, Place, find_region
from arrears.office.word.images import ImageSlot
from arrears.office.word.names import Names
from arrears.office.word.nodes import Constant, Node, Once, Region, Slot, Vanishing, joined


@dataclass(slots=True)
class _Open:
    """A block that has begun."""

    kind: str
    number: int
    scopes: list[Names]
    region: tuple[str, int] = ("", 0)
    nodes: list[Node | Slot] = field(default_factory=list)


def cut(draft: Draft) -> tuple[Node, ...]:
    """Give the nodes of a draft; names that the data do not have are noted in it."""
    content: bytes = etree.tostring(draft.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    marks = re.compile(rb"<\?arrears (\w+) (\d+)\?>|" + draft.sign.encode() + rb"(\d+);")
    stack, at = [_Open("", 0, [draft.names])], 0
    for match in marks.finditer(content):
        stack[-1].nodes.append(Constant(content[at : match.start()]))
        at = match.end()
        kind, number = (match[1] or b"slot").decode(), int(match[2] or match[3])
        _step(draft, stack, kind, number)
    return joined([*stack[0].nodes, Constant(content[at:])])


def _step(draft: Draft, stack: list[_Open], kind: str, number: int) -> None:
    last = stack[-1]
    if kind == "slot":
        last.nodes.append(_known(draft, draft.places[number], last.scopes))
    elif kind == "end":
        stack.pop()
        stack[-1].nodes.append(_closed(draft, last))
    elif kind == "begin":
        stack.append(_begun(draft, last.scopes, number))
    else:
        stack.append(_Open(kind, number, last.scopes))


def _begun(draft: Draft, scopes: list[Names], number: int) -> _Open:
    name = draft.regions[number][0]
    found = find_region(scopes, name)
    if found is None:
        _note(draft.unknown, f"TableStart:{name}")
        return _Open("begin", number, scopes)
    exact, names, depth = found
    return _Open("begin", number, [*scopes, names], (exact, depth))


def _closed(draft: Draft, block: _Open) -> Node:
    body = joined(block.nodes)
    if block.kind == "begin":
        return Region(*block.region[:1], body, block.region[1], draft.regions[block.number][1])
    if block.kind == "once":
        return Once(body, draft.regions[block.number][0])
    if block.kind == "when":
        return draft.blocks[block.number](body)
    return Vanishing(body)


def _known(draft: Draft, place: Place, scopes: list[Names]) -> Node | Slot:
    if isinstance(place, Slot | ImageSlot):
        name, depth = _exact(draft, place.name, scopes)
        return replace(place, name=name, depth=depth)
    return _known_choice(draft, place, scopes) if isinstance(place, Choice) else place


def _known_choice(draft: Draft, choice: Choice, scopes: list[Names]) -> Choice:
    left, right, then, otherwise = (_known_phrase(draft, phrase, scopes) for phrase in choice.phrases())
    return Choice(left, choice.operator, right, then, otherwise)


def _known_phrase(draft: Draft, phrase: Phrase, scopes: list[Names]) -> Phrase:
    pieces: list[str | Operand | Choice] = []
    for piece in phrase.pieces:
        if isinstance(piece, Operand):
            name, depth = _exact(draft, piece.name, scopes)
            pieces.append(replace(piece, name=name, depth=depth))
        else:
            pieces.append(piece if isinstance(piece, str) else _known_choice(draft, piece, scopes))
    return replace(phrase, pieces=tuple(pieces))


def _exact(draft: Draft, name: str, scopes: list[Names]) -> tuple[str, int]:
    for depth in range(len(scopes) - 1, -1, -1):
        exact = scopes[depth].exact(name)
        if exact is not None:
            draft.used.add(exact)
            return exact, depth
    _note(draft.outside if any(scope.in_rows(name) for scope in scopes) else draft.unknown, name)
    return name, 0


def _note(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
