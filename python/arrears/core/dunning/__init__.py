"""Escalation: procedures, cases, levels, promises and plans."""
