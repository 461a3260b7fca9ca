"""Where a letter's address stands, so that it shows in the window of an envelope; text cannot push it from there.

Sources: DIN 5008 form B (address field 85 x 45 mm, 20 mm from the left edge, 45 mm from the top; its lower 27.3 mm
hold the address); US #10 with a window 7/8" from the left and 1/2" from the bottom; British DL (window 35 x 90 mm,
20 mm from the left, 18 mm from the bottom); French DL with the window on the right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from arrears.office.word.fields import W
from arrears.office.word.package import Element, member, pack, parse, read_package, serialised

ADDRESS_STYLE = "LetterAddress"
DETAILS_STYLE = "LetterDetails"
"""The paragraph styles that mark the address and what stands beside it; paragraphs in them stand in fixed frames."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A fixed place on the page: left, top, width, height in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def attributes(self) -> dict[str, str]:
        """Give the place as the attributes of a ``w:framePr``."""
        sides = {"w": self.width, "h": self.height, "x": self.left, "y": self.top}
        fixed = {"hRule": "atLeast", "wrap": "around", "vAnchor": "page", "hAnchor": "page"}
        return {**{f"{W}{side}": str(twips(length)) for side, length in sides.items()},
                **{f"{W}{name}": value for name, value in fixed.items()}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """The places of one kind of envelope, and the paper it is for (width and height in millimetres)."""

    address: Frame
    details: Frame
    paper: tuple[float, float] = (210, 297)
    margins: tuple[float, float] = (20, 18)


WINDOWS: Mapping[str, Window] = {
    "din": Window(Frame(25, 56.5, 80, 34), Frame(125, 50, 67, 44)),
    "gb": Window(Frame(24, 50, 82, 38), Frame(125, 50, 67, 44)),
    "us": Window(Frame(22.2, 54, 88.9, 28), Frame(129, 50, 67, 44), (215.9, 279.4), (22.2, 21.7)),
    "fr": Window(Frame(110, 50, 82, 38), Frame(20, 50, 82, 44)),
}
"""By the name that the policy uses."""


def placed(content: bytes, window: str, file: str = "") -> bytes:
    """Give a template with its address, and what stands beside it, where an envelope wants them.

    A template without paragraphs in these styles stays as it is, as it does for a blank ``window``.
    """
    if window not in WINDOWS:
        return content
    members = read_package(content, file)
    name = "word/document.xml"
    if name not in members or ADDRESS_STYLE.encode() not in members[name].unpacked():
        return content
    root = parse(members[name].unpacked(), file, name)
    _move(root, WINDOWS[window])
    return pack(member(name, serialised(root)) if each.name == name else each for each in members.values())


def twips(millimetres: float) -> int:
    """Give a length in twentieths of a point.

    >>> twips(25.4)
    1440
    """
    return round(millimetres * 1440 / 25.4)


def _move(root: Element, window: Window) -> None:
    frames = {ADDRESS_STYLE: window.address, DETAILS_STYLE: window.details}
    for style in root.iter(f"{W}pStyle"):
        frame, properties = frames.get(str(style.get(f"{W}val"))), style.getparent()
        place = None if properties is None else properties.find(f"{W}framePr")
        if frame is not None and place is not None:
            _set(place, frame.attributes())
    for size in root.iter(f"{W}pgSz"):
        _set(size, {f"{W}w": str(twips(window.paper[0])), f"{W}h": str(twips(window.paper[1]))})
    for margin in root.iter(f"{W}pgMar"):
        _set(margin, {f"{W}left": str(twips(window.margins[0])), f"{W}right": str(twips(window.margins[1]))})


def _set(element: Element, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        element.set(name, value)
