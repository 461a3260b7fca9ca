"""Moments as people say them: day and time where the reader is."""

from datetime import datetime, tzinfo

_PATTERNS = {"en": "d MMMM y, HH:mm", "zh": "y年M月d日 HH:mm"}


def in_words(moment: str, language: str, zone: tzinfo | None = None) -> str:
    """Write a moment, ISO 8601, with day and time of a zone (None: the computer's); what is none stays as it is.

    >>> from datetime import UTC
    >>> in_words("2026-11-02T09:05:00+00:00", "en", UTC), in_words("2026-11-02T09:05:00+00:00", "zh", UTC)
    ('2 November 2026, 09:05', '2026年11月2日 09:05')
    """
    from babel.dates import format_datetime  # noqa: PLC0415 - slow to load, and seldom needed

    try:
        there = datetime.fromisoformat(moment).astimezone(zone)
    except ValueError:
        return moment
    return str(format_datetime(there.replace(tzinfo=None), _PATTERNS[language], locale=language))
