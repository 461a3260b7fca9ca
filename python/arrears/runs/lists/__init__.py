"""Bringing exported lists into the book."""
