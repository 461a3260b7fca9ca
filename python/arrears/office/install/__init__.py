"""Putting the add-in where Excel finds it, and telling what keeps it from working."""
