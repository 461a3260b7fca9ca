"""What happens to a month, by the words that its log and the journal use."""

from typing import Final

OPENED: Final = "month opened"
REFRESHED: Final = "opening refreshed"
PREPARED: Final = "prepared"
REVIEWED: Final = "reviewed"
OVERRIDDEN: Final = "overridden"
LOCKED: Final = "locked"
REOPENED: Final = "reopened"
EVENTS: Final = (OPENED, REFRESHED, PREPARED, REVIEWED, OVERRIDDEN, LOCKED, REOPENED)
