"""Members of Excel's collections, called by number or name."""

from typing import Any


def called(members: list[Any], key: Any) -> Any:
    """Find a member by number, from 1, or by name; raises KeyError as Excel's collections are expected to."""
    if isinstance(key, int):
        return members[key - 1]
    found = [one for one in members if one.name == key]
    if not found:
        raise KeyError(key)
    return found[0]
