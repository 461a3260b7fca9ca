"""Items that share one agreement, taken together: a company has few agreements and many items."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Agreement = TypeVar("Agreement", bound=Hashable)


def rows_by_agreement(
    rows: NDArray[np.intp], agreements: Sequence[Agreement | None]
) -> list[tuple[Agreement, NDArray[np.int64]]]:
    """Group rows by the agreement of each, in the order they first appear; rows without one are left out.

    >>> rows_by_agreement(np.array([0, 2, 3]), ["a", "b", None, "a"])
    [('a', array([0, 3]))]
    """
    # Rows mostly share the very object, and comparing objects is far cheaper than hashing their amounts.
    by_object: dict[int, list[int]] = {}
    for row in rows.tolist():
        by_object.setdefault(id(agreements[row]), []).append(row)
    merged: dict[Agreement, list[int]] = {}
    for members in by_object.values():
        agreement = agreements[members[0]]
        if agreement is not None:
            merged.setdefault(agreement, []).extend(members)
    return [(agreement, np.array(sorted(members), dtype=np.int64)) for agreement, members in merged.items()]
