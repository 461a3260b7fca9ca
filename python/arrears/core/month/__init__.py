"""Closing a month and opening the next: what is frozen, what is carried, what changed since."""
