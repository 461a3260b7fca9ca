"""Pictures among a letter's values, such as a payment QR code: each becomes an inline picture of its own."""

import hashlib
import posixpath
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from arrears.office.word.conditions import Scopes
from arrears.office.word.markup import as_attribute, as_markup
from arrears.office.word.nodes import DOCUMENT
from arrears.office.word.package import Member, member

_EMU_PER_MM = 36_000
_PNG = b"\x89PNG\r\n\x1a\n"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = b"http://schemas.openxmlformats.org/drawingml/2006"
NO_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture as the value of a field ``Image:NAME`` (or «NAME» where a template spells it so).

    ``width_mm`` is its width on paper; the height follows from the picture. ``text`` says what it shows, for people
    who cannot see it; a field that is no ``Image:`` field writes this text. Raises ValueError for what is no PNG.
    """

    png: bytes
    width_mm: int
    text: str = ""

    def __post_init__(self) -> None:
        """Refuse bytes that are no PNG picture."""
        if self.png[:8] != _PNG or len(self.png) < 24 or not all(self.pixels):
            raise ValueError("no PNG picture")

    def __str__(self) -> str:
        """Say what the picture shows."""
        return self.text

    @property
    def pixels(self) -> tuple[int, int]:
        """Give width and height in pixels."""
        width, height = struct.unpack(">II", self.png[16:24])
        return width, height

    @property
    def extent(self) -> tuple[int, int]:
        """Give width and height on paper in Word's units (EMU)."""
        width, height = self.pixels
        across = self.width_mm * _EMU_PER_MM
        return across, across * height // width

    @property
    def name(self) -> str:
        """Give the name of its file: equal pictures have equal names."""
        return f"arrears-{hashlib.sha256(self.png).hexdigest()[:20]}.png"


@dataclass(slots=True)
class PicturesUsed:
    """The pictures of one part, in order of use, and their relationships."""

    prefix: str = "rIdArrears"
    ids: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)

    def use(self, picture: Picture) -> bytes:
        """Give the relationship id of a picture in the part."""
        name = picture.name
        if name not in self.ids:
            self.ids[name] = f"{self.prefix}{len(self.ids) + 1}".encode()
            self.pictures[name] = picture
        return self.ids[name]

    def relationships(self, before: bytes, folder: str) -> bytes:
        """Add the pictures to the relationships of a part in a folder."""
        at = before.rindex(b"</Relationships>") if b"</Relationships>" in before else -1
        if at < 0:
            before, at = NO_RELATIONSHIPS, NO_RELATIONSHIPS.rindex(b"</")
        links = b"".join(
            b'<Relationship Id="%b" Type="%b/image" Target="%b"/>' % (number, _OFFICE, _target(name, folder))
            for name, number in self.ids.items()
        )
        return before[:at] + links + before[at:]

    def members(self) -> list[Member]:
        """Give the files of the pictures; PNG is packed already."""
        return [member(f"word/media/{name}", each.png, level=0) for name, each in self.pictures.items()]


@dataclass(frozen=True, slots=True)
class ImageSlot:
    """A place for a picture, in a run; other values are written as text."""

    name: str
    depth: int = 0

    def fill(self, scopes: Scopes, out: list[bytes]) -> bool:
        """Append the picture, or text."""
        value = scopes[self.depth].get(self.name)
        if isinstance(value, Picture):
            document = scopes[0][DOCUMENT]
            out.append(_inline(value, document.pictures.use(value), next(document.drawings)))
            return True
        text = as_markup("" if value is None else str(value))
        if text:
            out.append(b'<w:t xml:space="preserve">' + text + b"</w:t>")
        return bool(text)


def has_images(places: Sequence[object]) -> bool:
    """Tell whether a part has a place for a picture."""
    return any(isinstance(place, ImageSlot) for place in places)


def _target(name: str, folder: str) -> bytes:
    return posixpath.relpath(f"word/media/{name}", folder).encode()


def _inline(picture: Picture, link: bytes, number: int) -> bytes:
    across, down = picture.extent
    return (
        b'<w:drawing><wp:inline xmlns:wp="%b/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        b'<wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Picture %d" descr="%b"/>'
        b'<a:graphic xmlns:a="%b/main"><a:graphicData uri="%b/picture"><pic:pic xmlns:pic="%b/picture">'
        b'<pic:nvPicPr><pic:cNvPr id="%d" name="Picture %d"/><pic:cNvPicPr/></pic:nvPicPr>'
        b'<pic:blipFill><a:blip xmlns:r="%b" r:embed="%b"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        b'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm>'
        b'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        b"</wp:inline></w:drawing>"
    ) % (
        _DRAWING, across, down, number, number, as_attribute(picture.text), _DRAWING, _DRAWING, _DRAWING,
        number, number, _OFFICE, link, across, down,
    )  # fmt: skip
