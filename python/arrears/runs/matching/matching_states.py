"""What becomes of a row of the Matching sheet."""

PROPOSED, POSTED, UNDONE = "proposed", "posted", "undone"
STATES = (PROPOSED, POSTED, UNDONE)
