"""What a sign-off is given for: the contents of the book without the checklist and the sheets about the month."""

from arrears.runs.month.frozen import Keys, checksum, contents_of
from arrears.runs.ports import Sheets

_NOT_SIGNED = ("SignOff", "RatesUsed")


def signed_contents(sheets: Sheets, keys: Keys) -> str:
    """Give the checksum of what is signed; any change of it makes a signature void, an empty sheet more does not."""
    found = contents_of(sheets, {name: key for name, key in keys.items() if name not in _NOT_SIGNED})
    return checksum({name: one for name, one in found.items() if one.rows})
