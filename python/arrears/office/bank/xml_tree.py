"""A parsed XML element read by local names, so that every version of a format is read alike."""

from datetime import date
from functools import cache

from lxml import etree


class Node:
    """An element, or one that is not there: that one has no children and blank texts."""

    __slots__ = ("element",)

    def __init__(self, element: "etree._Element | None") -> None:
        """Wrap an element."""
        self.element = element

    def __bool__(self) -> bool:
        return self.element is not None

    @property
    def name(self) -> str:
        """Give the local name."""
        return "" if self.element is None else etree.QName(self.element).localname

    def all(self, *path: str) -> "list[Node]":
        """Give the elements at the end of a path of child names, at every step all of the name."""
        return [] if self.element is None else [Node(found) for found in self.element.iterfind(_path(path))]

    def first(self, *path: str) -> "Node":
        """Give the first element at the end of a path of child names."""
        return Node(None if self.element is None else self.element.find(_path(path)))

    def every(self, name: str) -> "list[Node]":
        """Give all elements of a name, however deep."""
        if self.element is None:
            return []
        return [Node(found) for found in self.element.iter(f"{{*}}{name}")]

    def own_text(self) -> str:
        """Give the element's own text without the blanks around it."""
        return "" if self.element is None else " ".join((self.element.text or "").split())

    def text(self, *names: str) -> str:
        """Give the text of the first of some children that has one."""
        return next((said for name in names if (said := self.first(name).own_text())), "")

    def attribute(self, name: str) -> str:
        """Give an attribute."""
        return "" if self.element is None else (self.element.get(name) or "").strip()

    def day(self, *names: str) -> date | None:
        """Give the day of the first of some children that has one, written in it or in its ``Dt`` or ``DtTm``."""
        for name in names:
            child = self.first(name)
            for said in (child.own_text(), child.text("Dt"), child.text("DtTm")):
                if found := _day_of(said):
                    return found
        return None


@cache
def _path(names: tuple[str, ...]) -> str:
    return "/".join(f"{{*}}{name}" for name in names)


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
