"""The only reader of the time of day, and of who is at the keyboard."""

import getpass
from datetime import UTC, date, datetime


class SystemClock:
    """The computer's clock."""

    def today(self) -> date:
        """Give today's date where the user is."""
        return datetime.now().astimezone().date()

    def now(self) -> str:
        """Give the time now, ISO 8601 in UTC, to the second."""
        return datetime.now(UTC).isoformat(timespec="seconds")


def user_name() -> str:
    """Give the name a person is logged in under, for the record of who did what."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
